// The first run of a new user: a sample in a window without a folder, the walkthrough, the terminal, a dropped file.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './installed';
import { keeper } from './keeper';
import { clearNotifications, endOfJob, explorerRow, showContainer, statusBarItem, treeRow, view } from './parts';
import { startPracticeOrg } from './practiceOrg';
import { accept, chooseByTyping, closePicker, isInPalette, question, runCommand } from './quickInput';
import { scratch, scratchSamples } from './scratch';
import { until } from './until';
import { webview } from './webview';
import { openWorkbench, themes, type Workbench } from './workbench';

const shipped = readFileSync(join(root, 'media', 'sample', 'accounts.csv'), 'utf8');
const failedGrid = '[role=grid][aria-label^="Failed rows"]';

describe('the first run, in a window without a folder', function () {
  this.timeout(300_000);
  const keep = keeper();
  let workbench: Workbench;
  const copy = (): string =>
    join(
      workbench.server.logFolder,
      '..',
      'User',
      'globalStorage',
      'kinetic.kinetic-salesforce',
      'sample',
      'accounts.csv',
    );

  before(async () => {
    workbench = keep(await openWorkbench({ pictures: 'sample' }));
  });
  afterEach(async function () {
    await workbench.tidy(this.currentTest?.state);
  });

  const jobs = async () => {
    await showContainer(workbench.page, 'Kinetic');
    return view(workbench.page, 'Jobs');
  };
  /** VS Code gets to know later that there is something, so the palette is asked again. */
  const offered = (title: string, wanted: boolean) =>
    until(
      `the palette ${wanted ? 'with' : 'without'} ${title}`,
      async () => (await isInPalette(workbench.page, `Kinetic: ${title}`)) === wanted || undefined,
    );
  const tick = (step: string) =>
    workbench.page.locator('.getting-started-step', { hasText: step }).locator('.codicon.complete').first();

  for (const theme of themes)
    it(`offers a sample where there are no jobs: ${theme}`, async () => {
      await workbench.setTheme(theme);
      await (await jobs()).getByRole('button', { name: 'Try a Sample' }).waitFor();
      await workbench.screenshot(`welcome-${theme}`);
    });

  it('has no commands in the palette that need an org or a job', async () => {
    await workbench.setTheme('Dark Modern');
    await jobs();
    for (const needy of ['Retry Rows…', 'Open Job', 'Rename Org…', 'Check Org Readiness']) await offered(needy, false);
    for (const always of ['Try a Sample', 'Load CSV into Salesforce…', 'Add an Org…']) await offered(always, true);
  });

  it('shows failed rows after one click and one Enter, loaded into the practice org', async () => {
    const { page, screenshot } = workbench;
    await (await jobs()).getByRole('button', { name: 'Try a Sample' }).click();
    const { title, choices } = await question(page, /^Load accounts\.csv → Practice org/);
    await screenshot('offer');
    assert.match(choices[0] ?? '', /Upsert 60 rows → Account by External_Id__c/, title);
    await accept(page);
    await endOfJob(page, /53 of 60 rows of Account upserted into Practice org, 7 failed\./, 60_000);
    const panel = await webview(page, failedGrid);
    assert.equal(await panel.locator(failedGrid).getAttribute('aria-rowcount'), '8');
    await screenshot('failed-rows');
  });

  it('opens a copy of the sample that can be edited', async () => {
    assert.equal(readFileSync(copy(), 'utf8'), shipped);
    await workbench.page.locator('.tab', { hasText: 'accounts.csv' }).first().waitFor();
  });

  it('has the commands on orgs and jobs in the palette now, but none for a job that runs', async () => {
    for (const command of ['Retry Rows…', 'Open Job', 'Rename Org…']) await offered(command, true);
    for (const command of ['Abort Job…', 'Resume Job']) await offered(command, false);
  });

  for (const theme of themes)
    it(`ticks in the walkthrough what was done, and nothing else: ${theme}`, async () => {
      const { page, screenshot } = workbench;
      await workbench.setTheme(theme);
      await runCommand(page, 'Kinetic: Open Walkthrough');
      await page.locator('.getting-started-step', { hasText: 'Connect Your Own Org' }).first().waitFor();
      for (const done of ['Try a Sample', 'See Why Rows Failed']) await tick(done).waitFor();
      await clearNotifications(page);
      await screenshot(`walkthrough-${theme}`);
      for (const open of ['Load Your Own CSV File', 'Connect Your Own Org']) assert.equal(await tick(open).count(), 0);
    });

  it('keeps an edited copy, or resets it, as the user chooses', async () => {
    const { page, screenshot } = workbench;
    const edited = shipped.replace('about 50', '50');
    writeFileSync(copy(), edited);
    await runCommand(page, 'Kinetic: Try a Sample');
    await question(page, /Your copy of the sample differs from the original/);
    await screenshot('edited');
    await accept(page);
    await question(page, /^Load accounts\.csv → Practice org/);
    await closePicker(page);
    assert.equal(readFileSync(copy(), 'utf8'), edited);
    await runCommand(page, 'Kinetic: Try a Sample');
    await question(page, /Your copy of the sample differs from the original/);
    await chooseByTyping(page, 'Reset to the Original');
    await question(page, /^Load accounts\.csv → Practice org/);
    await closePicker(page);
    assert.equal(readFileSync(copy(), 'utf8'), shipped);
  });

  it('has the command line on the PATH of a new terminal', async () => {
    const { page, screenshot } = workbench;
    const printed = join(keep(scratch('printed')).folder, 'jobs.txt');
    await runCommand(page, 'Terminal: Create New Terminal');
    const terminal = page.locator('.terminal-wrapper.active .xterm-helper-textarea').first();
    await terminal.waitFor({ state: 'attached' });
    await until('the terminal to list the jobs', async () => {
      await terminal.pressSequentially(`kinetic jobs | tee ${printed}`);
      await terminal.press('Enter');
      return until(
        'the list',
        () => (existsSync(printed) && /accounts\.csv/.test(readFileSync(printed, 'utf8')) ? true : undefined),
        10_000,
      ).catch(() => undefined);
    });
    await screenshot('terminal');
    const [id = ''] = /\d{8}-\d{6}-[0-9a-f]{6}/.exec(readFileSync(printed, 'utf8')) ?? [];
    assert.notEqual(id, '');
  });

  it('logs no error in a page of ours', () => assert.deepEqual(workbench.pageErrors(), []));
});

