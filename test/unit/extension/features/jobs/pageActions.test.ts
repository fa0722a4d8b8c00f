// What the page of a job can make the extension do: only with that job, its file and its org, whatever the page sends.
import { strict as assert } from 'node:assert';
import { editor, recordingChannel, resetEditor } from '../../../../fakes/vscode';
import { Disposable } from 'vscode';
import { processing, someFailed } from '../../../../fakes/jobStates';
import { kindOf, progress } from '../../../../fakes/jobViews';
import type { JobsDeps } from '../../../../../src/extension/features/jobs/deps';
import { createPageActions } from '../../../../../src/extension/features/jobs/pageActions';
import { createBoundary } from '../../../../../src/extension/host/errors';
import { createDisposables } from '../../../../../src/extension/host/disposables';
import type { Jobs, JobState, Org } from '../../../../../src/core/core';
import type { RowQuery } from '../../../../../src/core/results/rowQuery';

interface Done {
  readonly aborted: string[];
  readonly exported: unknown[];
}

function setUp(
  state: JobState,
  kind: Org['kind'] = 'sandbox',
): { readonly act: ReturnType<typeof createPageActions>; readonly done: Done } {
  const done: Done = { aborted: [], exported: [] };
  const jobs: Pick<Jobs, 'get' | 'abort' | 'rows' | 'exportRows' | 'resultFile' | 'lineFile' | 'attempts'> = {
    get: () => state,
    abort: (jobId) => Promise.resolve(void done.aborted.push(jobId)),
    rows: (_: string, query: RowQuery) =>
      Promise.resolve({
        total: 1,
        columns: ['Name'],
        rows: [{ line: 2, recordId: '', code: query.text ?? '', message: 'm', fields: [], values: ['Acme'] }],
      }),
    exportRows: (jobId, query, path) => Promise.resolve(void done.exported.push([jobId, query, path])),
    lineFile: () => state.spec.file,
    attempts: () =>
      state.kind === 'load'
        ? {
            attempts: [state],
            totals: { total: 0, succeeded: 0, failed: 0, unprocessed: 0, unknown: 0, pending: 0, leftOut: 0 },
          }
        : undefined,
    resultFile: (_, list) => Promise.resolve(`/data/jobs/${list}.csv`),
  };
  const org: Pick<Org, 'instanceUrl' | 'kind'> = { instanceUrl: 'https://acme.my.salesforce.com', kind };
  const { channel } = recordingChannel();
  const deps: JobsDeps = {
    jobs: () => Promise.resolve(jobs as Jobs),
    core: () => Promise.reject(new Error('not asked for')),
    kindOf,
    progress,
    org: () => Promise.resolve(org as Org),
    ensureRunning: (org) => Promise.resolve(org),
    isStopped: () => Promise.resolve(false),
    isSample: () => false,
    done: () => undefined,
    remoteJobs: () => Promise.reject(new Error('not asked for')),
    currentOrg: () => Promise.resolve(undefined),
    onOrgChange: () => Disposable.from(),
    advise: () => undefined,
    log: channel,
    boundary: createBoundary(channel, () => undefined),
    disposables: createDisposables(),
    memory: { get: () => undefined, update: () => Promise.resolve() } as never,
    extensionUri: undefined as never,
  };
  return { act: createPageActions(deps, jobs as Jobs, state.jobId), done };
}

const ran = (): readonly unknown[] => editor.ran.map(({ id, args }) => [id, ...args]);
const at = (line: number): unknown => ({
  selection: { value: { value: line, more: 0 }, more: { value: line, more: 0 } },
  preview: true,
});

