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
import { itemOf, kindOf } from '../../../../fakes/jobViews';
import type { JobState } from '../../../../../src/core/core';

const { row, children } = jobNodes(kindOf);
const node = (job: JobState, sentence?: string): JobNode => itemOf(job, sentence === undefined ? {} : { sentence });
const below = (parent: JobNode): readonly string[] => children(parent).map((child) => row(child).spoken);

describe('the Jobs view', () => {
  it('says phase, share and speed of a job that is being sent', () => {
    assert.equal(row(node(uploading)).description, 'Uploading 45% · 225 rows/s · accounts.csv');
    assert.equal(row(node(preparing)).description, 'Preparing · accounts.csv');
  });

  it('says how many rows failed while Salesforce is still working', () => {
    assert.equal(row(node(processing)).description, 'Processing 60% · 150 rows/s · 5 failed · accounts.csv');
  });

  it('shows by icon and words whether a job has failed rows', () => {
    assert.deepEqual([row(node(allIn)).icon, row(node(allIn)).description], ['pass', '1,000 succeeded · accounts.csv']);
    assert.deepEqual(
      [row(node(someFailed)).icon, row(node(someFailed)).description],
      ['warning', '10 failed · 990 succeeded · accounts.csv'],
    );
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

  it('lists the parts of a job that has several', () => {
    const second = partState({
      plan: { index: 1, start: 0, end: 1, records: 1, firstLine: 500 },
      remoteId: '7505e0000000002AAA',
    });
    assert.deepEqual(below(node({ ...uploading, parts: [partState(), second] })), [
      'Part 1 of 2, uploading, 7505e0000000001AAA',
      'Part 2 of 2, uploading, 7505e0000000002AAA',
    ]);
  });

  it('says what is wrong with a job first', () => {
    assert.equal(below(node(refused, 'There are no rows.'))[0], 'There are no rows.');
    assert.deepEqual(
      [row(node(refused)).icon, row(node(refused)).description],
      ['error', 'Rejected: nothing was sent · accounts.csv'],
    );
  });

  it('offers for each job only what is possible', () => {
    const words = (job: JobState) => row(node(job)).context;
    assert.deepEqual(words(processing), ['job', 'running', 'load', 'failures', 'remote']);
    assert.deepEqual(words(interrupted), ['job', 'resumable', 'load', 'failures', 'remote']);
    assert.deepEqual(words(allIn), ['job', 'finished', 'load', 'remote']);
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
