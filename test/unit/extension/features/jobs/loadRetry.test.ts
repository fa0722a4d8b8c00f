// Retries from the Jobs view: which rows are offered, what is asked first, and how attempts are shown.
import { strict as assert } from 'node:assert';
import { editor, resetEditor } from '../../../../fakes/vscode';
import { Uri } from 'vscode';
import { allIn, loadSpec, someFailed } from '../../../../fakes/jobStates';
import { formatStart } from '../../../../../src/extension/words/quantities';
import { itemOf, kindOf } from '../../../../fakes/jobViews';
import { createRetries } from '../../../../../src/extension/features/jobs/loadRetry';
import { retryChoices, shownChoices } from '../../../../../src/extension/features/jobs/retryChoices';
import { jobNodes } from '../../../../../src/extension/features/jobs/tree';
import type { Attempts, Jobs, LoadState, Org, RetryChoice, RetryOffer } from '../../../../../src/core/core';

const { row, children } = jobNodes(kindOf);
const retryOf = { jobId: someFailed.jobId, list: 'failed', records: 10, rowsFile: 'r' } as const;
const again: LoadState = { ...allIn, jobId: 'again', succeeded: 10, spec: { ...loadSpec, retryOf } };
const attempts: Attempts = {
  attempts: [someFailed, again],
  totals: { total: 1000, succeeded: 1000, failed: 0, unprocessed: 0, unknown: 0, pending: 0, leftOut: 0 },
};

describe('the rows that are selected in the grid', () => {
  it('are retried wherever they are in the list', () => {
    const shown = {
      choice: { list: 'failed' },
      total: 9,
      selected: [
        { first: 1, rows: 1 },
        { first: 4, rows: 2 },
      ],
    } as const;
    const [selected] = shownChoices(shown);
    assert.deepEqual(
      [selected?.value.places, selected?.label, selected?.description],
      [[1, 4, 5], 'The selected rows', '3 rows'],
    );
  });
});

/** Retries whose rows are in `a.csv`: what was asked of the core, and which jobs are followed. */
function retriesOf(rows: number) {
  const asked: RetryChoice[] = [];
  const followed: unknown[] = [];
  const prepareRetry = (_: string, choice: RetryChoice) => {
    asked.push(choice);
    return Promise.resolve({ file: 'a.csv', records: rows, spec: { ...loadSpec, file: 'a.csv' } });
  };
  const start = () => Promise.resolve('again');
  const retries = createRetries({
    jobs: () => Promise.resolve({ prepareRetry, start, openRows: () => ({ unknown: rows }) } as unknown as Jobs),
    org: () => Promise.resolve({ orgId: 'o', kind: 'sandbox' } as Org),
    ensureRunning: (org) => Promise.resolve(org),
    memory: { get: <T>(_: string, otherwise?: T) => otherwise as T, update: () => Promise.resolve() },
    follow: (...job) => followed.push(job),
  });
  return { retries, asked, followed };
}