describe('a job’s page', () => {
  beforeEach(resetEditor);

  it('opens no page of a record in a practice org, which has none, and says so', async () => {
    await setUp(someFailed, 'practice').act({ type: 'openRecord', recordId: '0015e0000000001AAA' });
    assert.deepEqual(
      [editor.opened, editor.shown.map(({ text }) => text)],
      [[], ['The practice org has no pages for a browser.']],
    );
  });

  it('opens a job that an unanswered call may have left in Setup, and no other job', async () => {
    const [part] = someFailed.parts;
    assert.ok(part);
    const { act } = setUp({ ...someFailed, parts: [{ ...part, orphansLeft: ['7505e0000000009AAA'] }] });
    await act({ type: 'openOrphan', remoteId: '7505e0000000008AAA' });
    await act({ type: 'openOrphan', remoteId: '7505e0000000009AAA' });
    assert.deepEqual(
      editor.ran.map(({ id, args: [node] }) => [id, (node as { part: { remoteId: string } }).part.remoteId]),
      [['kinetic.jobs.openInOrg', '7505e0000000009AAA']],
    );
  });

  it('opens the job’s own source file at a line, and no other file', async () => {
    const { act } = setUp(someFailed);
    await act({ type: 'openLine', line: 5 });
    await act({ type: 'openSource' });
    const file = { scheme: 'file', fsPath: '/project/data/accounts.csv', path: '/project/data/accounts.csv' };
    const plain: unknown = JSON.parse(JSON.stringify(ran()));
    assert.deepEqual(plain, [
      ['vscode.open', file, at(4)],
      ['vscode.open', file, at(0)],
    ]);
  });

  for (const [encoding, name] of [
    ['windows-1252', 'windows1252'],
    ['utf-16le', 'utf16le'],
  ] as const)
    it(`opens a ${encoding} file in its encoding, so that saving keeps its accents`, async () => {
      assert.ok(someFailed.plan);
      const state = { ...someFailed, plan: { ...someFailed.plan, encoding } };
      await setUp(state).act({ type: 'openLine', line: 5 });
      assert.deepEqual(JSON.parse(JSON.stringify(ran())), [
        ['openTextDocument', '/project/data/accounts.csv', { encoding: name }],
        ['showTextDocument', '/project/data/accounts.csv', at(4)],
      ]);
      resetEditor();
      editor.tooLarge = true;
      await setUp(state).act({ type: 'openLine', line: 5 });
      assert.deepEqual(
        editor.ran.map(({ id }) => id),
        ['vscode.open'],
      );
    });

  it('opens the retry file at a line that was added there', async () => {
    const { act } = setUp(someFailed);
    await act({ type: 'openAddedLine', line: 7 });
    const file = { scheme: 'file', fsPath: '/project/data/accounts.csv', path: '/project/data/accounts.csv' };
    const plain: unknown = JSON.parse(JSON.stringify(ran()));
    assert.deepEqual(plain, [['vscode.open', file, at(6)]]);
  });

  it('opens a record in the job’s own org', async () => {
    await setUp(someFailed).act({ type: 'openRecord', recordId: '0015e0000000001AAA' });
    assert.deepEqual(editor.opened, ['https://acme.my.salesforce.com/0015e0000000001AAA']);
  });

  it('aborts only after a question', async () => {
    const { act, done } = setUp(processing);
    await act({ type: 'abort' });
    assert.deepEqual(done.aborted, []);
    assert.match(editor.shown[0]?.text ?? '', /Abort “Upsert accounts\.csv → Account” in Practice org\?/);
    editor.choose = ([, abort]) => abort;
    await act({ type: 'abort' });
    assert.deepEqual(done.aborted, [processing.jobId]);
  });

  it('does not ask to abort a job that has ended', async () => {
    await setUp(someFailed).act({ type: 'abort' });
    assert.equal(editor.shown.length, 0);
  });

  it('exports the rows of its filter to the chosen file, or not at all', async () => {
    const { act, done } = setUp(someFailed);
    const query = { filter: { list: 'failed' }, text: 'acme' } as const;
    await act({ type: 'exportRows', query });
    assert.deepEqual(done.exported, []);
    editor.saveAs = '/home/pat/failed.csv';
    await act({ type: 'exportRows', query });
    assert.deepEqual(done.exported, [[someFailed.jobId, { list: 'failed', text: 'acme' }, '/home/pat/failed.csv']]);
  });

  it('copies the rows of its filter', async () => {
    await setUp(someFailed).act({ type: 'copyRows', query: { filter: { list: 'failed' }, text: 'X' } });
    assert.equal(editor.clipboard, 'Line\tRecord ID\tError\tMessage\tFields\tName\n2\t\tX\tm\t\tAcme\n');
  });
});
