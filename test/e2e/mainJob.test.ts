// The main task of the product as a user does it: load a CSV from its menu, see the result, read why rows failed.
import assert from 'node:assert/strict';
import { keeper } from './keeper';
import { askToLoad, chooseToLoad, loadCsv, openLine, showFailedRows, type LoadSeen } from './mainJob';
import { endOfJob, showContainer, statusBarItem, treeRow, view } from './parts';
import { closePicker } from './quickInput';
import { startPracticeOrg, type PracticeOrg } from './practiceOrg';
import { scratchSamples, type Scratch } from './scratch';
import { webview } from './webview';
import { openWorkbench, themes, type Workbench } from './workbench';

describe('loading a CSV from the explorer', function () {
  this.timeout(300_000);
  const keep = keeper();
  let org: PracticeOrg;
  let samples: Scratch;
  let workbench: Workbench;
  let seen: LoadSeen;
  const accounts = () => org.count("SELECT COUNT() FROM Account WHERE External_Id__c LIKE 'DEMO-%'");

  before(async () => {
    org = keep(await startPracticeOrg());
    samples = keep(scratchSamples());
    workbench = keep(await openWorkbench({ folder: samples.folder, env: org.env, pictures: 'main-job' }));
  });
  afterEach(async function () {
    await workbench.tidy(this.currentTest?.state);
  });

  it('guesses everything, so that one Enter is enough', async () => {
    seen = await loadCsv(workbench, 'accounts-some-bad.csv');
    assert.match(seen.offer, /Bulk Upsert 60 rows → Account by External_Id__c/);
  });

  it('names the org over the question', () => {
    assert.match(seen.asked, /accounts-some-bad\.csv → .*practice/i);
  });

  it('has a result for every row, as the org does', async () => {
    assert.deepEqual([seen.succeeded, seen.failed, seen.unprocessed], [44, 16, 0]);
    assert.equal(await accounts(), 44);
    assert.match(seen.said, /44 of 60 rows/);
  });

  it('groups the failed rows by error', () => {
    assert.equal(seen.reasons.length, 9);
    assert.equal(
      seen.reasons.reduce((sum, { count }) => sum + count, 0),
      16,
    );
    const rule = seen.reasons.find(({ code }) => code === 'FIELD_CUSTOM_VALIDATION_EXCEPTION');
    assert.deepEqual([rule?.count, rule?.message], [3, 'Only VIP accounts may have a credit limit above 1,000,000.']);
  });

  it('shows the failed rows in a grid, one by one', async () => {
    assert.equal(await showFailedRows(workbench), 16);
  });

  it('jumps from a failed row to its line in the file', async () => {
    assert.equal(await openLine(workbench), 5);
  });

  it('shows the current org in the status bar', async () => {
    await statusBarItem(workbench.page, /practice/i);
  });

  it('rejects an invalid file with a message that says where, and sends nothing', async () => {
    await chooseToLoad(workbench, 'broken-unclosed-quote.csv');
    await endOfJob(workbench.page, /line 3/i);
    await workbench.screenshot('broken-file');
    assert.equal(await accounts(), 44);
  });

  it('accepts semicolons, CRLF and line breaks in cells', async () => {
    const good = await loadCsv(workbench, 'accounts-good.csv');
    assert.deepEqual([good.succeeded, good.failed], [200, 0]);
    const semicolons = await loadCsv(workbench, 'contacts-semicolon.csv');
    assert.deepEqual([semicolons.succeeded, semicolons.failed], [60, 0]);
    const crlf = await loadCsv(workbench, 'contacts-crlf-multiline.csv');
    assert.deepEqual([crlf.succeeded, crlf.failed], [30, 0]);
    const [contact] = await org.query("SELECT Description FROM Contact WHERE External_Id__c = 'DEMO-C2101'");
    assert.equal(contact?.['Description'], 'Prefers e-mail.\r\nCall only after 10:00, please.');
  });

  it('still lists the jobs after the window is reloaded', async () => {
    await workbench.reload();
    await showContainer(workbench.page, 'Kinetic');
    const jobs = await view(workbench.page, 'Jobs');
    await treeRow(jobs, 'accounts-some-bad.csv').waitFor();
    await workbench.screenshot('after-reload');
  });

  it('changes nothing when the question is left with Escape', async () => {
    await askToLoad(workbench, 'accounts-good.csv');
    await closePicker(workbench.page);
    assert.equal(await accounts(), 244);
  });

  for (const theme of themes) {
    it(`can be read in ${theme}`, async () => {
      await workbench.setTheme(theme);
      await showContainer(workbench.page, 'Kinetic');
      await treeRow(await view(workbench.page, 'Jobs'), 'accounts-some-bad.csv').click();
      await webview(workbench.page, '[role=grid]');
      await workbench.screenshot(`panel-${theme.toLowerCase().replaceAll(' ', '-')}`);
    });
  }

  it('logs no error in a page of ours', () => assert.deepEqual(workbench.pageErrors(), []));
});
