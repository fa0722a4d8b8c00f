// Rows that an attempt took stay taken when its journal is damaged or removed: what became of them is not known here.
import assert from 'node:assert/strict';
import type { Jobs } from '../../../../../src/core/core';
import { createJobs } from '../../../../../src/core/jobs/jobs';
import { toLine } from '../../../../../src/core/jobs/journal';
import { toNumberBytes } from '../../../../../src/core/kernel/numberFile';
import type { LoadSpec, RetryOf } from '../../../../../src/core/model/load';
import { completed, insertSpec, neverAborted, plannedLoad, scripted } from '../../../../fakes/jobEvents';
import { kindsOf, type AnyJobEvent } from '../../../../fakes/jobKinds';
import { jobsDeps } from '../../../../fakes/jobsDeps';
import { createMemoryFiles, type MemoryFiles } from '../../../../fakes/memoryFiles';
import { createMemoryJobStore, createShelf, type Shelf } from '../../../../fakes/memoryJobStore';
import { putResultRows } from '../../../../fakes/resultRows';

const origin = '20260101-120000-aaaaaa';
const ended = (succeeded: number, failed: number) => ({
  at: 2,
  type: 'partFinished' as const,
  part: 0,
  state: 'JobComplete' as const,
  groups: [],
  succeeded,
  failed,
  unprocessed: 0,
  unknown: 0,
});
/** Two of the three failed rows of the origin. */
const twoRows: RetryOf = { jobId: origin, list: 'failed', records: 2, rowsFile: 'two.rows' };
const retry: LoadSpec = { ...insertSpec, retryOf: twoRows };