describe('a CSV in an editor', function () {
  this.timeout(300_000);
  const keep = keeper();
  let workbench: Workbench;

  before(async () => {
    const org = keep(await startPracticeOrg());
    const samples = keep(scratchSamples());
    workbench = keep(await openWorkbench({ folder: samples.folder, env: org.env, pictures: 'drop' }));
  });
  afterEach(async function () {
    await workbench.tidy(this.currentTest?.state);
  });

  it('is offered to be loaded into the org that its tab is dropped on', async () => {
    const { page, screenshot } = workbench;
    await (await explorerRow(page, 'accounts-good.csv')).dblclick();
    const tab = page.locator('.tab', { hasText: 'accounts-good.csv' }).first();
    await tab.waitFor();
    await showContainer(page, 'Kinetic');
    await statusBarItem(page, /practice/i);
    await tab.dragTo(treeRow(await view(page, 'Orgs'), 'Practice org'));
    const { title, choices } = await question(page, /^Load accounts-good\.csv/);
    await screenshot('offer');
    assert.match(title, /→ Practice org/);
    assert.match(choices[0] ?? '', /Bulk Upsert 200 rows → Account/);
  });

  it('is offered to be loaded after Ctrl+K L', async () => {
    const { page } = workbench;
    await page.locator('.editor-instance .view-lines').first().click();
    await page.keyboard.press('Control+K');
    await page.keyboard.press('l');
    await question(page, /^Load accounts-good\.csv → Practice org/);
  });

  it('is left for the Jobs view with Ctrl+K J', async () => {
    const { page } = workbench;
    await showContainer(page, 'Explorer');
    await page.locator('.editor-instance .view-lines').first().click();
    await page.keyboard.press('Control+K');
    await page.keyboard.press('j');
    await view(page, 'Jobs');
  });
});
