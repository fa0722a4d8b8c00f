// Retrying from the Jobs view: what is offered, what is asked, and what a person sees of attempts and of others' jobs.
import { strict as assert } from 'node:assert';
import { editor, resetEditor } from '../../../fakes/vscode';
import { allIn, loadSpec, someFailed } from '../../../fakes/jobStates';
import { createRemoteView, remoteRow } from '../../../../src/extension/features/jobs/remote/remoteTree';
import { canRetry, createRetries, retryChoices } from '../../../../src/extension/features/jobs/retry';
import { jobTree } from '../../../../src/extension/features/jobs/tree';
import type {
  Family,
  Jobs,
  RetryChoice,
  JobState,
  LoadState,
  Org,
  RemoteJob,
  RemoteJobs,
} from '../../../../src/core/core';

const { row, children } = jobTree(() => []);
const retryOf = { jobId: someFailed.jobId, list: 'failed', records: 10, rowsFile: 'r' } as const;
const again: LoadState = { ...allIn, jobId: 'again', succeeded: 10, spec: { ...loadSpec, retryOf } };
const family: Family = {
  attempts: [someFailed, again],
  totals: { total: 1000, succeeded: 1000, failed: 0, unprocessed: 0, pending: 0, leftOut: 0 },
};

describe('retrying from the Jobs view', () => {
  it('is offered for an ended load with rows that no attempt took', () => {
    const open = (failed: number) => ({ openRows: () => ({ failed, unprocessed: 0 }) });
    assert.equal(canRetry(someFailed, open(10)), true);
    assert.equal(canRetry(someFailed, open(0)), false);
    const { outcome: _, ...running } = someFailed;
    assert.equal(canRetry(running, open(10)), false);
  });

  it('lets a person choose all rows, passing failures, unprocessed rows or one error', () => {
    const lock = { code: 'UNABLE_TO_LOCK_ROW', message: 'unable to obtain …', fields: [], count: 4 };
    const job = { ...someFailed, groups: [...someFailed.groups, lock] };
    const labels = retryChoices(job, { failed: 14, unprocessed: 2 }, [lock]).map((choice) =>
      'heading' in choice ? `-- ${choice.heading}` : `${choice.label}: ${choice.description}`,
    );
    assert.deepEqual(labels, [
      'All failed rows: 14 rows',
      'Failures that pass by themselves: 4 rows',
      'Unprocessed rows: 2 rows',
      '-- One error',
      'Required fields are missing: [Name]: 9 rows · Name · REQUIRED_FIELD_MISSING',
      'data value too large: …: 1 row · STRING_TOO_LONG',
      'unable to obtain …: 4 rows · UNABLE_TO_LOCK_ROW',
    ]);
  });

  it('sends inserts whose answer was lost again only when a person says so', async () => {
    resetEditor();
    const lost: JobState = { ...someFailed, error: { code: 'job.outcomeUnknown', details: { rows: 3 } } };
    const asked: RetryChoice[] = [];
    const prepareRetry = (_: string, choice: RetryChoice) => {
      asked.push(choice);
      return Promise.resolve({ file: 'a.csv', records: 3, spec: { ...loadSpec, file: 'a.csv' } });
    };
    const retries = createRetries({
      jobs: () => Promise.resolve({ prepareRetry } as unknown as Jobs),
      org: () => Promise.resolve(undefined),
      wake: (org) => Promise.resolve(org),
      memory: { get: <T>(_: string, otherwise?: T) => otherwise as T, update: () => Promise.resolve() },
      follow: () => undefined,
    });
    const retry = () => retries.offer(lost, { choice: { list: 'unprocessed' }, edit: false });
    await retry();
    assert.match(editor.shown[0]?.text ?? '', /may have taken these rows/);
    assert.deepEqual(asked, []);
    editor.choose = (buttons) => buttons.at(-1);
    await retry();
    assert.deepEqual(asked, [{ list: 'unprocessed', evenUnknown: true }]);
    await retries.offer(someFailed, { choice: { list: 'unprocessed' }, edit: false });
    assert.deepEqual(asked[1], { list: 'unprocessed' });
  });

  it('shows which attempt a job is, and what all of them came to', () => {
    const node = { kind: 'job', job: again, family } as const;
    assert.equal(row(node).description, 'attempt 2 of 2 · 10 succeeded · accounts.csv');
    assert.ok(children(node).some((child) => row(child).spoken === 'All 2 attempts, 1,000 succeeded'));
  });
});

describe('jobs of others in the Jobs view', () => {
  const org = { orgId: 'o', label: 'Acme' } as Org;
  const remote: RemoteJob = {
    remoteId: '7505e0000000001AAA',
    api: 'ingest',
    isClassic: false,
    state: 'InProgress',
    object: 'Contact',
    operation: 'insert',
    userId: 'u',
    userName: 'Ada Moss',
    createdAt: 0,
    apiVersion: '66.0',
  };
  const shown = (change: Partial<RemoteJob>) =>
    remoteRow({ kind: 'remoteJob', org, remote: { ...remote, ...change }, isOurs: false });

  it('are asked for once, however often the view is redrawn, until somebody refreshes them', async () => {
    let asked = 0;
    const list = () => Promise.resolve(++asked > 0 ? [remote] : []);
    const view = createRemoteView({
      jobs: () => Promise.resolve({ list: () => [] } as unknown as Jobs),
      currentOrg: () => Promise.resolve(org),
      remoteJobs: () => Promise.resolve({ list } as unknown as RemoteJobs),
      redraw: () => undefined,
    });
    const root = await view.root();
    assert.ok(root);
    for (let redraws = 0; redraws < 3; redraws++) assert.equal((await view.children(root)).length, 1);
    assert.equal(asked, 1);
    view.refresh();
    await view.children(root);
    assert.equal(asked, 2);
  });

  it('say what, where it stands and whose it is', () => {
    assert.match(shown({}).spoken, /^Insert Contact, InProgress, Ada Moss, /);
  });

  it('can be aborted while they run, deleted when they are over, and only looked at when they are of the old API', () => {
    assert.deepEqual(shown({}).context, ['remoteJob', 'live']);
    assert.deepEqual(shown({ state: 'JobComplete' }).context, ['remoteJob', 'over', 'results']);
    assert.deepEqual(shown({ isClassic: true, state: 'Closed' }).context, ['remoteJob']);
  });
});