describe('rows that an attempt took', () => {
  let shelf: Shelf;
  let files: MemoryFiles;
  let jobs: Jobs;

  /** Another window on the same disk, whose jobs run as these events say. */
  async function open(...events: readonly AnyJobEvent[]): Promise<Jobs> {
    const deps = { ...jobsDeps(), files, store: createMemoryJobStore(shelf), kinds: kindsOf(scripted(events)) };
    const opened = createJobs(deps);
    await opened.load();
    return opened;
  }
  async function ranRetryOf(taken: Partial<RetryOf>, ...events: readonly AnyJobEvent[]): Promise<string> {
    jobs = await open(...events);
    const jobId = await jobs.start({ ...insertSpec, retryOf: { ...twoRows, ...taken } });
    await jobs.whenFinished(jobId, neverAborted);
    return jobId;
  }
  const ranRetry = (...events: readonly AnyJobEvent[]): Promise<string> => ranRetryOf({}, ...events);
  const openRows = async (): Promise<number> => (await open()).openRows(origin).failed;

  beforeEach(async () => {
    shelf = createShelf();
    files = createMemoryFiles();
    files.put('two.rows', toNumberBytes([0, 2]));
    const leading = ',"CODE:message:--",';
    putResultRows(files, files.join('jobs', origin), { list: 'failed', marks: [1, 1, 1], leading });
    const created: AnyJobEvent = { at: 1, type: 'created', jobId: origin, spec: insertSpec, orgLabel: 'My org' };
    shelf.journals.set(origin, [created, plannedLoad(1, 3), ended(0, 3), completed].map(toLine));
  });

  it('are not given back when its journal is damaged', async () => {
    const jobId = await ranRetry(plannedLoad(1, 2), ended(2, 0), completed);
    shelf.journals.set(jobId, ['damaged']);
    assert.equal(await openRows(), 1);
    const other = await open();
    await assert.rejects(other.start(retry), { code: 'job.attemptLost', details: { jobId } });
    assert.deepEqual(
      other.unreadable().map((one) => one.jobId),
      [jobId],
    );
  });

  it('are not given back when it is of a newer version and not finished, and its files are not removed', async () => {
    const jobId = await ranRetry(plannedLoad(1, 2), ended(2, 0), completed);
    shelf.journals.set(jobId, ['{"format":2}']);
    const other = await open();
    await assert.rejects(other.remove(origin), { code: 'job.unreadableAttempt', details: { jobId } });
    assert.equal(await other.removeFinished(Infinity), 0);
    assert.ok(shelf.journals.has(origin));
    await other.remove(jobId);
    assert.equal(await openRows(), 1, 'its rows may be saved');
    await other.remove(origin);
    assert.equal(shelf.journals.size, 0);
  });

  it('are not given back when it is completed and removed', async () => {
    const jobId = await ranRetry(plannedLoad(1, 2), ended(1, 1), completed);
    await jobs.remove(jobId);
    assert.equal(jobs.openRows(origin).failed, 1, 'in this window');
    assert.equal(await openRows(), 1, 'in every other one');
    await assert.rejects((await open()).start(retry), { code: 'job.attemptLost', details: { jobId } });
  });

  it('are not given back when its folder is deleted by hand', async () => {
    shelf.journals.delete(await ranRetry(plannedLoad(1, 2), ended(2, 0), completed));
    assert.equal(await openRows(), 1);
  });

  describe('when none of the chosen rows is left to retry', () => {
    const offer = async (...places: readonly number[]): Promise<unknown> =>
      (await open()).prepareRetry(origin, { list: 'failed', places }, neverAborted);
    const saved = (): Promise<string> => ranRetry(plannedLoad(1, 2), ended(2, 0), completed);

    it('are said to be in the attempt that took them', async () => {
      const jobId = await saved();
      await assert.rejects(offer(0, 2), { code: 'job.rowsTaken', details: { jobId } });
      await assert.rejects((await open()).start(retry), { code: 'job.alreadyRetried', details: { jobId } });
    });

    it('are said to be in a lost attempt when that one is removed or cannot be read', async () => {
      const jobId = await saved();
      shelf.journals.set(jobId, ['damaged']);
      await assert.rejects(offer(0, 2), { code: 'job.attemptLost', details: { jobId } });
      shelf.journals.delete(jobId);
      await assert.rejects(offer(0), { code: 'job.attemptLost', details: { jobId } });
      await assert.rejects((await open()).start(retry), { code: 'job.attemptLost', details: { jobId } });
    });

    it('are said to be in the attempt that has them, although another one is lost', async () => {
      shelf.journals.delete(await saved());
      files.put('one.rows', toNumberBytes([1]));
      const jobId = await ranRetryOf({ records: 1, rowsFile: 'one.rows' }, plannedLoad(1, 1), ended(1, 0), completed);
      await assert.rejects(offer(1), { code: 'job.rowsTaken', details: { jobId } });
      await assert.rejects(offer(0, 1, 2), { code: 'job.attemptLost' }, 'two of them cannot be found there');
    });

    it('are not said to be in any attempt when none was chosen', async () => {
      shelf.journals.delete(await saved());
      await assert.rejects(offer(), { code: 'job.noMatchingRows' });
    });
  });

  it('are free again when it is removed and all of them failed, or none was sent', async () => {
    const failed = await ranRetry(plannedLoad(1, 2), ended(0, 2), completed);
    await jobs.remove(failed);
    assert.equal(await openRows(), 3);
    const rejected = await ranRetry({ at: 2, type: 'finished', outcome: 'rejected' });
    assert.equal(await openRows(), 3);
    await jobs.remove(rejected);
    assert.equal(await openRows(), 3);
  });

  it('are free when it was aborted before its file was read, and none was sent', async () => {
    const aborted = await ranRetry({ at: 2, type: 'finished', outcome: 'aborted' });
    assert.equal(await openRows(), 3);
    const choice = { list: 'failed' } as const;
    await assert.rejects((await open()).prepareRetry(aborted, choice, neverAborted), { code: 'job.nothingToRetry' });
    assert.equal((await (await open()).retriedRows(origin)).failed, 0);
    assert.equal(jobs.attempts(origin)?.totals.leftOut, 0);
    await jobs.start(retry);
  });

  it('are free again when it is removed and was aborted before it saved one', async () => {
    const aborted: AnyJobEvent = { at: 9, type: 'finished', outcome: 'aborted' };
    const jobId = await ranRetry(plannedLoad(1, 2), { ...ended(0, 1), unprocessed: 1 }, aborted);
    assert.equal(await openRows(), 1, 'they can be retried from the attempt');
    await jobs.remove(jobId);
    assert.equal(await openRows(), 3);
  });

  it('are not given back when a retry of that attempt has sent them, although all of them failed in it', async () => {
    const failed = await ranRetry(plannedLoad(1, 2), ended(0, 2), completed);
    const next = { jobId: failed, rowsFile: 'both.rows' };
    files.put('both.rows', toNumberBytes([0, 1]));
    const saved = await ranRetryOf(next, plannedLoad(1, 2), ended(2, 0), completed);
    await jobs.remove(failed);
    assert.equal(jobs.get(saved), undefined, 'it is removed with its origin');
    assert.equal(await openRows(), 1);
    await assert.rejects((await open()).start(retry), { code: 'job.attemptLost' });
  });

  it('are free again when a retry of that attempt has saved none of them, either', async () => {
    const failed = await ranRetry(plannedLoad(1, 2), ended(0, 2), completed);
    files.put('both.rows', toNumberBytes([0, 1]));
    await ranRetryOf({ jobId: failed, rowsFile: 'both.rows' }, plannedLoad(1, 2), ended(0, 2), completed);
    await jobs.remove(failed);
    assert.equal(await openRows(), 3);
  });

  it('are not known when the list of what a removed attempt gave away is damaged: they stay taken', async () => {
    const failed = await ranRetry(plannedLoad(1, 2), ended(0, 2), completed);
    files.put(files.join('jobs', failed, 'attempts.json'), '[{');
    await jobs.remove(failed);
    assert.equal(await openRows(), 1);
  });

  it('are not known when the file that lists attempts is damaged: then no other attempt starts', async () => {
    await ranRetry(plannedLoad(1, 2), ended(2, 0), completed);
    files.put(files.join('jobs', origin, 'attempts.json'), '[{"jobId"');
    const other = await open();
    assert.equal(other.list().length, 2, 'jobs are listed all the same');
    await assert.rejects(other.start(retry), { code: 'input.unreadable' });
  });
});
