// A journal that cannot be written, for example on a full disk. No wait hangs, and no unstarted job is left.
import assert from 'node:assert/strict';
import type { Jobs } from '../../../../src/core/core';
import { createJobs } from '../../../../src/core/jobs/jobs';
import { createMemoryJobStore, createShelf, type Shelf } from '../../../fakes/memoryJobStore';
import { kindsOf } from '../../../fakes/jobKinds';
import { completed, insertSpec as spec, neverAborted, scripted } from '../../../fakes/jobEvents';
import { jobsDeps } from '../../../fakes/jobsDeps';

/** `capacity`: how many events fit on the disk. */
function open(shelf: Shelf, capacity: number): Jobs {
  const store = createMemoryJobStore(shelf);
  let written = 0;
  return createJobs({
    ...jobsDeps(),
    store: {
      ...store,
      append: async (jobId, event) => {
        if (++written > capacity) throw Object.assign(new Error('ENOSPC: no space left'), { code: 'ENOSPC' });
        await store.append(jobId, event);
      },
    },
    kinds: kindsOf(scripted([completed])),
  });
}

describe('a journal on a full disk', () => {
  it('interrupts the job, ends the wait for it, and the job can be resumed', async () => {
    const shelf = createShelf();
    const jobs = open(shelf, 1);
    const jobId = await jobs.start(spec);
    const state = await jobs.whenFinished(jobId, neverAborted);
    assert.deepEqual([state.outcome, state.interrupted?.code], [undefined, 'input.cannotWrite']);
    assert.match(String(state.interrupted?.details['file']), new RegExp(jobId));
    await jobs.close();
    const later = open(shelf, Infinity);
    await later.load();
    await later.resume(jobId);
    assert.equal((await later.whenFinished(jobId, neverAborted)).outcome, 'completed');
    await later.close();
  });

  it('leaves no job when its first event cannot be written', async () => {
    const shelf = createShelf();
    const jobs = open(shelf, 0);
    await assert.rejects(jobs.start(spec), { code: 'input.cannotWrite' });
    assert.deepEqual([jobs.list(), shelf.owners.size, shelf.journals.size], [[], 0, 0]);
    await jobs.close();
  });
});
