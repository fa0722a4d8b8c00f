// Retries from the Jobs view: which rows are offered, what is asked first, and how attempts are shown.
import { strict as assert } from 'node:assert';
import { editor, resetEditor } from '../../../../fakes/vscode';
import { allIn, loadSpec, partState, someFailed } from '../../../../fakes/jobStates';
import { itemOf, kindOf } from '../../../../fakes/jobViews';
import { createRetries, retryChoices } from '../../../../../src/extension/features/jobs/loadRetry';
import { jobNodes } from '../../../../../src/extension/features/jobs/tree';
import type { Attempts, Jobs, RetryChoice, LoadState } from '../../../../../src/core/core';

const { row, children } = jobNodes(kindOf);
const retryOf = { jobId: someFailed.jobId, list: 'failed', records: 10, rowsFile: 'r' } as const;
const again: LoadState = { ...allIn, jobId: 'again', succeeded: 10, spec: { ...loadSpec, retryOf } };
const attempts: Attempts = {
  attempts: [someFailed, again],
  totals: { total: 1000, succeeded: 1000, failed: 0, unprocessed: 0, pending: 0, leftOut: 0 },
};

describe('retrying from the Jobs view', () => {
  it('is offered for an ended load with rows that no later attempt has loaded', () => {
    const open = (failed: number) => ({ openRows: () => ({ failed, unprocessed: 0 }) });
    const canRetry = (job: LoadState, failed: number) => kindOf(job).openRows(job, open(failed)) !== undefined;
    assert.equal(canRetry(someFailed, 10), true);
    assert.equal(canRetry(someFailed, 0), false);
    const { outcome: _, ...running } = someFailed;
    assert.equal(canRetry(running, 10), false);
  });

  it('offers all rows, temporary failures, unprocessed rows or one error', () => {
    const lock = { code: 'UNABLE_TO_LOCK_ROW', message: 'unable to obtain …', fields: [], count: 4 };
    const job: Pick<LoadState, 'groups'> = { groups: [...someFailed.groups, lock] };
    const labels = retryChoices(job, { failed: 14, unprocessed: 2 }, [lock]).map((choice) =>
      'heading' in choice ? `-- ${choice.heading}` : `${choice.label}: ${choice.description}`,
    );
    assert.deepEqual(labels, [
      'All failed rows: 14 rows',
      'Temporary failures: 4 rows',
      'Unprocessed rows: 2 rows',
      '-- Rows with one error',
      'Required fields are missing: [Name]: 9 rows · Name · REQUIRED_FIELD_MISSING',
      'data value too large: …: 1 row · STRING_TOO_LONG',
      'unable to obtain …: 4 rows · UNABLE_TO_LOCK_ROW',
    ]);
  });

  it('sends unanswered inserts again only after a question', async () => {
    resetEditor();
    const calls = { answered: [], inFlight: [], unanswered: [{ from: 0, to: 3 }] };
    // The job may have ended with another error.
    const lost: LoadState = { ...someFailed, parts: [partState({ calls })] };
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
    assert.match(editor.shown[0]?.text ?? '', /may already have saved these rows/);
    assert.deepEqual(asked, []);
    editor.choose = (buttons) => buttons.at(-1);
    await retry();
    assert.deepEqual(asked, [{ list: 'unprocessed', evenUnknown: true }]);
    await retries.offer(someFailed, { choice: { list: 'unprocessed' }, edit: false });
    assert.deepEqual(asked[1], { list: 'unprocessed' });
  });

  it('shows which attempt a job is, and the result of all attempts', () => {
    const node = itemOf(again, { attempts });
    assert.equal(row(node).description, 'attempt 2 of 2 · 10 succeeded · accounts.csv');
    assert.ok(children(node).some((child) => row(child).spoken === 'After 2 attempts, 1,000 succeeded'));
  });
});
