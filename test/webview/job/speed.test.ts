// How fast and with how many calls a load goes, on its page.
import assert from 'node:assert/strict';
import { usePages } from '../openPage';

describe('the speed of a load on its page', () => {
  const pages = usePages();

  it('draws the speed of a load in time, with a line where a part ended, and says it in words', async () => {
    const page = await pages.open({ job: 'parts' });
    const plot = page.getByRole('img', { name: /^Speed while Salesforce processed the rows/ });
    assert.equal(
      await plot.getAttribute('aria-label'),
      'Speed while Salesforce processed the rows: 51,697 rows/s on average, up to 79,613 rows/s',
    );
    assert.equal(await plot.locator('.ends').getAttribute('d'), 'M 363.6 0 V 100 M 727.3 0 V 100');
    const steps = (await plot.locator('.line').getAttribute('d'))?.split(' V ') ?? [];
    assert.deepEqual([steps[0], steps[1], steps.length], ['M 0 100', '71.4 H 90.9', 12]);
    const done = await pages.open({ job: 'done' });
    assert.match(await done.locator('.pace').innerText(), /15,152 rows\/s on average/);
    assert.equal(await done.locator('.speed .ends').getAttribute('d'), '');
  });

  it('says how many calls a load without bulk jobs has made', async () => {
    const page = await pages.open({ job: 'few' });
    await page.evaluate(() => globalThis.fakeHost.tell({ calls: 122, apiCalls: 125 }));
    await page.getByText('125 API calls, 122 with rows', { exact: true }).waitFor();
    await page.evaluate(() => globalThis.fakeHost.tell({ calls: 1, apiCalls: 1 }));
    await page.getByText('1 API call', { exact: true }).waitFor();
    assert.equal(await page.locator('.pace span', { hasText: 'API call' }).count(), 1);
  });

  it('draws no speed while there is too little to see', async () => {
    const page = await pages.open({ job: 'uploading' });
    assert.equal(await page.locator('.speed').count(), 0);
    const running = await pages.open({ job: 'running' });
    await running.evaluate(() =>
      globalThis.fakeHost.tell({ processedOverTime: globalThis.fakeHost.job.processedOverTime?.slice(0, 3) ?? [] }),
    );
    await running.locator('.speed').waitFor({ state: 'detached' });
  });
});