describe('retrying from the Jobs view', () => {
  beforeEach(resetEditor);

  it('is offered for an ended load with rows that no later attempt has loaded', () => {
    const open = (failed: number) => ({ openRows: () => ({ failed, unprocessed: 0, unknown: 0 }) });
    const canRetry = (job: LoadState, failed: number) => kindOf(job).openRows(job, open(failed)) !== undefined;
    assert.equal(canRetry(someFailed, 10), true);
    assert.equal(canRetry(someFailed, 0), false);
    const { outcome: _, ...running } = someFailed;
    assert.equal(canRetry(running, 10), false);
  });

  it('offers all rows, temporary failures, unprocessed rows or one error', () => {
    const lock = { code: 'UNABLE_TO_LOCK_ROW', message: 'unable to obtain …', fields: [], count: 4 };
    const job: Pick<LoadState, 'groups'> = { groups: [...someFailed.groups, lock] };
    const labels = retryChoices(job, { failed: 14, unprocessed: 2, unknown: 3 }, [lock]).map((choice) =>
      'heading' in choice ? `-- ${choice.heading}` : `${choice.label}: ${choice.description}`,
    );
    assert.deepEqual(labels, [
      'All failed rows: 14 rows',
      'Temporary failures: 4 rows',
      'Unprocessed rows: 2 rows',
      'Unknown rows: 3 rows',
      '-- Rows with one error',
      'Required fields are missing: [Name]: 9 rows · Name · REQUIRED_FIELD_MISSING',
      'data value too large: …: 1 row · STRING_TOO_LONG',
      'unable to obtain …: 4 rows · UNABLE_TO_LOCK_ROW',
    ]);
  });

  it('offers an error with the rows that are left of it, and only while rows of several errors are left', () => {
    const offered = (...counts: readonly number[]) =>
      retryChoices(
        { groups: someFailed.groups.map((group, index) => ({ ...group, count: counts[index] ?? 0 })) },
        { failed: 5, unprocessed: 0, unknown: 0 },
        [],
      ).flatMap((choice) => ('value' in choice ? [[choice.description, choice.value.group]] : []));
    assert.deepEqual(offered(4, 1).slice(1), [
      ['4 rows · Name · REQUIRED_FIELD_MISSING', 0],
      ['1 row · STRING_TOO_LONG', 1],
    ]);
    assert.deepEqual(offered(0, 1), [['5 rows', undefined]]);
  });

  it('sends inserts of unknown outcome again only after a question with their number, whose first button is safe', async () => {
    const lost: LoadState = { ...someFailed, unknown: 3, spec: { ...loadSpec, operation: 'insert' } };
    const { retries, asked } = retriesOf(3);
    const retry = () => retries.offer(lost, { choice: { list: 'unknown' }, edit: false });
    await retry();
    assert.match(editor.shown[0]?.text ?? '', /Up to 3 rows of Account may be inserted twice in Practice org\./);
    editor.choose = ([first]) => first;
    await retry();
    assert.deepEqual(asked, []);
    editor.choose = (buttons) => buttons.at(-1);
    await retry();
    assert.deepEqual(asked, [{ list: 'unknown', acceptsDuplicates: true }]);
    await retries.offer(lost, { choice: { list: 'unprocessed' }, edit: false });
    await retries.offer({ ...lost, spec: loadSpec }, { choice: { list: 'unknown' }, edit: false });
    assert.deepEqual(asked.slice(1), [{ list: 'unprocessed' }, { list: 'unknown' }]);
  });

  it('asks nothing when the page names the selected rows and no others', async () => {
    const { retries, asked } = retriesOf(2);
    const shown = { choice: { list: 'failed', text: 'Acme' }, total: 9, selected: [{ first: 3, rows: 2 }] } as const;
    await retries.offer(someFailed, { shown, onlySelected: true, edit: false });
    assert.deepEqual(asked, [{ list: 'failed', text: 'Acme', places: [3, 4] }]);
    assert.deepEqual(editor.shown, []);
  });

  it('asks about one row in the singular', async () => {
    const lost: LoadState = { ...someFailed, unknown: 1, spec: { ...loadSpec, operation: 'insert' } };
    await retriesOf(1).retries.offer(lost, { choice: { list: 'unknown' }, edit: false });
    const [{ text, buttons } = assert.fail()] = editor.shown;
    assert.equal(text, '1 row of Account may be inserted twice in Practice org.');
    assert.deepEqual(buttons[0], {
      modal: true,
      detail: 'It was sent before, and Salesforce may have saved it. A query shows whether it is in the org.',
    });
  });

  it('follows the job with the size of its file, also when the file cannot be read any more', async () => {
    const { retries, followed } = retriesOf(1);
    editor.files.set('a.csv', 'x'.repeat(120));
    await retries.load({ ...loadSpec, file: 'a.csv' });
    editor.files.clear();
    await retries.load({ ...loadSpec, file: 'a.csv' });
    assert.deepEqual(followed, [
      ['again', 120],
      ['again', 0],
    ]);
  });

  for (const outcome of ['rejected', 'completed'] as const)
    it(`${outcome === 'rejected' ? 'offers' : 'does not offer'} an edited file again whose load was ${outcome}`, async () => {
      resetEditor();
      const file = '/jobs/1/a-retry-000000.csv';
      const offer: RetryOffer = { file, records: 3, spec: { ...loadSpec, file } };
      let kept: unknown = [offer];
      const jobs = {
        start: () => Promise.resolve('again'),
        whenFinished: (jobId: string) => Promise.resolve({ jobId, outcome }),
      };
      const retries = createRetries({
        jobs: () => Promise.resolve(jobs as unknown as Jobs),
        org: () => Promise.resolve({} as Org),
        ensureRunning: (org) => Promise.resolve(org),
        memory: {
          get: () => kept as never,
          update: (_, value: unknown) => Promise.resolve(void (kept = value)),
        },
        follow: () => undefined,
      });
      await retries.loadEdited(Uri.file(file));
      assert.deepEqual(kept, outcome === 'rejected' ? [offer] : []);
    });

  it('shows which attempt a job is, and the result of all attempts', () => {
    const file = '/storage/accounts-retry-3f9a1c.csv';
    const node = itemOf({ ...again, spec: { ...again.spec, file } }, { attempts });
    const time = formatStart(again.createdAt);
    assert.equal(row(node).label, 'accounts.csv');
    assert.equal(row(node).description, `Attempt 2 of 2 · 10 succeeded · Upsert Account · ${time}`);
    assert.ok(row(node).tooltip?.includes('/storage/accounts\\-retry\\-3f9a1c'), row(node).tooltip);
    assert.ok(row(node).spoken.startsWith('accounts.csv, Attempt 2 of 2, 10 succeeded'), row(node).spoken);
    assert.ok(children(node).some((child) => row(child).spoken === 'After 2 attempts, 1,000 succeeded'));
  });
});
