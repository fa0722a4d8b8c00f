// Practice orgs that VS Code starts: they survive reloads and restarts, and several of them run beside each other.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keeper } from './keeper';
import { askToLoad } from './mainJob';
import {
  answerDialog,
  chooseInMenu,
  clearNotifications,
  dialog,
  endOfJob,
  notification,
  openMenu,
  showContainer,
  statusBarItem,
  treeRow,
  view,
} from './parts';
import { accept, question, runCommand } from './quickInput';
import { scratchSamples, type Scratch } from './scratch';
import { until } from './until';
import { webview } from './webview';
import { openWorkbench, type Workbench } from './workbench';

describe('the practice org of a window', function () {
  this.timeout(300_000);
  const keep = keeper();
  let samples: Scratch;
  let workbench: Workbench;
  /** The address of the first practice org. */
  let first: string;

  before(async () => {
    samples = keep(scratchSamples());
    const many = Array.from({ length: 400_000 }, (_, at) => `Ada,Aalto ${at},Long job\n`);
    writeFileSync(join(samples.folder, 'leads-many.csv'), `FirstName,LastName,Company\n${many.join('')}`);
    workbench = keep(await openWorkbench({ folder: samples.folder, pictures: 'practiceLife' }));
  });
  afterEach(async function () {
    await workbench.tidy(this.currentTest?.state);
  });

  /** Of the current org. */
  const addressOf = async (org = 'Practice org'): Promise<string> => {
    const { page } = workbench;
    await showContainer(page, 'Kinetic');
    const label = await treeRow(await view(page, 'Orgs'), org)
      .first()
      .getAttribute('aria-label');
    assert.ok(!label?.includes('not running'), label ?? '');
    await askToLoad(workbench, 'accounts-good.csv');
    const { choices } = await question(page, /^Load /);
    await page.keyboard.press('Escape');
    // The descriptions of choices have word joiners in addresses, so that no link comes of them.
    const found = /http:\/\/127\.0\.0\.1:\d+/.exec(choices.join('\n').replaceAll('\u2060', ''));
    assert.ok(found, choices.join('\n'));
    return found[0];
  };

  const accounts = async (url: string): Promise<number> => {
    const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' };
    const { accessToken } = (await (await fetch(`${url}/practice/sessions`, post)).json()) as { accessToken: string };
    const query = `${url}/services/data/v66.0/query?q=SELECT+COUNT()+FROM+Account`;
    const answer = await fetch(query, { headers: { authorization: `Bearer ${accessToken}` } });
    return ((await answer.json()) as { totalSize: number }).totalSize;
  };

  it('keeps its data and its address through a reload of the window', async () => {
    const { page, screenshot } = workbench;
    await runCommand(page, 'Kinetic: Start Practice Org');
    await statusBarItem(page, 'Practice org');
    const before = await addressOf();
    await askToLoad(workbench, 'accounts-good.csv');
    await accept(page);
    await endOfJob(page, /200 rows of Account upserted/, 60_000);
    await workbench.reload();
    await page.locator('.statusbar-item').filter({ hasText: 'Practice org' }).first().waitFor({ timeout: 90_000 });
    assert.equal(await addressOf(), before);
    const about = (await (await fetch(`${before}/practice/process`)).json()) as { readonly changed: boolean };
    assert.equal(about.changed, true);
    await screenshot('after-the-reload');
  });

  it('asks before it is stopped with changed data and a running job, and keeps running on Cancel', async () => {
    const { page, screenshot } = workbench;
    await clearNotifications(page);
    await askToLoad(workbench, 'leads-many.csv');
    await accept(page);
    await showContainer(page, 'Kinetic');
    await treeRow(await view(page, 'Jobs'), /leads-many.*(Uploading|Processing)/).waitFor();
    await runCommand(page, 'Kinetic: Stop Practice Org');
    const asked = await dialog(page, 'Stop Practice org?');
    assert.match(await asked.innerText(), /1 job has not ended\. It cannot continue\./);
    await screenshot('stop-it');
    await answerDialog(asked, 'Cancel');
    await statusBarItem(page, /^\s*Practice org\s*$/);
  });

  it('ends its job with it: Resume says so, Abort ends the job at once, and it can be removed', async () => {
    const { page, screenshot } = workbench;
    await runCommand(page, 'Kinetic: Stop Practice Org');
    await answerDialog(await dialog(page, 'Stop Practice org?'), 'Stop and Keep Data');
    await notification(page, 'Practice org has stopped. Its data is kept for the next start.');
    await showContainer(page, 'Kinetic');
    const jobs = await view(page, 'Jobs');
    const row = treeRow(jobs, /leads-many.*Interrupted/);
    await row.waitFor();
    await clearNotifications(page);
    await row.click();
    await (await webview(page, 'button:has-text("Resume")')).locator('button', { hasText: 'Resume' }).click();
    const said = await notification(page, /The job cannot continue: Practice org has stopped/);
    await screenshot('resume');
    await said.locator('.monaco-button', { hasText: 'Abort Job…' }).click();
    const asked = await dialog(page, 'Abort “');
    assert.match(await asked.innerText(), /the job ends on this computer only/);
    await screenshot('abort-offline');
    await answerDialog(asked, 'Abort Job');
    await treeRow(jobs, /leads-many.*Aborted/).waitFor();
    await screenshot('aborted');
    await openMenu(page, treeRow(jobs, /leads-many.*Aborted/), 'Remove Job from the List…');
    await chooseInMenu(page, 'Remove Job from the List…');
    await answerDialog(await dialog(page, 'from the list?'), 'Remove');
    await until('the job to be gone', async () =>
      (await treeRow(jobs, 'leads-many').count()) === 0 ? true : undefined,
    );
  });

  it('is offered to be started when it is chosen while it does not run', async () => {
    const { page, screenshot } = workbench;
    await (await statusBarItem(page, 'Practice org')).click();
    await question(page, /Which org/);
    await accept(page);
    const offer = await notification(page, 'Practice org is not running.');
    await screenshot('not-running');
    await offer.locator('.monaco-button', { hasText: 'Start Practice Org' }).click();
    await until('the org to run', async () =>
      (await statusBarItem(page, 'Practice org').then((item) => item.innerText())).includes('not running')
        ? undefined
        : true,
    );
    first = await addressOf();
    const records = await accounts(first);
    assert.ok(
      records >= 260,
      `${records} accounts: the 60 of the sample, and the 200 that were loaded before the stop`,
    );
    await screenshot('kept');
  });

  const processes = async (): Promise<readonly string[]> => {
    await showContainer(workbench.page, 'Kinetic');
    const labels = await (await view(workbench.page, 'Orgs')).locator('.monaco-list-row').allInnerTexts();
    return labels.filter((label) => label.includes('Practice org'));
  };

  it('runs beside another one, which is started, used and stopped on its own', async () => {
    const { page, screenshot } = workbench;
    await clearNotifications(page);
    await runCommand(page, 'Kinetic: Start Another Practice Org');
    await statusBarItem(page, 'Practice org 2');
    const second = await addressOf('Practice org 2');
    assert.equal((await processes()).length, 2);
    // The jobs in Salesforce are those of the current org.
    await treeRow(await view(page, 'Jobs'), /In Salesforce.*Practice org 2/).waitFor();
    await screenshot('two');
    await runCommand(page, 'Kinetic: Stop Practice Org');
    const { choices } = await question(page, /Practice Orgs/);
    assert.equal(choices.length, 2);
    await page.keyboard.type('Practice org 2');
    await page.keyboard.press('Enter');
    await notification(page, 'Practice org 2 has stopped.');
    await assert.rejects(fetch(`${second}/practice/process`));
    assert.ok((await accounts(first)) >= 260, 'the first one runs, with its data');
    await treeRow(await view(page, 'Orgs'), /^Practice org 2.*not running/).waitFor();
    await screenshot('one-stopped');
  });

  it('starts with the sample after its data was discarded', async () => {
    const { page, screenshot } = workbench;
    await clearNotifications(page);
    await runCommand(page, 'Kinetic: Stop Practice Org');
    const asked = await dialog(page, 'Stop Practice org?');
    await screenshot('keep-or-discard');
    await answerDialog(asked, 'Stop and Discard Data');
    await notification(page, 'Practice org has stopped. It starts again with the sample data.');
    await runCommand(page, 'Kinetic: Start Practice Org');
    await question(page, /Practice Orgs/);
    await accept(page);
    await statusBarItem(page, /^\s*Practice org\s*$/);
    assert.equal(await accounts(first), 60);
  });

  it('logs no error in a page of ours', () => assert.deepEqual(workbench.pageErrors(), []));
});
