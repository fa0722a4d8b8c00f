// The Jobs view: what the rows of jobs say and offer.
import { strict as assert } from 'node:assert';
import '../../../../fakes/vscode';
import {
  allIn,
  interrupted,
  partState,
  preparing,
  processing,
  refused,
  someFailed,
  uploading,
} from '../../../../fakes/jobStates';
import { jobIdOf, jobNodes, runningBadge, type JobNode } from '../../../../../src/extension/features/jobs/tree';
import { formatStart } from '../../../../../src/extension/words/quantities';
import { itemOf, kindOf } from '../../../../fakes/jobViews';
import type { JobState } from '../../../../../src/core/core';
import { freshPart } from '../../../../../src/core/model/parts';

const { row, children } = jobNodes(kindOf);
const node = (job: JobState, sentence?: string): JobNode => itemOf(job, sentence === undefined ? {} : { sentence });
/** Each of these jobs started then. */
const time = formatStart(allIn.createdAt);
const below = (parent: JobNode): readonly string[] => children(parent).map((child) => row(child).spoken);

describe('the Jobs view', () => {
  it('says phase, share and speed of a job that is being sent', () => {
    assert.equal(row(node(uploading)).description, 'Uploading 45% · 225 rows/s · Upsert Account');
    assert.equal(row(node(preparing)).description, 'Preparing · Upsert Account');
  });

  it('says how many rows failed while Salesforce is still working', () => {
    assert.equal(row(node(processing)).description, 'Processing 60% · 150 rows/s · 5 failed · Upsert Account');
  });

  it('begins with the file and its result, so that a narrow side bar cuts off what matters least', () => {
    const { label, spoken } = row(node(someFailed));
    assert.equal(label, 'accounts.csv');
    assert.equal(spoken, `accounts.csv, 10 failed of 1,000, Upsert Account, ${time}, Practice org`);
    assert.equal(row(node(processing)).label, 'accounts.csv');
  });

  it('shows by icon, color and words whether no, some or all rows failed', () => {
    const shown = (job: JobState) => [row(node(job)).icon, row(node(job)).iconColor, row(node(job)).description];
    const none = { ...someFailed, succeeded: 0 };
    assert.deepEqual(shown(allIn), ['pass', 'testing.iconPassed', `1,000 succeeded · Upsert Account · ${time}`]);
    assert.deepEqual(shown(someFailed), [
      'warning',
      'list.warningForeground',
      `10 failed of 1,000 · Upsert Account · ${time}`,
    ]);
    assert.deepEqual(shown({ ...none, failed: 1000 }), [
      'error',
      'list.errorForeground',
      `all 1,000 failed · Upsert Account · ${time}`,
    ]);
    assert.deepEqual(shown({ ...none, failed: 1 }), [
      'error',
      'list.errorForeground',
      `1 failed · Upsert Account · ${time}`,
    ]);
  });

  it('counts one by one the rows of a job that ended before all were processed', () => {
    const aborted: JobState = { ...someFailed, outcome: 'aborted', succeeded: 400, unprocessed: 590 };
    assert.equal(
      row(node(aborted)).description,
      `Aborted · 10 failed · 400 succeeded · 590 unprocessed · Upsert Account · ${time}`,
    );
  });

  it('tells everything under the pointer: file, org, result, start and duration', () => {
    const tooltip = row(node(someFailed)).tooltip ?? '';
    for (const fact of [
      'Upsert accounts',
      'Practice org',
      '10 failed of 1,000',
      'Started ',
      'Took 11 s',
      '/project/data',
    ])
      assert.ok(tooltip.includes(fact), `${fact} is missing from ${tooltip}`);
  });

  it('lists counts, reasons and the remote job below a job', () => {
    const [counts, failed, part] = children(node(someFailed));
    assert.deepEqual(below(node(someFailed)), [
      '990 succeeded',
      '10 failed',
      'Salesforce job, JobComplete, 7505e0000000001AAA',
    ]);
    assert.ok(counts && failed && part);
    assert.deepEqual(below(failed), [
      '9 rows failed with REQUIRED_FIELD_MISSING: Required fields are missing: [Name]',
      '1 row failed with STRING_TOO_LONG: data value too large: …',
    ]);
    assert.deepEqual(below(counts), []);
  });

  it('says which exception ended the code that failed rows, and where', () => {
    const message =
      'AccountTrigger: execution of BeforeInsert\n\ncaused by: System.X: no\n\nTrigger.AccountTrigger: line 5, column 1';
    const groups = [{ code: 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', message, fields: [], count: 10 }];
    const [, failed] = children(node({ ...someFailed, groups }));
    assert.ok(failed);
    assert.deepEqual(
      children(failed).map((group) => [row(group).label, row(group).description, row(group).spoken]),
      [
        [
          '10 × System.X: no',
          'AccountTrigger, line 5 · CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
          '10 rows failed with CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY: System.X: no, AccountTrigger, line 5',
        ],
      ],
    );
  });

  it('says how many rows of each error no retry took, and offers to retry only those', () => {
    const retried = { attempts: ['again'], failed: 9, unprocessed: 0, unknown: 0, groups: [8, 1] };
    const situation = { retryable: { failed: 1, unprocessed: 0, unknown: 0 }, retried };
    const [, failed] = children(itemOf(someFailed, { situation }));
    assert.ok(failed);
    assert.equal(row(failed).spoken, '10 failed, 1 of 10 left');
    assert.deepEqual(
      children(failed).map((group) => [row(group).label, row(group).description, row(group).context]),
      [
        ['1 × Required fields are missing: [Name]', '1 of 9 left · Name · REQUIRED_FIELD_MISSING', ['group']],
        ['1 × data value too large: …', 'all retried · STRING_TOO_LONG', ['rows']],
      ],
    );
  });

  it('offers no retry of one error before the job has ended', () => {
    const [, failed] = children(node(someFailed));
    assert.ok(failed);
    assert.deepEqual(
      children(failed).map((group) => row(group).context),
      [['rows'], ['rows']],
    );
  });

  it('offers no retry by one click when only rows are left that may be saved', () => {
    const words = (unprocessed: number) =>
      row(itemOf(someFailed, { situation: { retryable: { failed: 0, unprocessed, unknown: 3 } } })).context;
    assert.deepEqual(words(0), ['job', 'finished', 'load', 'failures', 'results', 'unsure', 'remote', 'retryable']);
    assert.ok(!words(1).includes('unsure'));
  });

  it('lists the parts of a job that has several', () => {
    const second = partState({
      plan: { index: 1, start: 0, end: 1, records: 1, firstLine: 500, sha256: '' },
      remoteId: '7505e0000000002AAA',
    });
    assert.deepEqual(below(node({ ...uploading, parts: [partState(), second] })), [
      'Part 1 of 2, uploading, 7505e0000000001AAA',
      'Part 2 of 2, uploading, 7505e0000000002AAA',
    ]);
  });

  it('does not count rows that are not sent as a part', () => {
    const failed = [{ code: 'KINETIC_LOOKUP_FAILED', message: '', fields: [], count: 3 }];
    const plan = { index: 1, start: 1, end: 1, records: 3, firstLine: 2, sha256: '', unsent: failed };
    const parts = [partState(), freshPart(plan)];
    assert.deepEqual(below(node({ ...uploading, parts })), ['Salesforce job, uploading, 7505e0000000001AAA']);
  });

  it('names a job that an unanswered call may have left, for commands on that job', () => {
    const part = partState({ orphansLeft: ['7505e0000000009AAA'] });
    const [orphan] = children(node({ ...uploading, parts: [part] })).slice(-1);
    assert.ok(orphan && 'part' in orphan);
    assert.deepEqual(
      [row(orphan).label, row(orphan).description, row(orphan).context, orphan.part.remoteId],
      ['A job may be left in Salesforce', '7505e0000000009AAA', ['orphan', 'remote'], '7505e0000000009AAA'],
    );
    assert.match(row(orphan).spoken, /If no other program uses it, abort it in Setup\./);
  });

  it('says what is wrong with a job first', () => {
    assert.equal(below(node(refused, 'There are no rows.'))[0], 'There are no rows.');
    assert.deepEqual(
      [row(node(refused)).icon, row(node(refused)).description],
      ['error', `Rejected: nothing was sent · Upsert Account · ${time}`],
    );
  });

  it('offers for each job only what is possible', () => {
    const words = (job: JobState) => row(node(job)).context;
    assert.deepEqual(words(processing), ['job', 'running', 'load', 'failures', 'results', 'remote']);
    assert.deepEqual(words(interrupted), ['job', 'resumable', 'load', 'failures', 'results', 'remote']);
    assert.deepEqual(words(allIn), ['job', 'finished', 'load', 'results', 'remote']);
    assert.deepEqual(words(refused), ['job', 'finished', 'load']);
  });

  it('counts running jobs on its icon, in words too', () => {
    assert.deepEqual(runningBadge(2), { value: 2, tooltip: '2 jobs are running' });
    assert.deepEqual(runningBadge(1), { value: 1, tooltip: '1 job is running' });
    assert.equal(runningBadge(0), undefined);
  });

  it('keeps ids through redraws, so that selection and expansion stay', () => {
    const ids = (job: JobState) => children(node(job)).map((child) => row(child).id);
    assert.deepEqual(ids(someFailed), ids({ ...someFailed, changedAt: someFailed.changedAt + 1 }));
    assert.equal(new Set(ids(someFailed)).size, 3);
  });

  it('never turns text of a server into links', () => {
    const evil = { code: 'X', message: '[click](command:evil)', fields: [], count: 1 };
    const [, failed] = children(node({ ...someFailed, groups: [evil] }));
    assert.ok(failed);
    const [group] = children(failed);
    assert.ok(group);
    assert.ok(!(row(group).tooltip ?? '').includes('[click]('));
  });

  it('finds the job of any argument that a menu or a button passes', () => {
    const { jobId } = allIn;
    for (const argument of [jobId, { jobId }, node(allIn), children(node(allIn))[0]])
      assert.equal(jobIdOf(argument), jobId);
    for (const argument of [undefined, null, 7, {}, { job: 7 }]) assert.equal(jobIdOf(argument), undefined);
  });
});
