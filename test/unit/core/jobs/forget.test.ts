// Removing a job deletes its files. A retry in another window may still need them.
import assert from 'node:assert/strict';
import type { Jobs } from '../../../../src/core/core';
import { toLine } from '../../../../src/core/jobs/journal';
import { createJobs } from '../../../../src/core/jobs/jobs';
import { createMemoryJobStore, createShelf, type Shelf } from '../../../fakes/memoryJobStore';
import { kindsOf, type AnyJobEvent } from '../../../fakes/jobKinds';
import { completed, insertSpec as spec, neverAborted, scripted } from '../../../fakes/jobEvents';
import { jobsDeps } from '../../../fakes/jobsDeps';

describe('removing a job', () => {
  let shelf: Shelf;
  let jobs: Jobs;
  let jobId: string;
  beforeEach(async () => {
    shelf = createShelf();
    jobs = createJobs({
      ...jobsDeps(),
      store: createMemoryJobStore(shelf),
      kinds: kindsOf(scripted([completed])),
    });
    jobId = await jobs.start(spec);
    await jobs.whenFinished(jobId, neverAborted);
  });
  afterEach(() => jobs.close());

  const assertKept = (): void => {
    assert.ok(shelf.journals.has(jobId));
    assert.ok(jobs.get(jobId));
  };

  it('is refused while another window prepares a retry of its rows', async () => {
    const claim = await createMemoryJobStore(shelf).claim(jobId);
    await assert.rejects(jobs.remove(jobId), { code: 'job.unfinished' });
    assert.equal(await jobs.removeFinished(Infinity), 0);
    assertKept();
    await claim?.release();
    await jobs.remove(jobId);
    assert.equal(shelf.journals.has(jobId), false);
  });

  it('is refused when another window started a retry that this window has not seen yet', async () => {
    const files = { rowsFile: 'r', linesFile: 'l' };
    const retryOf = { jobId, list: 'failed', records: 1, ...files } as const;
    const created: AnyJobEvent = { at: 2, type: 'created', jobId: 'retry', orgLabel: '', spec: { ...spec, retryOf } };
    shelf.journals.set('retry', [toLine(created)]);
    await assert.rejects(jobs.remove(jobId), { code: 'job.unfinished' });
    assert.equal(await jobs.removeFinished(Infinity), 0);
    assertKept();
  });
});
