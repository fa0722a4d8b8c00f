// Rows of a job say which later attempt took them, and its failure groups say how many of their rows were taken.
import assert from 'node:assert/strict';
import type { Jobs } from '../../../../../src/core/core';
import { createJobs } from '../../../../../src/core/jobs/jobs';
import { toLine } from '../../../../../src/core/jobs/journal';
import { toNumberBytes } from '../../../../../src/core/kernel/numberFile';
import type { LoadSpec, RetryOf } from '../../../../../src/core/model/load';
import { groupMark } from '../../../../../src/core/results/layout';
import { completed, insertSpec, neverAborted, plannedLoad, scripted } from '../../../../fakes/jobEvents';
import { kindsOf, type AnyJobEvent } from '../../../../fakes/jobKinds';
import { jobsDeps } from '../../../../fakes/jobsDeps';
import { createMemoryFiles, type MemoryFiles } from '../../../../fakes/memoryFiles';
import { createMemoryJobStore, createShelf, type Shelf } from '../../../../fakes/memoryJobStore';
import { createRecordingLog } from '../../../../fakes/recordingLog';
import { putResultRows } from '../../../../fakes/resultRows';

const origin = '20260101-120000-aaaaaa';
const missing = { code: 'REQUIRED_FIELD_MISSING', message: 'Required fields are missing: [Name]', fields: ['Name'] };
const tooLong = { code: 'STRING_TOO_LONG', message: 'data value too large: …', fields: [] };
/** The groups of the origin's failed rows, one for each. */
const causes = [missing, tooLong, missing, missing, tooLong];
const groups = [
  { ...missing, count: 3 },
  { ...tooLong, count: 2 },
];

const ended = (succeeded: number, failed: number, unprocessed = 0): AnyJobEvent => ({
  at: 2,
  type: 'partFinished',
  part: 0,
  state: 'JobComplete',
  groups: failed === causes.length ? groups : [],
  succeeded,
  failed,
  unprocessed,
  unknown: 0,
});

