// Problems around a load: files that are not tables, a file that is deleted, an abort that is canceled, a second
// program.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './installed';
import { keeper } from './keeper';
import { askToLoad, chooseToLoad } from './mainJob';
import {
  answerDialog,
  buttonsOf,
  chooseInMenu,
  dialog,
  endOfJob,
  explorerRow,
  notification,
  openMenu,
  showContainer,
  statusBarItem,
  treeRow,
  view,
} from './parts';
import { accept } from './quickInput';
import { startPracticeOrg, type PracticeOrg, type RemoteLoad } from './practiceOrg';
import { scratch, scratchSamples, type Scratch } from './scratch';
import { openWorkbench, type Workbench } from './workbench';

const broken = [
  { file: 'broken-unclosed-quote.csv', says: /line 3/, at: 'Ln 3, Col 11' },
  { file: 'broken-ragged.csv', says: /line 3/, at: 'Ln 3, Col' },
  { file: 'broken-header-only.csv', says: /no rows/i, at: 'Ln 1, Col' },
] as const;

describe('a load with problems', function () {
  this.timeout(300_000);
  const keep = keeper();
  let org: PracticeOrg;
  let samples: Scratch;
  let home: Scratch;
  let workbench: Workbench;
  const env = () => ({
    ...org.env,
    KINETIC_HOME: home.folder,
  });

  before(async () => {
    org = keep(await startPracticeOrg());
    samples = keep(scratchSamples());
    home = keep(scratch('kinetic'));
    workbench = keep(await openWorkbench({ folder: samples.folder, env: env(), pictures: 'problems' }));
  });
  afterEach(async function () {
    await org.lift();
    await workbench.tidy(this.currentTest?.state);
  });

  for (const { file, says, at } of broken) {
    it(`says what is wrong with ${file} and opens it at that place`, async () => {
      const { page, screenshot } = workbench;
      await chooseToLoad(workbench, file);
      const said = await notification(page, says);
      await screenshot(file);
      assert.match(await said.innerText(), new RegExp(file));
      assert.deepEqual(await buttonsOf(said), ['Open File']);
      await said.getByText('Open File').click();
      await statusBarItem(page, at);
      assert.deepEqual(await org.loads(), []);
    });
  }

  /** States of the remote loads that were created since. */
  const madeSince = async (before: readonly RemoteLoad[]): Promise<readonly string[]> => {
    const made = (await org.loads()).filter(({ id }) => before.every((other) => other.id !== id));
    return made.map(({ state }) => state);
  };

  it('says that a file is missing whose editor is still open', async () => {
    const { page, screenshot } = workbench;
    const doomed = join(samples.folder, 'accounts-doomed.csv');
    cpSync(join(samples.folder, 'accounts-good.csv'), doomed);
    await showContainer(page, 'Explorer');
    await (await explorerRow(page, 'accounts-doomed.csv')).dblclick();
    const tab = page.locator('.tab.active', { hasText: 'accounts-doomed.csv' });
    await tab.waitFor();
    rmSync(doomed);
    await tab.locator('.strikethrough').waitFor();
    await openMenu(page, tab, 'Load CSV into Salesforce…');
    await chooseInMenu(page, 'Load CSV into Salesforce…');
    const said = await notification(page, 'The file accounts-doomed.csv does not exist.');
    assert.deepEqual(await buttonsOf(said), ['Try Again']);
    await screenshot('file-gone-early');
    assert.deepEqual(await org.loads(), []);
  });

  it('says that a file is missing that existed when it was offered', async () => {
    const { page, screenshot } = workbench;
    const doomed = join(samples.folder, 'contacts-semicolon.csv');
    cpSync(join(root, 'samples', 'contacts-semicolon.csv'), doomed);
    await askToLoad(workbench, 'contacts-semicolon.csv');
    rmSync(doomed);
    await accept(page);
    await endOfJob(page, /contacts-semicolon\.csv/);
    await showContainer(page, 'Kinetic');
    await treeRow(await view(page, 'Jobs'), /contacts-semicolon\.csv/).waitFor();
    await screenshot('file-gone-late');
    assert.deepEqual(await org.loads(), []);
  });

  it('asks before it aborts, and lets a job continue', async () => {
    const { page, screenshot } = workbench;
    const before = await org.loads();
    await startHeld(workbench, org);
    const asked = await cancel(workbench);
    await screenshot('second-thoughts');
    await answerDialog(asked, 'Keep Running');
    await org.lift();
    await endOfJob(page, '200 rows of Account upserted');
    assert.deepEqual(await madeSince(before), ['JobComplete']);
  });

  it('aborts a job in Salesforce on request', async () => {
    const { page, screenshot } = workbench;
    const before = await org.loads();
    await startHeld(workbench, org);
    await answerDialog(await cancel(workbench), 'Abort Job');
    await endOfJob(page, /aborted/);
    await screenshot('aborted');
    assert.deepEqual(await madeSince(before), ['Aborted']);
  });

  it('shows a job that the command line runs, and does not take it over', async () => {
    const { page, screenshot } = workbench;
    await org.arm({ object: 'Contact', times: 0, action: { kind: 'hold', state: 'InProgress', afterChunks: 0 } });
    const file = join(samples.folder, 'contacts-crlf-multiline.csv');
    const args = ['load', file, '--object', 'Contact', '--external-id', 'External_Id__c', '--api', 'bulk', '--json'];
    const child = spawn(process.execPath, [join(root, 'dist', 'kinetic.js'), ...args], {
      env: { ...process.env, ...env(), SF_INSTANCE_URL: org.url, SF_ACCESS_TOKEN: org.accessToken },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    try {
      let said = '';
      child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
      const ended = once(child, 'close');
      await showContainer(page, 'Kinetic');
      const row = treeRow(await view(page, 'Jobs'), 'contacts-crlf-multiline.csv');
      await row.filter({ hasText: 'Processing' }).waitFor();
      await screenshot('command-line-runs');
      await org.lift();
      await ended;
      assert.equal((JSON.parse(said) as { readonly succeeded: number }).succeeded, 30);
      await row.filter({ hasText: '30 succeeded' }).waitFor();
      await screenshot('command-line-done');
      const uploads = await org.requests('PUT');
      assert.equal(new Set(uploads.map(({ path }) => path)).size, uploads.length);
    } finally {
      child.kill();
    }
  });

  it('logs no error in a page of ours', () => assert.deepEqual(workbench.pageErrors(), []));
});

/** Starts a load that the org does not finish until it is released. */
async function startHeld(workbench: Workbench, org: PracticeOrg): Promise<void> {
  await org.arm({ object: 'Account', times: 0, action: { kind: 'hold', state: 'InProgress', afterChunks: 0 } });
  await askToLoad(workbench, 'accounts-good.csv');
  await accept(workbench.page);
}

/** Presses Cancel on the notification that shows the progress. */
async function cancel({ page }: Workbench) {
  const shown = await notification(page, /accounts-good\.csv.*Processing/s);
  await shown.getByText('Cancel', { exact: true }).click();
  return dialog(page, 'Abort “');
}
