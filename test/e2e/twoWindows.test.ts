// Two windows of one user on the same jobs: one runs a load, the other shows it, can abort it, and adopts it when
// the first one is closed.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { keeper } from './keeper';
import { askToLoad } from './mainJob';
import { answerDialog, dialog, endOfJob, showContainer, treeRow, view } from './parts';
import { startPracticeOrg, type PracticeOrg } from './practiceOrg';
import { accept } from './quickInput';
import { scratch, type Scratch } from './scratch';
import { until } from './until';
import { webview } from './webview';
import { openWorkbench, themes, type Workbench } from './workbench';

const rows = 12_000;
/** Salesforce works through 10,000 rows at a time. */
const hold = { object: 'Lead', times: 0, action: { kind: 'hold', state: 'InProgress', afterChunks: 1 } };
const standing = /Processing 83%/;
const leadsOf = (at: number): string => {
  const lines = Array.from({ length: rows }, (_, row) => `Ada,Aalto ${row},Window ${at}\n`);
  return `FirstName,LastName,Company\n${lines.join('')}`;
};
const cut = { path: '*/jobs/ingest/*', times: 0, action: { kind: 'reset', when: 'beforeBody' } };

describe('two windows', function () {
  this.timeout(300_000);
  const keep = keeper();
  let org: PracticeOrg;
  let folder: Scratch;
  let elsewhere: Scratch;
  let home: Scratch;
  let watcher: Workbench;
  let runner: Workbench;
  let tries = 0;

  before(async () => {
    org = keep(await startPracticeOrg());
    folder = keep(scratch('leads'));
    elsewhere = keep(scratch('elsewhere'));
    writeFileSync(join(elsewhere.folder, 'notes.md'), '# Notes\n');
    // One for each attempt of each test.
    for (let at = 1; at <= 8; at += 1) writeFileSync(join(folder.folder, `leads-${at}.csv`), leadsOf(at));
    home = keep(scratch('kinetic'));
    const env = {
      ...org.env,
      KINETIC_HOME: home.folder,
    };
    watcher = keep(await openWorkbench({ folder: elsewhere.folder, env, pictures: 'two-windows-watching' }));
    runner = keep(await watcher.another({ folder: folder.folder, pictures: 'two-windows-running' }));
  });
  afterEach(async function () {
    await org.lift();
    await watcher.tidy(this.currentTest?.state);
    await runner.tidy(this.currentTest?.state);
  });

  /** Starts a load of new rows that the org does not finish until it is released; returns its name. */
  async function startHeld(window: Workbench): Promise<string> {
    await org.arm(hold);
    tries += 1;
    const name = `leads-${tries}`;
    await askToLoad(window, `${name}.csv`);
    await accept(window.page);
    await webview(window.page, `text=${name}.csv`);
    return name;
  }
  const jobRow = async ({ page }: Workbench, name: string): Promise<Locator> => {
    await showContainer(page, 'Kinetic');
    return treeRow(await view(page, 'Jobs'), `${name}.csv`);
  };
  const says = async (window: Workbench, name: string, text: string | RegExp): Promise<void> =>
    (await jobRow(window, name)).filter({ hasText: text }).waitFor({ timeout: 60_000 });
  /** Each row is in the org once, and nothing was uploaded twice. */
  async function arrivedOnce(): Promise<void> {
    assert.equal(await org.count(`SELECT COUNT() FROM Lead WHERE Company = 'Window ${tries}'`), rows);
    const uploads = (await org.requests('PUT')).map(({ path }) => path);
    assert.deepEqual(uploads, [...new Set(uploads)]);
  }

  it('show the same job live, and only the one that runs it shows its end', async () => {
    const name = await startHeld(runner);
    await says(watcher, name, standing);
    await (await jobRow(watcher, name)).click();
    await webview(watcher.page, 'text=of 12,000');
    for (const theme of themes) {
      await watcher.setTheme(theme);
      await watcher.screenshot(`live-${theme.toLowerCase().replaceAll(' ', '-')}`);
    }
    await watcher.setTheme('Dark Modern');
    await org.lift();
    for (const window of [runner, watcher]) await says(window, name, '12,000 succeeded');
    await endOfJob(runner.page, '12,000 rows of Lead inserted');
    await watcher.screenshot('live-done');
    assert.equal(await watcher.page.locator('.notification-toast', { hasText: 'rows of Lead' }).count(), 0);
    await arrivedOnce();
  });

  it('both show that the job waits for the connection, and that it continues', async () => {
    const name = await startHeld(runner);
    await says(watcher, name, standing);
    await org.arm(cut);
    for (const window of [runner, watcher]) await says(window, name, 'waiting for the connection');
    await (await jobRow(watcher, name)).click();
    await webview(watcher.page, '.banner.warning');
    for (const theme of themes) {
      await watcher.setTheme(theme);
      await watcher.screenshot(`waiting-${theme.toLowerCase().replaceAll(' ', '-')}`);
    }
    await watcher.setTheme('Dark Modern');
    await org.lift();
    for (const window of [runner, watcher]) await says(window, name, '12,000 succeeded');
    await arrivedOnce();
  });

  it('can both abort it: the owner does so when the other requests it', async () => {
    const { page, screenshot } = watcher;
    const before = (await org.loads()).map(({ id }) => id);
    const name = await startHeld(runner);
    await says(watcher, name, standing);
    const row = await jobRow(watcher, name);
    await row.hover();
    await row.getByRole('button', { name: 'Abort Job…' }).click();
    const asked = await dialog(page, `Abort “Insert ${name}.csv`);
    await screenshot('abort');
    await answerDialog(asked, 'Abort Job');
    for (const window of [runner, watcher]) await says(window, name, /Aborted/);
    await screenshot('aborted');
    await endOfJob(runner.page, /aborted/);
    const made = (await org.loads()).filter(({ id }) => !before.includes(id));
    assert.deepEqual(
      made.map(({ state }) => state),
      ['Aborted'],
    );
  });

  it('adopt the job of a third one that is closed: one of them does, and each row arrives once', async () => {
    const doomed = keep(await watcher.another({ folder: folder.folder, pictures: 'two-windows-doomed' }));
    const name = await startHeld(doomed);
    await says(watcher, name, standing);
    await doomed.close();
    await until('another owner', () => isTakenUp(home.folder, name) || undefined, 60_000).catch((error: unknown) => {
      throw new Error(`the job is owned by ${ownerOf(home.folder, name)}`, { cause: error });
    });
    await says(watcher, name, standing);
    await watcher.screenshot('left-alone');
    await org.lift();
    const said = [watcher, runner].map(({ page }) => endOfJob(page, '12,000 rows of Lead inserted', 60_000));
    await Promise.any(said);
    for (const window of [runner, watcher]) await says(window, name, '12,000 succeeded');
    await watcher.screenshot('taken-over');
    await arrivedOnce();
  });

  it('log no error in a page of ours', () => assert.deepEqual([...watcher.pageErrors(), ...runner.pageErrors()], []));
});

function folderOf(home: string, name: string): string {
  const jobs = join(home, 'jobs');
  const found = readdirSync(jobs).find((jobId) => journalIn(join(jobs, jobId)).includes(`${name}.csv`));
  if (!found) throw new Error(`There is no job of ${name}.csv`);
  return join(jobs, found);
}

const journalIn = (folder: string): string => readFileSync(join(folder, 'events.jsonl'), 'utf8');

const isTakenUp = (home: string, name: string): boolean => journalIn(folderOf(home, name)).includes('"type":"resumed"');

/** For the message of a failure: whether the window that was closed still holds the job. */
function ownerOf(home: string, name: string): string {
  const folder = folderOf(home, name);
  const file = join(folder, 'owner.json');
  if (!existsSync(file)) return `no process; files: ${readdirSync(folder).join(', ')}`;
  const { pid } = JSON.parse(readFileSync(file, 'utf8')) as { readonly pid: number };
  const status = `/proc/${pid}/status`;
  const process = existsSync(status) ? readFileSync(status, 'utf8').slice(0, 120) : 'ended';
  return `${pid} (${process}), last heartbeat ${Date.now() - statSync(file).mtimeMs} ms ago`;
}
