// Sorting a million rows neither blocks the program nor is done twice.
import assert from 'node:assert/strict';
import { createSha256 } from '../../../../src/node/sha256';
import { createMemoryFiles } from '../../../fakes/memoryFiles';
import type { Files } from '../../../../src/core/ports';
import type { RowView } from '../../../../src/core/results/rowQuery';
import { createRowReader, type RowReader } from '../../../../src/core/results/rowPages';
import { SharedWork } from '../../../../src/core/kernel/sharedWork';
import { sortRows } from '../../../../src/core/results/sortRows';
import { merge, plannedLoad, writePart } from './finishedParts';

const query = { list: 'failed', offset: 0, limit: 5, sort: { by: 0, descending: false } } as const;
const { signal } = new AbortController();

/** Rows whose CSV is read `reads` times; the clock advances whenever it is read. */
async function counted(): Promise<{ reader: RowReader; view: RowView; reads: () => number; rests: () => number }> {
  const files = createMemoryFiles({}, 64);
  const load = await plannedLoad(
    Array.from({ length: 200 }, (_, i) => ({ values: [`v${i % 50}`], outcome: 'failed', error: 'A_B:x:--' })),
  );
  await writePart(load, 0, { files, folder: 'job' });
  await merge(load, { files, folder: 'job' });
  let reads = 0;
  let rests = 0;
  let now = 0;
  const read: Files['read'] = (path, range) => {
    if (path.endsWith('.csv') && range?.end === undefined) reads++;
    return files.read(path, range);
  };
  const clock = {
    now: () => (now += 10),
    sleep: async (_waitMs: number, given: AbortSignal) => {
      rests++;
      given.throwIfAborted();
    },
  };
  const view: RowView = { folder: 'job', parts: [0], columns: ['Column_0'], delimiter: ',', groups: [] };
  return {
    reader: createRowReader({ ...files, read }, clock, createSha256),
    view,
    reads: () => reads,
    rests: () => rests,
  };
}

describe('the order of rows', () => {
  it('is computed once for all pages, and again after it was forgotten', async () => {
    const { reader, view, reads } = await counted();
    const [one, two] = await Promise.all([0, 5].map((offset) => reader.page(view, { ...query, offset }, signal)));
    assert.equal(one!.rows.length + two!.rows.length, 10);
    assert.equal(reads(), 1);
    await reader.page(view, { ...query, offset: 100 }, signal);
    assert.equal(reads(), 1);
    reader.forget('job');
    await reader.page(view, query, signal);
    assert.equal(reads(), 2);
  });

  it('is computed in steps with pauses between them', async () => {
    const { reader, view, rests } = await counted();
    await reader.page(view, query, signal);
    assert.ok(rests() > 10);
  });

  it('is stopped when no caller waits for it, and started again for the next caller', async () => {
    const { reader, view } = await counted();
    const stop = new AbortController();
    const left = reader.page(view, query, stop.signal);
    stop.abort(new Error('scrolled on'));
    await assert.rejects(left, /scrolled on/);
    assert.equal((await reader.page(view, query, signal)).rows.length, 5);
  });
});

describe('shared work', () => {
  it('continues while one caller still waits', async () => {
    let finish: (value: string) => void = () => undefined;
    let given: AbortSignal | undefined;
    const work = new SharedWork<string>((stop) => {
      given = stop;
      return new Promise((resolve) => (finish = resolve));
    });
    const leaving = new AbortController();
    const leaves = work.get(leaving.signal);
    const stays = work.get(signal);
    leaving.abort(new Error('left'));
    await assert.rejects(leaves, /left/);
    assert.equal(given?.aborted, false);
    finish('done');
    assert.equal(await stays, 'done');
    assert.ok(work.isAlive);
  });

  it('is not reused after it failed', async () => {
    const work = new SharedWork(() => Promise.reject(new Error('torn')));
    await assert.rejects(work.get(signal), /torn/);
    assert.equal(work.isAlive, false);
  });
});

describe('sorting row numbers', () => {
  it('is right and stable for every length around the edges of its runs', async () => {
    for (const length of [0, 1, 2, 15, 16, 17, 31, 33, 100, 1000, 40_000]) {
      const keys = Array.from({ length }, (_, i) => (i * 7919) % 101);
      const rows = Uint32Array.from(keys.keys());
      let rests = 0;
      await sortRows(
        rows,
        (a, b) => keys[a]! - keys[b]!,
        async () => {
          rests++;
        },
      );
      assert.deepEqual(
        [...rows],
        [...keys.keys()].sort((a, b) => keys[a]! - keys[b]! || a - b),
      );
      if (length === 40_000) assert.ok(rests > 20);
    }
  });
});
