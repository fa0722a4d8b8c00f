import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { cell, loaded, screenshot, scroller, sent, usePages } from '../openPage';

const numbers = async (page: Page): Promise<Record<string, string>> => {
  const entries = await page
    .locator('.number')
    .evaluateAll((all) => all.map((one) => [one.querySelector('dt')?.innerText, one.querySelector('dd')?.innerText]));
  return Object.fromEntries(entries) as Record<string, string>;
};

describe('the job panel', () => {
  const pages = usePages();

  it('says in words that the org is a production org', async () => {
    const page = await pages.open({ job: 'production' });
    await page.getByText('PRODUCTION', { exact: true }).waitFor();
    await page.getByText('Acme Corp').waitFor();
    const other = await pages.open({ job: 'done' });
    assert.equal(await other.getByText('PRODUCTION').count(), 0);
  });

  it('shows names and messages as text, whatever is in them', async () => {
    const page = await pages.open({ job: 'done' });
    const named = (name: string): string =>
      `${name} <img src=x onerror="document.title='run'"> <b>b</b> [x](command:y)`;
    const { org, groups } = await page.evaluate(() => globalThis.fakeHost.job);
    const change = {
      org: { ...org, label: named('org') },
      object: named('object'),
      fileName: named('file'),
      outcome: 'failed' as const,
      error: { sentence: named('error') },
      groups: groups.map((group) => ({ ...group, message: named('message'), fields: [named('field')] })),
    };
    await page.evaluate((news) => globalThis.fakeHost.tell(news), change);
    for (const name of ['org', 'object', 'file', 'error', 'message', 'field'])
      await page.getByText(named(name)).first().waitFor();
    for (const made of [
      page.locator('img'),
      page.locator('b', { hasText: /^b$/ }),
      page.locator('a', { hasText: /^x$/ }),
    ])
      assert.equal(await made.count(), 0);
    assert.notEqual(await page.title(), 'run');
  });

  it('shows how far a running job is, in pictures, numbers and words', async () => {
    const page = await pages.open({ job: 'running' });
    const bar = page.getByRole('progressbar');
    assert.equal(await bar.getAttribute('aria-valuenow'), '61');
    assert.equal(await bar.getAttribute('aria-valuetext'), '612,400 of 1,000,000 rows processed');
    assert.deepEqual(await numbers(page), { Rows: '1,000,000', Processed: '612,400', Failed: '12,431' });
    const facts = await page.locator('.pace').innerText();
    for (const fact of [
      '8,123 rows/s',
      'about 47 sec left',
      '42 sec API time',
      '27 API calls',
      'last updated 2:02:29',
    ]) {
      assert.ok(facts.includes(fact), `${fact} is missing from ${facts}`);
    }
    assert.match(await page.locator('li[aria-current="step"]').innerText(), /Processing/);
  });

  it('shows the upload in bytes, and no percentage while the file is still being read', async () => {
    const uploading = await pages.open({ job: 'uploading' });
    assert.equal(
      await uploading.getByRole('progressbar').getAttribute('aria-valuetext'),
      '45.2 MB of 118.0 MB uploaded',
    );
    const preparing = await pages.open({ job: 'preparing' });
    assert.equal(await preparing.getByRole('progressbar').getAttribute('aria-valuenow'), null);
    assert.equal((await numbers(preparing))['Rows'], '–');
  });

  it('continues the time of the running phase between two snapshots', async () => {
    const page = await pages.open({ job: 'running' });
    const time = page.locator('li[aria-current="step"] .time');
    const before = await time.innerText();
    await page.waitForFunction(
      (old) => {
        const panel = document.querySelector('kinetic-job-panel')?.shadowRoot;
        return panel?.querySelector('li[aria-current="step"] .time')?.textContent !== old;
      },
      before,
      { timeout: 5000 },
    );
  });

  it('asks the extension to abort once, and says so until the job has ended', async () => {
    const page = await pages.open({ job: 'running' });
    await page.getByRole('button', { name: 'Abort Job' }).click();
    await page.getByText('Aborting…').waitFor();
    assert.equal((await sent(page, 'abort')).length, 1);
    await page.evaluate(() => globalThis.fakeHost.tell({ outcome: 'aborted', aborting: false }));
    await page
      .getByText('The job was aborted. Records that Salesforce had already saved stay saved.')
      .first()
      .waitFor();
    assert.equal(await page.getByRole('button', { name: /Abort/ }).count(), 0);
  });

  it('says why a job waits while Salesforce does not answer, and no longer when it does', async () => {
    const page = await pages.open({ job: 'running' });
    const delay = 'acme.my.salesforce.com does not respond.';
    await page.evaluate((why) => globalThis.fakeHost.tell({ delay: why }), delay);
    const said = page.getByText(`${delay} The job continues automatically when Salesforce responds.`);
    await said.first().waitFor();
    await page.evaluate(() => globalThis.fakeHost.tell({}));
    await page.locator('.banner.warning').waitFor({ state: 'detached' });
  });

  it('shows the unprocessed rows when no row failed, until another list is chosen', async () => {
    const page = await pages.open({ job: 'failed' });
    await page.getByRole('tab', { name: 'Unprocessed', selected: true }).waitFor();
    await page.getByRole('grid', { name: /^Unprocessed rows/ }).waitFor();
    await page.getByRole('tab', { name: 'Failed rows' }).click();
    await page.getByText('No failed rows.').waitFor();
    await page.evaluate(() => globalThis.fakeHost.tell({}));
    await page.getByRole('tab', { name: 'Failed rows', selected: true }).waitFor();
  });

  it('shows unknown rows first, with advice, and no retry as the main button', async () => {
    const page = await pages.open({ job: 'unknown' });
    await page.getByRole('tab', { name: 'Unknown rows 300,000', selected: true }).waitFor();
    assert.equal((await numbers(page))['Unknown'], '300,000');
    await page.getByText('Salesforce may have saved the 300,000 unknown rows.').waitFor();
    const retry = page.getByRole('button', { name: 'Retry…', exact: true });
    assert.match((await retry.getAttribute('class')) ?? '', /secondary/);
    const buttons = await page.locator('[slot="actions"] button').allInnerTexts();
    assert.ok(buttons.findIndex((text) => text.includes('Retry…')) > 0, buttons.join());
    await screenshot(page, 'unknown');
    await retry.click();
    const [asked] = await sent(page, 'retryRows');
    const { filter } = asked?.query as { readonly filter: { readonly list: string } };
    assert.equal(filter.list, 'unknown');
    const other = await pages.open({ job: 'failed' });
    assert.equal(await other.getByRole('tab', { name: 'Unknown rows' }).count(), 0);
  });

  it('says so when nothing failed', async () => {
    const page = await pages.open({ job: 'clean' });
    await page.getByRole('tab', { name: 'Succeeded', selected: true }).waitFor();
    await page.getByRole('tab', { name: 'Failed rows' }).click();
    await page.getByText('No rows failed.').waitFor();
    await page.getByText('All 48,000 rows were saved.').waitFor();
  });

  it('says where deleted records are, and offers to undelete them', async () => {
    const page = await pages.open({ job: 'deleted' });
    await page.getByText('Deleted records are in the Recycle Bin').waitFor();
    await page.getByRole('button', { name: 'Undelete These Records…' }).click();
    assert.equal((await sent(page, 'undelete')).length, 1);
    await screenshot(page, 'deleted');
    await page.evaluate(() => globalThis.fakeHost.tell({ isUndeletable: false }));
    await page.getByText('Deleted records are in the Recycle Bin').waitFor({ state: 'detached' });
    assert.equal(await page.getByRole('button', { name: 'Undelete These Records…' }).count(), 0);
  });

  it('says why a job failed and offers what may help', async () => {
    const page = await pages.open({ job: 'failed' });
    await page.getByText('Field name not found : Primary_Contct__c').waitFor();
    await page.getByRole('button', { name: 'Change the Mapping' }).click();
    assert.equal((await sent(page, 'errorAction')).length, 1);
    const rejected = await pages.open({ job: 'rejected' });
    await rejected.getByText('line 48: 12 cells where the header has 9').waitFor();
  });

  it('lists each value of the file that could not be converted', async () => {
    const page = await pages.open({ job: 'rejected' });
    const places = [
      'deals.csv:4, column Close Date: “x” is not a date.',
      'deals.csv:9, column Amount: “y” is not a number.',
    ];
    const error = { sentence: 'Nothing was sent.', places };
    await page.evaluate((news) => globalThis.fakeHost.tell(news), { error });
    await page.locator('.places li').first().waitFor();
    assert.deepEqual(await page.locator('.places li').allTextContents(), places);
  });

  it('names a job that may be left in Salesforce, with its page in Setup where the org has one', async () => {
    const page = await pages.open({ job: 'production' });
    const orphans = [{ remoteId: '7505g00000Xk3f9AAB', sentence: 'The bulk job 7505g00000Xk3f9AAB may be left.' }];
    await page.evaluate((news) => globalThis.fakeHost.tell(news), { orphans });
    await page.getByText('The bulk job 7505g00000Xk3f9AAB may be left.').waitFor();
    await page.getByRole('button', { name: 'Open in Setup' }).click();
    assert.deepEqual(await sent(page, 'openOrphan'), [{ type: 'openOrphan', remoteId: '7505g00000Xk3f9AAB' }]);
    const practice = await pages.open({ job: 'done' });
    await practice.evaluate((news) => globalThis.fakeHost.tell(news), { orphans });
    await practice.getByText('The bulk job 7505g00000Xk3f9AAB may be left.').waitFor();
    assert.equal(await practice.getByRole('button', { name: 'Open in Setup' }).count(), 0);
  });

  it('lists the parts of a large job with their Salesforce jobs', async () => {
    const page = await pages.open({ job: 'parts' });
    await page.getByText('6 parts').first().click();
    assert.equal(await page.locator('tbody tr').count(), 6);
    await page.getByRole('button', { name: '7505g00000Xk3f2AAB' }).first().click();
    await page.getByRole('button', { name: 'Copy ID 7505g00000Xk3f2AAB' }).click();
    assert.deepEqual(await sent(page, 'openRemote'), [{ type: 'openRemote', part: 2 }]);
    assert.deepEqual(await sent(page, 'copyText'), [{ type: 'copyText', text: '7505g00000Xk3f2AAB' }]);
  });

  it('shows how much of an export has arrived and where it is, and no lists of rows', async () => {
    const running = await pages.open({ job: 'exporting' });
    await running.getByText('Records are written to contacts-export.csv as they arrive.').waitFor();
    assert.equal(
      await running.getByRole('progressbar').getAttribute('aria-valuetext'),
      '151,000 of 240,000 records exported',
    );
    assert.deepEqual(await numbers(running), { Records: '240,000', Exported: '151,000' });
    const page = await pages.open({ job: 'export' });
    await page.getByText('All 240,000 records are in contacts-export.csv.').waitFor();
    await page.getByText("WHERE Account.Industry = 'Energy'").waitFor();
    assert.equal(await page.getByRole('tab').count(), 0);
    await page.getByRole('button', { name: 'Open contacts-export.csv' }).last().click();
    assert.equal((await sent(page, 'openSource')).length, 1);
    await page.getByRole('button', { name: 'Reveal File' }).click();
    assert.equal((await sent(page, 'revealSource')).length, 1);
    await screenshot(page, 'export');
  });

  it('says that nothing of an aborted export was kept, and offers no file', async () => {
    const page = await pages.open({ job: 'exportAborted' });
    await page.getByText('Records downloaded so far were deleted.').waitFor();
    await page.getByText('contacts-export.csv was not written.').waitFor();
    assert.equal(await page.getByRole('button', { name: /contacts-export/ }).count(), 0);
    await screenshot(page, 'export-aborted');
  });

  it('says that an export found nothing, and why it started again', async () => {
    const page = await pages.open({ job: 'exportEmpty' });
    await page.getByText('No records match the query. contacts-export.csv contains only a header line.').waitFor();
    await page.getByText('the export started again').waitFor();
    await page.getByText('REST API').waitFor();
    await screenshot(page, 'export-empty');
  });

  it('opens the source file by its name', async () => {
    const page = await pages.open({ job: 'few' });
    await page.getByRole('button', { name: 'contacts-2026-q1.csv' }).click();
    assert.equal((await sent(page, 'openSource')).length, 1);
  });

  it('tells screen readers the outcome at once, but progress only every 15 seconds', async () => {
    const page = await pages.open({ job: 'running' });
    const status = page.getByRole('status');
    await page.getByText('Processing: 612,400 of 1,000,000 rows, 12,431 failed').waitFor({ state: 'attached' });
    await page.evaluate(() => {
      const { job, tell } = globalThis.fakeHost;
      tell({ totals: { ...job.totals, processed: 700_000 } });
    });
    await page.getByText('700,000 of 1,000,000').first().waitFor();
    assert.match(await status.innerText(), /612,400/);
    await page.evaluate(() => globalThis.fakeHost.tell({ outcome: 'completed' }));
    await page.getByText(/12,431 rows failed\. 0 succeeded/).waitFor({ state: 'attached' });
  });

  it('describes the grid to assistive technology', async () => {
    const page = await pages.open({ job: 'done' });
    await loaded(page);
    const grid = page.getByRole('grid', { name: 'Failed rows of contacts-2026-q1.csv' });
    assert.equal(await grid.getAttribute('aria-rowcount'), '100001');
    assert.equal(await grid.getAttribute('aria-colcount'), '14');
    assert.equal(await grid.getAttribute('aria-multiselectable'), 'true');
    assert.equal(await cell(page, 2, 1).getAttribute('role'), 'rowheader');
    assert.equal(await cell(page, 2, 2).getAttribute('role'), 'gridcell');
    assert.equal(await page.getByRole('columnheader', { name: 'Message' }).getAttribute('aria-sort'), null);
    await scroller(page).evaluate((element) => (element.scrollTop = 24 * 4000));
    await page.waitForFunction(() =>
      Object.values(sessionStorage).some((state) => String(state).includes('"row":4000')),
    );
    await loaded(page);
    assert.ok(await isInReadingOrder(page));
  });

  it('keeps rows and cells in reading order after scrolling both ways', async () => {
    const page = await pages.open({ job: 'wide' });
    await loaded(page);
    await scroller(page).evaluate((element) => element.scrollTo(40_000, 9_000));
    await page.waitForFunction(() =>
      Object.values(sessionStorage).some((state) => String(state).includes('"left":40000')),
    );
    await loaded(page);
    assert.ok(await isInReadingOrder(page));
  });
});

/** Rows and cells are in the document in the order of their numbers for screen readers. */
const isInReadingOrder = (page: Page): Promise<boolean> =>
  page.locator('kinetic-grid .row:not([hidden])').evaluateAll((rows) => {
    const rises = (elements: Element[], name: string): boolean => {
      const numbers = elements.map((element) => Number(element.getAttribute(name)));
      return numbers.length > 3 && numbers.every((number, i) => i === 0 || number > (numbers[i - 1] ?? 0));
    };
    return rises(rows, 'aria-rowindex') && rows.every((row) => rises([...row.children], 'aria-colindex'));
  });
