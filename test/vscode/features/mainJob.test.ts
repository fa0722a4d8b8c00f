// The main job through commands in the real extension host: practice org, load, panel, journal.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { until } from '../../e2e/until';

const run = (id: string, ...args: unknown[]): Thenable<unknown> => vscode.commands.executeCommand(id, ...args);

/** Accepts every question as offered until something is found. A question that is not open yet takes no answer. */
const acceptUntil = <T>(what: string, look: () => Promise<T | undefined> | T | undefined): Promise<T> =>
  until(
    what,
    async () => {
      const found = await look();
      if (found === undefined) await run('workbench.action.acceptSelectedQuickOpenItem');
      return found;
    },
    25_000,
  );

const jobTabs = (): readonly string[] =>
  vscode.window.tabGroups.all.flatMap(({ tabs }) =>
    tabs.flatMap((tab) =>
      tab.input instanceof vscode.TabInputWebview && tab.input.viewType.endsWith('kinetic.job') ? [tab.label] : [],
    ),
  );

/** The text that a command copies to the clipboard. */
async function copied(id: string, argument?: unknown): Promise<string> {
  await vscode.env.clipboard.writeText('');
  const done = run(id, argument);
  const text = await acceptUntil(
    `the clipboard of ${id}`,
    async () => (await vscode.env.clipboard.readText()) || undefined,
  );
  await done;
  return text;
}

interface JournalEvent {
  readonly type: string;
  readonly outcome?: string;
  readonly succeeded?: number;
  readonly failed?: number;
}

function journal(jobId: string): readonly JournalEvent[] {
  const home = process.env['KINETIC_HOME'];
  assert.ok(home, 'jobs of tests must not mix with those of this computer');
  const lines = readFileSync(join(home, 'jobs', jobId, 'events.jsonl'), 'utf8').split('\n');
  return lines.filter(Boolean).map((line) => JSON.parse(line) as JournalEvent);
}

describe('the main job in VS Code', function () {
  this.timeout(60_000);
  const folder = mkdtempSync(join(tmpdir(), 'kinetic-load-'));
  const file = vscode.Uri.file(join(folder, 'accounts.csv'));

  before(() => writeFileSync(file.fsPath, 'External_Id__c,Name\nVS-1,Acme\nVS-2,\nVS-3,Globex\n'));
  after(async () => {
    rmSync(folder, { recursive: true, force: true });
    // It outlives the window, since the question about its data has no answer here.
    const answer = await fetch(`${await copied('kinetic.orgs.copyUrl')}/practice/process`);
    process.kill(((await answer.json()) as { readonly processId: number }).processId);
  });

  it('stops a practice org with unchanged data without a question', async () => {
    await run('kinetic.practice.start');
    const url = await copied('kinetic.orgs.copyUrl');
    await run('kinetic.practice.stop');
    await assert.rejects(fetch(`${url}/services/data`));
  });

  it('starts a practice org that answers at the URL that the menu of the org copies', async () => {
    await run('kinetic.practice.start');
    const url = await copied('kinetic.orgs.copyUrl');
    const answer = await fetch(`${url}/services/data`);
    assert.equal(answer.status, 200);
  });

  it('loads a file with every guess accepted and shows its job', async () => {
    const flow = run('kinetic.load.csv', file);
    const label = await acceptUntil('the panel of the job', () => jobTabs()[0]);
    await flow;
    assert.equal(label, 'Upsert accounts.csv → Account');
  });

  it('ends with every row counted as succeeded or failed', async () => {
    const jobId = await copied('kinetic.jobs.copyId');
    const last = await until('the end of the job', () => journal(jobId).find(({ type }) => type === 'finished'));
    assert.equal(last.outcome, 'completed');
    const finished = journal(jobId).find(({ type }) => type === 'partFinished');
    assert.deepEqual([finished?.succeeded, finished?.failed], [2, 1]);
  });

  it('has one panel for each job, however often it is opened', async () => {
    const jobId = await copied('kinetic.jobs.copyId');
    await run('kinetic.jobs.open', jobId);
    await run('kinetic.jobs.showFailed', { jobId });
    assert.equal(jobTabs().length, 1);
  });
});
