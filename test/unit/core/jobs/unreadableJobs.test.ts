// A job whose journal cannot be read: it is listed with the reason, left alone, and takes no other job away.
import assert from 'node:assert/strict';
import type { Jobs } from '../../../../src/core/core';
import { createJobs } from '../../../../src/core/jobs/jobs';
import { toLine } from '../../../../src/core/jobs/journal';
import type { JobStore } from '../../../../src/core/ports';
import { insertSpec, neverAborted } from '../../../fakes/jobEvents';
import { checkedKindsOf } from '../../../fakes/jobKinds';
import { jobsDeps } from '../../../fakes/jobsDeps';
import { createMemoryJobStore, createShelf } from '../../../fakes/memoryJobStore';

const firstLine = toLine({ at: 1, type: 'created', jobId: 'job', spec: insertSpec, orgLabel: 'My org' });
const kinds = checkedKindsOf(async function* () {
  yield { at: 9, type: 'finished', outcome: 'aborted' };
});

describe('a job whose journal cannot be read', () => {
  const shelf = createShelf();
  let jobs: Jobs;
  beforeEach(async () => {
    shelf.journals.clear();
    shelf.journals.set('20260101-120000-aaaaaa', [
      firstLine.replace('"jobId":"job"', '"jobId":"20260101-120000-aaaaaa"'),
      '{"at":2,"type":"guessed"}',
    ]);
    shelf.journals.set('20260101-130000-bbbbbb', [firstLine.replace('"format":1', '"format":7')]);
    jobs = createJobs({ ...jobsDeps(), store: createMemoryJobStore(shelf), kinds });
    await jobs.load();
  });
  afterEach(() => jobs.close());

  it('is listed with the file, the line and the reason, and with no state', () => {
    assert.deepEqual(jobs.list(), []);
    assert.deepEqual(
      jobs.unreadable().map(({ jobId, error: { code, details } }) => [jobId, code, details['line'], details['reason']]),
      [
        ['20260101-130000-bbbbbb', 'job.newerJournal', 1, 'format 7 instead of 1'],
        ['20260101-120000-aaaaaa', 'job.newerJournal', 2, 'unknown event "guessed"'],
      ],
    );
  });

  it('is unreadable when it is the copy of another job, which it must not run a second time', async () => {
    shelf.journals.clear();
    const jobId = (JSON.parse(firstLine) as { readonly jobId: string }).jobId;
    shelf.journals.set(jobId, [firstLine]);
    shelf.journals.set(`${jobId}-copy`, [firstLine]);
    const both = createJobs({ ...jobsDeps(), store: createMemoryJobStore(shelf), kinds });
    await both.load();
    assert.deepEqual(
      both.list().map((state) => state.jobId),
      [jobId],
    );
    assert.deepEqual(
      both.unreadable().map((one) => [one.jobId, one.error.details['reason']]),
      [[`${jobId}-copy`, `it is the journal of the job ${jobId}`]],
    );
    await both.close();
  });

  it('does not hide the other jobs when its file cannot be opened', async () => {
    shelf.journals.clear();
    const jobId = (JSON.parse(firstLine) as { readonly jobId: string }).jobId;
    shelf.journals.set(jobId, [firstLine]);
    shelf.journals.set('broken', [firstLine]);
    const store = createMemoryJobStore(shelf);
    const read: JobStore['read'] = (id) => (id === 'broken' ? Promise.reject(new Error('EISDIR')) : store.read(id));
    const both = createJobs({ ...jobsDeps(), store: { ...store, read }, kinds });
    await both.load();
    assert.deepEqual([both.list().length, both.unreadable()[0]?.error.details['reason']], [1, 'EISDIR']);
    await both.close();
  });

  it('is not resumed, not aborted and not adopted, and nothing is appended to it', async () => {
    const jobId = '20260101-120000-aaaaaa';
    await assert.rejects(jobs.resume(jobId), { code: 'job.newerJournal' });
    await assert.rejects(jobs.abort(jobId), { code: 'job.newerJournal' });
    assert.deepEqual(await jobs.resumeUnfinished(), []);
    assert.equal(shelf.journals.get(jobId)?.length, 2);
  });

  it('is forgotten when its folder is deleted', async () => {
    shelf.journals.clear();
    await jobs.load();
    assert.deepEqual(jobs.unreadable(), []);
  });

  it('has no complete line, and no process that would write one', async () => {
    shelf.journals.clear();
    shelf.journals.set('cut', []);
    await jobs.load();
    assert.deepEqual(
      jobs.unreadable().map((one) => [one.jobId, one.error.details['reason']]),
      [['cut', 'it has no complete line']],
    );
    assert.equal(shelf.owners.size, 0, 'the claim is released');
  });

  it('is not yet one while another process is about to write its first line', async () => {
    shelf.journals.clear();
    shelf.journals.set('begun', []);
    const claim = await createMemoryJobStore(shelf).claim('begun');
    await jobs.load();
    assert.deepEqual([jobs.unreadable(), jobs.list()], [[], []]);
    await claim?.release();
  });

  it('does not prevent other jobs from running, and can be removed', async () => {
    const other = await jobs.start(insertSpec);
    assert.equal((await jobs.whenFinished(other, neverAborted)).outcome, 'aborted');
    for (const { jobId } of jobs.unreadable()) await jobs.remove(jobId);
    assert.deepEqual([jobs.unreadable(), [...shelf.journals.keys()]], [[], [other]]);
  });

  it('is a job again once its journal can be read', async () => {
    const jobId = '20260101-120000-aaaaaa';
    shelf.journals.set(jobId, [firstLine.replace('"jobId":"job"', `"jobId":"${jobId}"`)]);
    await jobs.load();
    assert.deepEqual([jobs.unreadable().length, jobs.list().length], [1, 1]);
  });

  it('that was damaged before a resume is not claimed by it, and can be resumed after a repair', async () => {
    const jobId = '20260101-140000-cccccc';
    const first = firstLine.replace('"jobId":"job"', `"jobId":"${jobId}"`);
    shelf.journals.set(jobId, [first]);
    await jobs.load();
    shelf.journals.set(jobId, [first, 'damaged']);
    await assert.rejects(jobs.resume(jobId), { code: 'job.unreadableJournal' });
    assert.equal(shelf.owners.size, 0);
    shelf.journals.set(jobId, [first]);
    await jobs.load();
    await jobs.resume(jobId);
    assert.equal((await jobs.whenFinished(jobId, neverAborted)).outcome, 'aborted');
  });
});
