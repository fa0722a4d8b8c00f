// Every row that was sent ends in exactly one list, with its line in the file, in whatever order Salesforce answers.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createResultWriter, type PartResults } from '../../../../src/core/results/results';
import { rowLists } from '../../../../src/core/results/layout';
import { quietTask } from '../../../../src/core/kernel/task';
import { watchWriters } from '../../../fakes/openWriters';
import { bytesOf, inPieces, inventedCsv } from '../csv/csvFiles';
import {
  merge,
  newFolder,
  plannedLoad,
  resultBody,
  rowsOf,
  writePart,
  type Load,
  type Outcome,
  type Sent,
} from './finishedParts';

/** The lines of the file on which the records start. */
function linesOf({ rows }: Load): number[] {
  let line = 2;
  return rows.map(({ values }) => {
    const own = line;
    line += 1 + (values.join().match(/\r\n|\r|\n/g)?.length ?? 0);
    return own;
  });
}

const outcomes = fc.constantFrom<Outcome>('succeeded', 'failed', 'unprocessed', 'unknown');

/** Rows of an invented file, some of them twice and more. */
const inventedLoad = fc
  .tuple(
    inventedCsv,
    fc.array(fc.tuple(fc.nat(), outcomes, fc.nat(), fc.boolean()), { minLength: 1, maxLength: 20 }),
    fc.integer({ min: 1, max: 6 }),
  )
  .map(([csv, picks, partRecords]) => {
    const data = csv.rows.slice(1).map((row) => row.map((value) => value.replace(/\r\n?/g, '\n')));
    const rows = picks.map(([pick, outcome, rank, quoted]): Sent => ({
      values: data[pick % data.length]!,
      outcome,
      rank,
      quoted,
    }));
    return { rows, written: { ...csv, cuts: csv.cuts.map((size) => size * 3) }, partRecords };
  });

/** With a matcher of its own, whose memory has no room left by other loads. */
async function writeFirst(load: Load): Promise<void> {
  const plan = load.plan.parts[0]!;
  const open = () => inPieces(load.bytes.subarray(plan.start, plan.end), [500]);
  await createResultWriter()(
    { plan, dialect: load.plan.dialect, open },
    { open: async (list) => inPieces(bytesOf(resultBody(load, 0, list)), [500]), mayHaveProcessed: plan.records },
    newFolder(),
    quietTask(),
  );
}

/** The largest set of numbers and the longest array of 32-bit numbers while the work ran. */
async function largestKept(work: () => Promise<void>): Promise<{ readonly set: number; readonly array: number }> {
  const { Set: plainSet, Uint32Array: plainArray } = globalThis;
  const largest = { set: 0, array: 0 };
  globalThis.Set = class<T> extends plainSet<T> {
    override add(value: T): this {
      super.add(value);
      if (typeof value === 'number') largest.set = Math.max(largest.set, this.size);
      return this;
    }
  };
  globalThis.Uint32Array = class extends plainArray {
    constructor(...values: ConstructorParameters<typeof plainArray>) {
      super(...values);
      largest.array = Math.max(largest.array, this.length);
    }
  };
  try {
    await work();
  } finally {
    Object.assign(globalThis, { Set: plainSet, Uint32Array: plainArray });
  }
  return largest;
}