describe('rows that later attempts took', () => {
  let shelf: Shelf;
  let files: MemoryFiles;
  let jobs: Jobs;
  let log: ReturnType<typeof createRecordingLog>;
  /** Paths of indexes that were read, once for each reading. */
  let readIndexes: string[];

  /** Another window on the same disk, whose jobs run as these events say. */
  async function open(...events: readonly AnyJobEvent[]): Promise<Jobs> {
    log = createRecordingLog();
    const read: MemoryFiles['read'] = (path, range) => {
      if (path.endsWith('.idx')) readIndexes.push(path);
      return files.read(path, range);
    };
    const deps = { ...jobsDeps(), log, files: { ...files, read }, store: createMemoryJobStore(shelf) };
    const opened = createJobs({ ...deps, kinds: kindsOf(scripted(events)) });
    await opened.load();
    return opened;
  }
  async function retry(rows: readonly number[], list: RetryOf['list'], ...events: readonly AnyJobEvent[]) {
    const rowsFile = `${list}-${rows.join('-')}.rows`;
    files.put(rowsFile, toNumberBytes(rows));
    const spec: LoadSpec = { ...insertSpec, retryOf: { jobId: origin, list, records: rows.length, rowsFile } };
    jobs = await open(
      ...(events.length > 0 ? events : [plannedLoad(1, rows.length), ended(rows.length, 0), completed]),
    );
    const jobId = await jobs.start(spec);
    await jobs.whenFinished(jobId, neverAborted);
    return jobId;
  }
  const takersIn = async (list: RetryOf['list'], query = {}) =>
    (await jobs.rows(origin, { list, offset: 0, limit: 10, ...query }, neverAborted)).rows.map((row) => [
      row.line,
      row.takenBy,
    ]);

  const inOrder = async () => {
    const rows = await jobs.retriedRows(origin);
    return { ...rows, attempts: [...rows.attempts].sort() };
  };

  beforeEach(async () => {
    shelf = createShelf();
    files = createMemoryFiles();
    readIndexes = [];
    const folder = files.join('jobs', origin);
    putResultRows(files, folder, { list: 'failed', marks: causes.map(groupMark), leading: ',"CODE:message:--",' });
    putResultRows(files, folder, { list: 'unprocessed', marks: [0, 0], leading: '' });
    const created: AnyJobEvent = { at: 1, type: 'created', jobId: origin, spec: insertSpec, orgLabel: 'My org' };
    shelf.journals.set(origin, [created, plannedLoad(1, 7), ended(0, 5, 2), completed].map(toLine));
    jobs = await open();
  });

  it('are none before the first retry', async () => {
    assert.deepEqual(await jobs.retriedRows(origin), {
      attempts: [],
      failed: 0,
      unprocessed: 0,
      unknown: 0,
      groups: [0, 0],
    });
    assert.deepEqual(
      (await takersIn('failed')).map(([, takenBy]) => takenBy),
      causes.map(() => undefined),
    );
    assert.equal(
      'takenBy' in ((await jobs.rows(origin, { list: 'failed', offset: 0, limit: 1 }, neverAborted)).rows[0] ?? {}),
      false,
    );
  });

  it('say which of two attempts took them, in every order of the rows', async () => {
    const one = await retry([0, 1], 'failed');
    const two = await retry([3], 'failed');
    assert.deepEqual(await takersIn('failed'), [
      [2, one],
      [3, one],
      [4, undefined],
      [5, two],
      [6, undefined],
    ]);
    const sort = { by: 'line', descending: true } as const;
    assert.deepEqual(await takersIn('failed', { sort, group: 0 }), [
      [5, two],
      [4, undefined],
      [2, one],
    ]);
    assert.deepEqual(await inOrder(), {
      attempts: [one, two].sort(),
      failed: 3,
      unprocessed: 0,
      unknown: 0,
      groups: [2, 1],
    });
  });

  it('are those of the list that the attempt retried, not the same numbers of another list', async () => {
    const jobId = await retry([1], 'unprocessed');
    assert.deepEqual(await takersIn('unprocessed'), [
      [2, undefined],
      [3, jobId],
    ]);
    assert.equal((await takersIn('failed'))[1]?.[1], undefined);
    const { failed, unprocessed, groups: taken } = await jobs.retriedRows(origin);
    assert.deepEqual([failed, unprocessed, taken], [0, 1, [0, 0]]);
  });

  it('stay marked when the attempt is removed or its journal is damaged', async () => {
    const removed = await retry([0], 'failed');
    await jobs.remove(removed);
    const damaged = await retry([2, 4], 'failed');
    shelf.journals.set(damaged, ['damaged']);
    jobs = await open();
    assert.deepEqual(
      (await takersIn('failed')).map(([, takenBy]) => takenBy),
      [removed, undefined, damaged, undefined, damaged],
    );
    assert.deepEqual((await jobs.retriedRows(origin)).groups, [2, 1]);
  });

  it('are free again when the attempt was rejected, or is removed and saved none of them', async () => {
    await retry([0, 2], 'failed', { at: 2, type: 'finished', outcome: 'rejected' });
    assert.deepEqual((await jobs.retriedRows(origin)).groups, [0, 0]);
    const failed = await retry([0, 2], 'failed', plannedLoad(1, 2), ended(0, 2), completed);
    assert.deepEqual((await jobs.retriedRows(origin)).groups, [2, 0]);
    await jobs.remove(failed);
    assert.deepEqual((await jobs.retriedRows(origin)).groups, [0, 0]);
    assert.equal((await takersIn('failed'))[0]?.[1], undefined);
  });

  it('are not known when the file with their numbers is gone: rows are shown unmarked, and one warning is logged', async () => {
    const one = await retry([0], 'failed');
    const two = await retry([2], 'failed');
    jobs = await open();
    files.put('failed-2.rows', '');
    assert.deepEqual(await inOrder(), {
      attempts: [one, two].sort(),
      failed: 2,
      unprocessed: 0,
      unknown: 0,
      groups: undefined,
    });
    assert.deepEqual(
      (await takersIn('failed')).map(([, takenBy]) => takenBy),
      [one, undefined, undefined, undefined, undefined],
    );
    assert.equal(log.lines.filter(({ level }) => level === 'warn').length, 1);
    files.put('failed-2.rows', toNumberBytes([2]));
    assert.deepEqual((await jobs.retriedRows(origin)).groups, [2, 0], 'once it can be read');
  });

  it('are counted by reading the index once for each attempt, however often they are asked for', async () => {
    await retry([0], 'failed');
    readIndexes = [];
    for (let time = 0; time < 5; time++) await jobs.retriedRows(origin);
    assert.equal(readIndexes.length, 1);
    await Promise.all([jobs.retriedRows(origin), jobs.retriedRows(origin)]);
    assert.equal(readIndexes.length, 1);
  });
});
