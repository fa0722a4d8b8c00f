// The claim on a job: it is held until nothing of the job is left, released whatever fails, and a finished job gets
// no run.
import assert from 'node:assert/strict';
import { SalesforceError } from '../../../../src/core/errors/salesforceError';
import type { Jobs } from '../../../../src/core/core';
import { createJobs } from '../../../../src/core/jobs/jobs';
import { toLine } from '../../../../src/core/jobs/journal';
import { toNumberBytes } from '../../../../src/core/kernel/numberFile';
import type { LoadSpec } from '../../../../src/core/model/load';
import type { JobStore } from '../../../../src/core/ports';
import { completed, insertSpec, neverAborted, plannedLoad, scripted } from '../../../fakes/jobEvents';
import { kindsOf, type AnyJobEvent } from '../../../fakes/jobKinds';
import { jobsDeps } from '../../../fakes/jobsDeps';
import { createMemoryFiles } from '../../../fakes/memoryFiles';
import { createMemoryJobStore, createShelf, journalTypes, type Shelf } from '../../../fakes/memoryJobStore';

const noSpace = (): Promise<never> =>
  Promise.reject(Object.assign(new Error('ENOSPC: no space left'), { code: 'ENOSPC' }));

describe('the claim of a process on a job', () => {
  let shelf: Shelf;
  let windows: Jobs[];
  beforeEach(() => {
    shelf = createShelf();
    windows = [];
  });
  afterEach(() => Promise.all(windows.map((jobs) => jobs.close())));

  type Changes = Partial<ReturnType<typeof jobsDeps>>;
  const open = (events: readonly AnyJobEvent[], changes: Changes = {}, store: Partial<JobStore> = {}): Jobs => {
    const jobs = createJobs({
      ...jobsDeps(),
      store: { ...createMemoryJobStore(shelf), ...store },
      kinds: kindsOf(scripted(events)),
      ...changes,
    });
    windows.push(jobs);
    return jobs;
  };
  /** A job whose process has ended. */
  const abandoned = async (): Promise<string> => {
    const owner = open([plannedLoad(1)]);
    const jobId = await owner.start(insertSpec);
    await owner.close();
    return jobId;
  };

  const origin = '20260101-120000-aaaaaa';
  const retry: LoadSpec = {
    ...insertSpec,
    retryOf: { jobId: origin, list: 'failed', records: 1, rowsFile: 'one.rows' },
  };
  /** A window that can write journals, and no list of the rows that a retry takes. */
  const openWithoutSpace = async (store: Partial<JobStore>): Promise<Jobs> => {
    const created: AnyJobEvent = { at: 1, type: 'created', jobId: origin, spec: insertSpec, orgLabel: 'My org' };
    shelf.journals.set(origin, [created, plannedLoad(1), completed].map(toLine));
    const files = createMemoryFiles();
    files.put('one.rows', toNumberBytes([0]));
    const jobs = open([completed], { files: { ...files, write: noSpace } }, store);
    await jobs.load();
    return jobs;
  };

  it('is held until a job that cannot start is removed: no window runs a load that is said to have failed', async () => {
    const other = open([completed]);
    const store = createMemoryJobStore(shelf);
    const adopted: (readonly string[])[] = [];
    const jobs = await openWithoutSpace({
      remove: async (jobId) => {
        adopted.push(await other.resumeUnfinished());
        await store.remove(jobId);
      },
    });
    await assert.rejects(jobs.start(retry), { code: 'ENOSPC' });
    assert.deepEqual([adopted, [...shelf.journals.keys()], shelf.owners.size], [[[]], [origin], 0]);
  });

  it('is not given to a window that would run what is left of a job that did not start', async () => {
    const jobs = await openWithoutSpace({ remove: () => Promise.reject(new Error('EBUSY')) });
    await assert.rejects(jobs.start(retry), { code: 'ENOSPC' });
    const [left = ''] = [...shelf.journals.keys()].filter((jobId) => jobId !== origin);
    assert.deepEqual(journalTypes(shelf, left), ['created', 'finished']);
    const other = open([completed]);
    assert.deepEqual(await other.resumeUnfinished(), []);
    assert.equal(other.get(left)?.outcome, 'rejected');
  });

  it('is released when the job cannot start and cannot be removed either', async () => {
    const jobs = open([completed], {}, { append: noSpace, remove: () => Promise.reject(new Error('EACCES')) });
    await assert.rejects(jobs.start(insertSpec), { code: 'input.cannotWrite' });
    assert.deepEqual([shelf.owners.size, jobs.list()], [0, []]);
  });

  it('is released when the job waits for a person and its journal cannot say so', async () => {
    const jobId = await abandoned();
    const approve = () => Promise.reject(new SalesforceError('policy.unconfirmed', { org: 'o', what: 'w', how: 'h' }));
    const strict = open([completed], { guard: { approve, finished: async () => undefined } }, { append: noSpace });
    assert.deepEqual(await strict.resumeUnfinished(), [jobId]);
    assert.equal(strict.get(jobId)?.interrupted?.code, 'input.cannotWrite');
    assert.equal(shelf.owners.size, 0, 'another process can resume it');
  });

  it('starts no run of a job that finished while the question whether to end it was open', async () => {
    const jobId = await abandoned();
    const ended: string[] = [];
    const guard = { approve: async () => undefined, finished: async () => void ended.push('ended') };
    const asking = open([completed], { guard });
    await asking.load();
    const other = open([completed]);
    await other.resumeUnfinished();
    await other.whenFinished(jobId, neverAborted);
    const before = journalTypes(shelf, jobId);
    assert.equal(before?.at(-1), 'finished');
    await asking.endOffline(jobId);
    assert.deepEqual([journalTypes(shelf, jobId), ended, shelf.owners.size], [before, [], 0]);
    assert.equal(asking.get(jobId)?.outcome, 'completed');
  });
});
