// How long finished jobs are kept: as VS Code's setting says, for all programs on this computer, or else for 30 days.
import assert from 'node:assert/strict';
import type { Jobs } from '../../../../src/core/core';
import { createJobs } from '../../../../src/core/jobs/jobs';
import { toLine } from '../../../../src/core/jobs/journal';
import { insertSpec, scripted } from '../../../fakes/jobEvents';
import { kindsOf, type AnyJobEvent } from '../../../fakes/jobKinds';
import { jobsDeps } from '../../../fakes/jobsDeps';
import { createMemoryJobStore, createShelf, type Shelf } from '../../../fakes/memoryJobStore';

const dayMs = 24 * 60 * 60 * 1000;

describe('finished jobs', () => {
  const deps = jobsDeps();
  const daysAgo = (days: number): number => deps.clock.now() - days * dayMs;
  let shelf: Shelf;
  let readings: number;
  beforeEach(() => {
    shelf = createShelf();
    readings = 0;
  });

  /** A job that started that many days ago, and finished at once. */
  function job(
    name: string,
    days: number,
    more: { readonly retryOf?: string; readonly isOpen?: boolean } = {},
  ): string {
    const at = daysAgo(days);
    const jobId = `${new Date(at).toISOString().slice(0, 10).replaceAll('-', '')}-000000-${name}`;
    const { retryOf, isOpen } = more;
    const origin = retryOf === undefined ? undefined : ({ list: 'failed', records: 1, rowsFile: 'r' } as const);
    const spec = { ...insertSpec, ...(origin && { retryOf: { ...origin, jobId: retryOf ?? '' } }) };
    const events: readonly AnyJobEvent[] = [
      { at, type: 'created', jobId, spec, orgLabel: '' },
      ...(isOpen ? [] : [{ at, type: 'finished', outcome: 'rejected' } as const]),
    ];
    shelf.journals.set(jobId, events.map(toLine));
    return jobId;
  }
  /** The program has not read the store before, as the command line after a load. */
  const open = (): Jobs => {
    const store = createMemoryJobStore(shelf);
    const read: typeof store.read = (jobId) => {
      readings++;
      return store.read(jobId);
    };
    return createJobs({ ...deps, store: { ...store, read }, kinds: kindsOf(scripted([])) });
  };
  const left = (): readonly string[] => [...shelf.journals.keys()];

  it('are kept for 30 days', async () => {
    job('aaaaaa', 31);
    const young = job('bbbbbb', 29);
    assert.equal(await open().removeOld(), 1);
    assert.deepEqual(left(), [young]);
  });

  it('are kept for as long as another program has stored, and never removed with 0', async () => {
    const jobs = [job('aaaaaa', 50), job('bbbbbb', 31)];
    await open().keepDays(0);
    assert.equal(await open().removeOld(), 0);
    await open().keepDays(60);
    assert.equal(await open().removeOld(), 0);
    assert.deepEqual(left(), jobs);
    await open().keepDays(40);
    assert.equal(await open().removeOld(), 1);
    assert.deepEqual(left(), [jobs[1]]);
  });

  it('are kept for another number of days by one call, which stores nothing', async () => {
    const jobs = [job('aaaaaa', 50), job('bbbbbb', 7)];
    assert.equal(await open().removeOld(0), 0);
    assert.deepEqual(left(), jobs);
    assert.equal(await open().removeOld(5), 2);
    assert.equal(shelf.keptDays, undefined);
  });

  it('are kept with a retry that is younger, and an unfinished job is kept however old it is', async () => {
    const origin = job('aaaaaa', 40);
    const jobs = [origin, job('bbbbbb', 10, { retryOf: origin }), job('cccccc', 400, { isOpen: true })];
    assert.equal(await open().removeOld(), 0);
    assert.deepEqual(left(), jobs);
  });

  it('are not read when none of them can be old enough', async () => {
    job('aaaaaa', 3);
    await open().removeOld();
    assert.equal(readings, 0);
  });
});
