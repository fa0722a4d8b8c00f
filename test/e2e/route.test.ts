// A few rows need no bulk job: the offer shows the route before, the job's page after, and another route can be chosen.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keeper } from './keeper';
import { writeLeads } from './leads';
import { askToLoad, loadCsv, showFailedRows } from './mainJob';
import { endOfJob, showContainer, treeRow, unfold, view } from './parts';
import { startPracticeOrg, type PracticeOrg } from './practiceOrg';
import { accept, chooseByTyping, closePicker, question } from './quickInput';
import { scratch, type Scratch } from './scratch';
import { until } from './until';
import { webview } from './webview';
import { openWorkbench, themes, type Workbench } from './workbench';

const rows = Array.from({ length: 120 }, (_, at) => `RT-${at},${at % 24 === 7 ? '' : `Route ${at}`}`);
const onlyOne = 'External_Id__c,Name\nRT-0,Changed\n';
const said = 'REST collections, 1 call (120 rows; used for up to 200 rows)';

describe('the route of a load', function () {
  this.timeout(300_000);
  const keep = keeper();
  let org: PracticeOrg;
  let folder: Scratch;
  let workbench: Workbench;

  before(async () => {
    org = keep(await startPracticeOrg());
    folder = keep(scratch('accounts'));
    writeFileSync(join(folder.folder, 'accounts.csv'), `External_Id__c,Name\n${rows.join('\n')}\n`);
    writeFileSync(join(folder.folder, 'account.csv'), onlyOne);
    await writeLeads(join(folder.folder, 'leads.csv'), 10_400);
    workbench = keep(await openWorkbench({ folder: folder.folder, env: org.env, pictures: 'route' }));
  });
  afterEach(async function () {
    await org.lift();
    await workbench.tidy(this.currentTest?.state);
  });

  const writes = async (): Promise<readonly string[]> =>
    (await org.requests())
      .filter(({ method, path }) => method !== 'GET' && /sobjects|jobs\/ingest/.test(path))
      .map(({ method, path }) => `${method} ${path.replace(/^.*\/v[\d.]+/, '')}`);

  it('is one collections call for 120 rows: the offer shows it, one call is made, and the failed rows are listed', async () => {
    const before = (await writes()).length;
    const seen = await loadCsv(workbench, 'accounts.csv');
    assert.match(seen.offer, /(?<!Bulk )Upsert 120 rows → Account by External_Id__c/);
    assert.deepEqual([seen.succeeded, seen.failed, seen.unprocessed], [115, 5, 0]);
    assert.deepEqual((await writes()).slice(before), ['PATCH /composite/sobjects/Account/External_Id__c']);
    const panel = await webview(workbench.page, `text=${said}`);
    assert.equal(await panel.locator('.phases li').count(), 4, 'nothing is uploaded');
    assert.equal(await showFailedRows(workbench), 5);
    const jobs = await view(workbench.page, 'Jobs');
    const tooltip = workbench.page.locator('.monaco-hover:visible', { hasText: said }).first();
    // A view that is drawn again at this moment closes the tooltip.
    await until('the tooltip of the job', async () => {
      await workbench.page.mouse.move(900, 500);
      await treeRow(jobs, /Upsert Account/).hover();
      return tooltip.waitFor({ timeout: 3000 }).then(
        () => true,
        () => undefined,
      );
    });
    await workbench.screenshot('tooltip');
    await workbench.page.mouse.move(0, 0);
  });

  for (const theme of themes)
    it(`can be read in the offer and on the job’s page: ${theme}`, async () => {
      const { page, screenshot } = workbench;
      await workbench.setTheme(theme);
      await showContainer(page, 'Kinetic');
      await unfold(treeRow(await view(page, 'Jobs'), /5 failed/));
      await (await webview(page, `text=${said}`)).locator(`text=${said}`).waitFor();
      await screenshot(`job-${theme}`);
      const { choices } = await askToLoad(workbench, 'accounts.csv');
      assert.ok(
        choices.some((choice) => /API: REST collections, 1 call.*120 rows; used for up to 200 rows/.test(choice)),
      );
      await screenshot(`offer-${theme}`);
      await closePicker(page);
    });

  it('is a bulk job if the user chooses one', async () => {
    const { page, screenshot } = workbench;
    await workbench.setTheme('Dark Modern');
    await askToLoad(workbench, 'account.csv');
    await chooseByTyping(page, 'API: REST, 1 call');
    const asked = await question(page, /Which API should load the rows/);
    await screenshot('choices');
    assert.equal(asked.choices.length, 4);
    await chooseByTyping(page, 'Bulk API');
    const { choices } = await question(page, /Press Enter to start/);
    assert.match(choices[0] ?? '', /Bulk Upsert 1 row → Account/);
    const before = (await org.loads()).length;
    await accept(page);
    await endOfJob(page, /1 row of Account upserted into Practice org\./);
    assert.equal((await org.loads()).length, before + 1);
  });

  it('shows that the outcome of an insert is unknown when its answer was lost, and lists its rows', async () => {
    const { page, screenshot } = workbench;
    const doubts = () => org.count("SELECT COUNT() FROM Contact WHERE LastName = 'Doubt'");
    const before = await doubts();
    writeFileSync(join(folder.folder, 'contacts.csv'), 'LastName,FirstName\nDoubt,One\nDoubt,Two\n');
    await org.arm({ path: '*/composite/sobjects*', action: { kind: 'reset', when: 'afterAction' } });
    const { choices } = await askToLoad(workbench, 'contacts.csv');
    assert.match(choices[0] ?? '', /Insert 2 rows → Contact/);
    await accept(page);
    await endOfJob(page, /Rows with an unknown outcome: 2\./);
    const panel = await webview(page, 'text=Rows with an unknown outcome');
    await panel.getByRole('tab', { name: /Unknown rows/ }).click();
    await panel.locator('[role=grid]').getByText('Doubt').first().waitFor();
    await screenshot('unknown-outcome');
    assert.equal(await doubts(), before + 2);
  });

  it('continues in the background above 10,000 rows: its page says so, and no notification repeats it', async () => {
    const { page, screenshot } = workbench;
    await org.arm({ object: 'Lead', action: { kind: 'pace', startDelayMs: 4000 } });
    const { choices } = await askToLoad(workbench, 'leads.csv');
    assert.ok(choices.some((choice) => /Bulk API 2\.0, in the background.*more than 10,000 rows/.test(choice)));
    await accept(page);
    await webview(page, 'text=/Bulk API 2\\.0, in the background/');
    const toasts = page.locator('.notification-toast', { hasText: 'leads.csv' });
    await until('no notification about the load', async () => ((await toasts.count()) === 0 ? true : undefined));
    await screenshot('background');
    await endOfJob(page, /rows of Lead upserted/, 60_000);
  });

  it('logs no error in a page of ours', () => assert.deepEqual(workbench.pageErrors(), []));
});
