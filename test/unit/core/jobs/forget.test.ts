// Removing a job deletes its files. A retry in another window may still need them.
import assert from 'node:assert/strict';
import type { Jobs } from '../../../../src/core/core';
import { toLine } from '../../../../src/core/jobs/journal';
import { createJobs } from '../../../../src/core/jobs/jobs';
import { toNumberBytes } from '../../../../src/core/kernel/numberFile';
import { createMemoryFiles } from '../../../fakes/memoryFiles';
import { createMemoryJobStore, createShelf, type Shelf } from '../../../fakes/memoryJobStore';
import { kindsOf, type AnyJobEvent } from '../../../fakes/jobKinds';
import { completed, insertSpec as spec, neverAborted, plannedLoad, scripted } from '../../../fakes/jobEvents';
import { jobsDeps } from '../../../fakes/jobsDeps';

const partFinished = {
  at: 2,
  type: 'partFinished',
  part: 0,
  state: 'JobComplete',
  groups: [],
  succeeded: 0,
  unprocessed: 0,
  unknown: 0,
} as const;

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

  it('is told to the listeners once it is done, so that its page is closed', async () => {
    const told: (readonly [string, boolean])[] = [];
    jobs.onChange((state) => told.push([state.jobId, jobs.get(state.jobId) !== undefined]));
    assert.equal(await jobs.removeFinished(Infinity), 1);
    assert.deepEqual(told, [[jobId, false]]);
  });

  it('gives the rows of a retry that saved none back in every window', async () => {
    const failed = (records: number): readonly AnyJobEvent[] => [
      plannedLoad(1, records),
      { ...partFinished, failed: records },
      completed,
    ];
    shelf.journals.set(
      jobId,
      [{ at: 1, type: 'created' as const, jobId, spec, orgLabel: '' }, ...failed(3)].map(toLine),
    );
    const files = createMemoryFiles();
    files.put('two.rows', toNumberBytes([0, 2]));
    const open = async (): Promise<Jobs> => {
      const store = createMemoryJobStore(shelf);
      const opened = createJobs({ ...jobsDeps(), files, store, kinds: kindsOf(scripted(failed(2))) });
      await opened.load();
      return opened;
    };
    const mine = await open();
    const other = await open();
    const retryOf = { jobId, list: 'failed', records: 2, rowsFile: 'two.rows' } as const;
    const retry = await mine.start({ ...spec, retryOf });
    await mine.whenFinished(retry, neverAborted);
    await other.load();
    const removed = new Promise((resolve) =>
      other.onChange((state) => {
        if (!other.get(state.jobId)) resolve(state.jobId);
      }),
    );
    await mine.remove(retry);
    assert.equal(await removed, retry);
    assert.equal(other.openRows(jobId).failed, 3);
    await Promise.all([mine.close(), other.close()]);
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