describe('the rows of a load', () => {
  it('add up and keep their lines, with any outcome, order, quoting, dialect, duplicates and parts', async () => {
    await fc.assert(
      fc.asyncProperty(inventedLoad, async ({ rows, written, partRecords }) => {
        const load = await plannedLoad(rows, written, partRecords);
        const at = newFolder();
        const results: PartResults[] = [];
        for (const { index } of load.plan.parts) results.push(await writePart(load, index, at));
        const sum = (pick: (one: PartResults) => number): number => results.reduce((all, one) => all + pick(one), 0);
        const having = (...wanted: Outcome[]): number => rows.filter(({ outcome }) => wanted.includes(outcome)).length;
        assert.equal(
          sum((one) => one.succeeded),
          having('succeeded'),
        );
        assert.equal(
          sum((one) => one.failed),
          having('failed'),
        );
        assert.equal(
          sum((one) => one.unprocessed),
          having('unprocessed'),
        );
        assert.equal(
          sum((one) => one.unknown),
          having('unknown'),
        );
        assert.equal(
          sum((one) => one.unexpected),
          0,
        );
        const lines = linesOf(load);
        const seen: number[] = [];
        for (const list of rowLists) {
          for (const { line, values } of await rowsOf(load, at, list)) {
            assert.deepEqual(values, rows[lines.indexOf(line)]!.values);
            seen.push(line);
          }
        }
        assert.deepEqual(
          seen.sort((a, b) => a - b),
          lines,
        );
      }),
      { numRuns: 300 },
    );
  });

  it('read the same after the parts are merged as before, each part in the order of its lines', async () => {
    await fc.assert(
      fc.asyncProperty(inventedLoad, async ({ rows, written, partRecords }) => {
        const load = await plannedLoad(rows, written, partRecords);
        const at = newFolder();
        for (const { index } of load.plan.parts) await writePart(load, index, at);
        const before = await Promise.all(rowLists.map((list) => rowsOf(load, at, list)));
        await merge(load, at);
        const after = await Promise.all(rowLists.map((list) => rowsOf(load, at, list)));
        assert.deepEqual(after, before);
        for (const list of after)
          assert.deepEqual(
            list,
            [...list].sort((a, b) => a.line - b.line),
          );
      }),
      { numRuns: 100 },
    );
  });

  it('of equal content differ only in their number: each line is used once, in order', async () => {
    const same = (outcome: Outcome): Sent => ({ values: ['A', '1'], outcome });
    const load = await plannedLoad([same('failed'), same('succeeded'), same('failed')]);
    const at = newFolder();
    await writePart(load, 0, at);
    assert.deepEqual(
      (await rowsOf(load, at, 'succeeded')).map(({ line }) => line),
      [2],
    );
    assert.deepEqual(
      (await rowsOf(load, at, 'failed')).map(({ line }) => line),
      [3, 4],
    );
  });

  it('are matched when Salesforce removes the carriage returns within their values', async () => {
    const load = await plannedLoad([{ values: ['x\r\ny', '1'], outcome: 'succeeded' }], {
      delimiter: ',',
      lineEnding: 'CRLF',
      cuts: [9],
    });
    const answers = { ...load, rows: [{ values: ['x\ny', '1'], outcome: 'succeeded' as const }] };
    const at = newFolder();
    assert.equal((await writePart(answers, 0, at)).unexpected, 0);
    assert.deepEqual(
      (await rowsOf(load, at, 'succeeded')).map(({ line }) => line),
      [2],
    );
  });

  it('that were not sent are kept with line 0, and stand for the rows that are missing', async () => {
    const load = await plannedLoad([
      { values: ['A', '1'], outcome: 'failed' },
      { values: ['B', '2'], outcome: 'failed' },
    ]);
    const altered = {
      ...load,
      rows: [
        { values: ['A', '1'], outcome: 'failed' as const },
        { values: ['b', '2'], outcome: 'failed' as const },
      ],
    };
    const at = newFolder();
    const { failed, unprocessed, unexpected, unknown } = await writePart(altered, 0, at);
    assert.deepEqual(
      { failed, unprocessed, unexpected, unknown },
      { failed: 2, unprocessed: 0, unexpected: 0, unknown: 0 },
    );
    assert.deepEqual(
      (await rowsOf(load, at, 'failed')).map(({ line, values }) => [line, values[0]]),
      [
        [2, 'A'],
        [0, 'b'],
      ],
    );
  });

  it('are all unprocessed when Salesforce never had them', async () => {
    const load = await plannedLoad([
      { values: ['A', 'x\ny'], outcome: 'unknown' },
      { values: ['B', '2'], outcome: 'unknown' },
    ]);
    const at = newFolder();
    const plan = load.plan.parts[0]!;
    const open = () => inPieces(load.bytes.subarray(load.plan.header.length));
    const results = await createResultWriter()(
      { plan, dialect: load.plan.dialect, open },
      { mayHaveProcessed: 0 },
      at,
      quietTask(),
    );
    assert.deepEqual(results, { succeeded: 0, failed: 0, unprocessed: 2, unknown: 0, groups: [], unexpected: 0 });
    assert.equal(at.files.text('job/unprocessed.0.csv'), '2,A,"x\ny"\n4,B,2\n');
  });

  it('still add up when the file is gone', async () => {
    const load = await plannedLoad([
      { values: ['A', '1'], outcome: 'succeeded' },
      { values: ['B', '2'], outcome: 'unknown' },
    ]);
    const at = newFolder();
    const { succeeded, unprocessed, unknown, unexpected } = await writePart(
      { ...load, bytes: new Uint8Array() },
      0,
      at,
    );
    assert.deepEqual([succeeded, unprocessed, unknown, unexpected], [1, 0, 1, 0]);
  });

  it('need no more memory than promised when the file is gone', async () => {
    const rows = Array.from({ length: 3_000 }, (_, row): Sent => ({ values: [`n${row}`, '1'], outcome: 'succeeded' }));
    const load = await plannedLoad(rows);
    const largest = await largestKept(() => writeFirst({ ...load, bytes: new Uint8Array() }));
    // Four thirds of the records are the slots by which records are found.
    assert.deepEqual([largest.set, largest.array <= 4_001], [0, true]);
  });

  it('have the lines of the source where a rewritten copy was sent', async () => {
    const load = await plannedLoad([
      { values: ['A', '1'], outcome: 'failed' },
      { values: ['B', '2'], outcome: 'failed' },
    ]);
    const at = newFolder();
    const plan = load.plan.parts[0]!;
    const open = (): AsyncIterable<Uint8Array> => inPieces(load.bytes.subarray(load.plan.header.length));
    const sent = { plan, dialect: load.plan.dialect, open, sourceLines: Uint32Array.of(2, 40) };
    await createResultWriter()(sent, { mayHaveProcessed: 0 }, at, quietTask());
    assert.equal(at.files.text('job/unprocessed.0.csv'), '2,A,1\n40,B,2\n');
  });

  it('leave no file open when one of theirs cannot be opened', async () => {
    const load = await plannedLoad([{ values: ['A', '1'], outcome: 'succeeded' }]);
    const files = watchWriters(newFolder().files, 'failed.0.idx');
    await assert.rejects(writePart(load, 0, { files, folder: 'job' }), /failed.0.idx cannot be opened/);
    assert.deepEqual([...files.open], []);
  });
});
