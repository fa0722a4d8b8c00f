// Resuming all jobs: what prevents one of them is said about that one, and the others run.
import assert from 'node:assert/strict';
import { createJobs } from '../../../../src/core/jobs/jobs';
import { toLine } from '../../../../src/core/jobs/journal';
import type { JobStore } from '../../../../src/core/ports';
import { completed, insertSpec as spec, neverAborted, scripted } from '../../../fakes/jobEvents';
import { kindsOf } from '../../../fakes/jobKinds';
import { jobsDeps } from '../../../fakes/jobsDeps';
import { createMemoryJobStore, createShelf, journalTypes, type Shelf } from '../../../fakes/memoryJobStore';

const ids = ['20260101-120000-aaaaaa', '20260101-130000-bbbbbb', '20260101-140000-cccccc'] as const;

function openWith(change: (store: JobStore) => Partial<JobStore>) {
  const shelf: Shelf = createShelf();
  for (const jobId of ids)
    shelf.journals.set(jobId, [toLine({ at: 1, type: 'created', jobId, spec, orgLabel: 'My org' })]);
  const store = createMemoryJobStore(shelf);
  const deps = { ...jobsDeps(), store: { ...store, ...change(store) } };
  return { shelf, jobs: createJobs({ ...deps, kinds: kindsOf(scripted([completed])) }) };
}

const cannotClaim =
  (refused: string) =>
  ({ claim }: JobStore): Partial<JobStore> => ({
    claim: (jobId) =>
      jobId === refused ? Promise.reject(new Error('EACCES: permission denied, owner.json')) : claim(jobId),
  });

describe('resuming all jobs', () => {
  it('continues after a job whose claim fails, which is interrupted by that error', async () => {
    const { jobs, shelf } = openWith(cannotClaim(ids[1]));
    assert.deepEqual([...(await jobs.resumeUnfinished())].sort(), ids);
    await Promise.all(ids.map((jobId) => jobs.whenFinished(jobId, neverAborted)));
    assert.deepEqual(
      ids.map((jobId) => jobs.get(jobId)?.outcome),
      ['completed', undefined, 'completed'],
    );
    assert.match(String(jobs.get(ids[1])?.interrupted?.details['message']), /EACCES/);
    assert.deepEqual(journalTypes(shelf, ids[1]), ['created'], 'its journal has no word of it');
    await jobs.close();
  });

  it('continues after a job whose journal cannot be written', async () => {
    const { jobs } = openWith(({ append }) => ({
      append: (jobId, line) =>
        jobId === ids[2]
          ? Promise.reject(Object.assign(new Error('no space'), { code: 'ENOSPC' }))
          : append(jobId, line),
    }));
    await jobs.resumeUnfinished();
    await Promise.all(ids.map((jobId) => jobs.whenFinished(jobId, neverAborted)));
    assert.deepEqual(
      ids.map((jobId) => jobs.get(jobId)?.interrupted?.code ?? jobs.get(jobId)?.outcome),
      ['completed', 'completed', 'input.cannotWrite'],
    );
    await jobs.close();
  });

  it('lets a job that could not be resumed be resumed later', async () => {
    let isRefused = true;
    const { jobs } = openWith(({ claim }) => ({
      claim: (jobId) => (isRefused && jobId === ids[0] ? Promise.reject(new Error('EACCES')) : claim(jobId)),
    }));
    await jobs.resumeUnfinished();
    isRefused = false;
    await jobs.resume(ids[0]);
    const state = await jobs.whenFinished(ids[0], neverAborted);
    assert.deepEqual([state.outcome, state.interrupted], ['completed', undefined]);
    await jobs.close();
  });
});

describe('a job that is deleted while it runs', () => {
  it('ends as failed, with what became of it and no way to resume', async () => {
    const shelf = createShelf();
    const store = createMemoryJobStore(shelf);
    const jobs = createJobs({ ...jobsDeps(), store, kinds: kindsOf(scripted([])) });
    const jobId = await jobs.start(spec);
    shelf.journals.delete(jobId);
    store.steal(jobId);
    const state = await jobs.whenFinished(jobId, neverAborted);
    assert.deepEqual([state.outcome, state.error], ['failed', { code: 'job.removed', details: { jobId } }]);
    assert.equal(shelf.journals.has(jobId), false, 'nothing is written about it');
    await jobs.close();
  });

  it('is no deleted one when another process took it over', async () => {
    const shelf = createShelf();
    const store = createMemoryJobStore(shelf);
    const jobs = createJobs({ ...jobsDeps(), store, kinds: kindsOf(scripted([])) });
    const jobId = await jobs.start(spec);
    store.steal(jobId);
    const state = await jobs.whenFinished(jobId, neverAborted);
    assert.deepEqual([state.outcome, state.error], [undefined, undefined]);
    await jobs.close();
  });
});
