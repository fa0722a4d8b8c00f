// The grid shows the right rows at any place, sorted, filtered and searched, while and after a job runs.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createSha256 } from '../../../../src/node/sha256';
import { createHastyClock } from '../../../fakes/manualClock';
import { createMemoryFiles } from '../../../fakes/memoryFiles';
import type { FailureGroup, RowFailure } from '../../../../src/core/model/load';
import type { RowChoice, RowQuery, RowView } from '../../../../src/core/results/rowQuery';
import { createRowReader, type RowReader } from '../../../../src/core/results/rowPages';
import { mergeGroups } from '../../../../src/core/jobs/reduceLoad';
import { delimiters } from '../csv/csvFiles';
import { merge, plannedLoad, writePart, type Load, type Sent } from './finishedParts';

interface LoadedRows {
  readonly load: Load;
  readonly view: RowView;
  readonly reader: RowReader;
  readonly files: ReturnType<typeof createMemoryFiles>;
}

const { signal } = new AbortController();

async function loaded(rows: readonly Sent[], partRecords = 1e9, delimiter = delimiters[0]!): Promise<LoadedRows> {
  const files = createMemoryFiles({}, 90);
  const load = await plannedLoad(rows, { delimiter, lineEnding: 'LF', cuts: [64] }, partRecords);
  let groups: readonly FailureGroup[] = [];
  for (const { index } of load.plan.parts) {
    groups = mergeGroups(groups, (await writePart(load, index, { files, folder: 'job' })).groups);
  }
  const parts = load.plan.parts.map(({ index }) => index);
  const view = { folder: 'job', parts, columns: load.plan.columns, delimiter, groups };
  return { load, view, reader: createRowReader(files, createHastyClock(), createSha256), files };
}

const failed = (values: readonly string[], error = 'A_B:one:--', rank = 0): Sent => ({
  values,
  outcome: 'failed',
  error,
  rank,
});
const page = async ({ reader, view }: LoadedRows, query: Partial<RowQuery> = {}): Promise<readonly RowFailure[]> =>
  (await reader.page(view, { list: 'failed', offset: 0, limit: 100, ...query }, signal)).rows;
const firsts = (rows: readonly RowFailure[]): string[] => rows.map(({ values }) => values[0]!);
const by = (column: 'line' | 'error' | number, descending = false): Pick<RowQuery, 'sort'> => ({
  sort: { by: column, descending },
});

describe('a page of rows', () => {
  it('shows everything about a failed row', async () => {
    const [row] = await page(await loaded([failed(['x,"y"\nz', '#N/A'], 'A_B:not, "so":Name,Ext__c --')]));
    assert.deepEqual(row, {
      line: 2,
      recordId: 'id0',
      code: 'A_B',
      message: 'not, "so"',
      fields: ['Name', 'Ext__c'],
      values: ['x,"y"\nz', '#N/A'],
    });
  });

  it('has ids of saved rows and values of unprocessed ones', async () => {
    const done = await loaded([
      { values: ['A', '1'], outcome: 'succeeded' },
      { values: ['B', '2'], outcome: 'unprocessed' },
    ]);
    const none = { code: '', message: '', fields: [] };
    assert.deepEqual(await page(done, { list: 'succeeded' }), [
      { line: 2, recordId: 'id0', values: ['A', '1'], ...none },
    ]);
    assert.deepEqual(await page(done, { list: 'unprocessed' }), [
      { line: 3, recordId: '', values: ['B', '2'], ...none },
    ]);
  });

  it('has the rows of its place, in the order of the file, over all parts', async () => {
    const rows = Array.from({ length: 50 }, (_, i) => failed([`n${i}`, '1'], undefined, (i * 7) % 11));
    const done = await loaded(rows, 8);
    for (const [offset, limit] of [
      [0, 5],
      [6, 5],
      [45, 10],
      [50, 10],
      [90, 1],
    ] as const) {
      const { total, rows: found } = await done.reader.page(done.view, { list: 'failed', offset, limit }, signal);
      assert.equal(total, 50);
      assert.deepEqual(
        firsts(found),
        rows.slice(offset, offset + limit).map(({ values }) => values[0]),
      );
    }
  });

  it('is empty before the first part is finished', async () => {
    const { reader, view } = await loaded([failed(['A'])]);
    assert.deepEqual(await reader.page({ ...view, folder: 'new' }, { list: 'failed', offset: 0, limit: 5 }, signal), {
      total: 0,
      columns: view.columns,
      rows: [],
      numbers: [],
    });
  });

  it('grows with each part, even when it was sorted before', async () => {
    const done = await loaded([failed(['B']), failed(['A'])], 1);
    const first = { ...done, view: { ...done.view, parts: [0] } };
    assert.deepEqual(firsts(await page(first, by(0))), ['B']);
    assert.deepEqual(firsts(await page(done, by(0))), ['A', 'B']);
  });

  it('is found although the parts are merged while it is read', async () => {
    const done = await loaded([failed(['B']), failed(['A'])], 1);
    const at = { files: done.files, folder: 'job' };
    let merging: Promise<void> | undefined;
    const read: typeof done.files.read = async function* (path, range) {
      merging ??= merge(done.load, at);
      await merging;
      yield* done.files.read(path, range);
    };
    const reader = createRowReader({ ...done.files, read }, createHastyClock(), createSha256);
    assert.deepEqual(firsts(await page({ ...done, reader })), ['B', 'A']);
  });
});

describe('sorting rows', () => {
  it('works by line, in both directions', async () => {
    const done = await loaded([failed(['A']), failed(['B']), failed(['C'])]);
    assert.deepEqual(firsts(await page(done, by('line', true))), ['C', 'B', 'A']);
  });

  it('groups failures by cause', async () => {
    const done = await loaded(
      [failed(['1'], 'B_B:x:--'), failed(['2'], 'A_A:y:--'), failed(['3'], 'B_B:x:--'), failed(['4'], 'A_A:x:--')],
      2,
    );
    assert.deepEqual(firsts(await page(done, by('error'))), ['4', '2', '1', '3']);
    assert.deepEqual(firsts(await page(done, by('error', true))), ['1', '3', '2', '4']);
  });

  it('puts empty values first, then numbers by size, then texts in any case', async () => {
    const sorted = ['', '', '-2', '0.5', '007', '10', 'Äpfel', 'apple 1', 'Apple 2', 'b'];
    const expected = ['', '', '-2', '0.5', '007', '10', 'apple 1', 'Apple 2', 'b', 'Äpfel'];
    const done = await loaded(
      [...sorted].reverse().map((value) => failed(['x', value])),
      4,
    );
    const second = (rows: readonly RowFailure[]): string[] => rows.map(({ values }) => values[1]!);
    assert.deepEqual(second(await page(done, by(1))), expected);
    assert.deepEqual(second(await page(done, by(1, true))), [...expected].reverse());
  });

  it('keeps the order of the file among equal values, in both directions', async () => {
    const rows = Array.from({ length: 100 }, (_, i) => failed([String(i), String(i % 3)], undefined, i % 13));
    const done = await loaded(rows, 30);
    for (const descending of [false, true]) {
      const found = (await page(done, by(1, descending))).map(({ values }) => values.map(Number) as [number, number]);
      for (const [i, [own, key]] of found.entries()) {
        const [before, beforeKey] = found[i - 1] ?? [-1, -1];
        assert.ok(beforeKey !== key || before < own);
      }
    }
  });
});

describe('filtering rows', () => {
  it('finds a text in any case, in values and errors, with every delimiter', async () => {
    for (const delimiter of delimiters) {
      const rows = [failed(['Zürich', '5" pipe']), failed(['x', 'y'], 'A_B:Straße zürich:--'), failed(['x', '12'])];
      const done = await loaded(rows, 2, delimiter);
      assert.deepEqual(
        (await page(done, { text: 'ZÜRICH' })).map(({ line }) => line),
        [2, 3],
      );
      assert.deepEqual(
        (await page(done, { text: '5" P' })).map(({ line }) => line),
        [2],
      );
      assert.deepEqual(
        (await page(done, { text: '12' })).map(({ line }) => line),
        [4],
      );
      assert.deepEqual(await page(done, { text: 'nowhere' }), []);
    }
  });

  it('does not find the line number that was inserted into the files', async () => {
    const done = await loaded(Array.from({ length: 12 }, () => failed(['x', 'y'])));
    assert.deepEqual(await page(done, { text: '13' }), []);
    const other = await loaded([
      { values: ['x 3', 'y'], outcome: 'unprocessed' },
      { values: ['x', 'y'], outcome: 'unprocessed' },
    ]);
    assert.deepEqual(
      (await page(other, { list: 'unprocessed', text: '3' })).map(({ line }) => line),
      [2],
    );
  });

  it('keeps one group of failures, together with text and order', async () => {
    const done = await loaded(
      [failed(['a1'], 'B_B:x:--'), failed(['b'], 'A_A:y:--'), failed(['a2'], 'B_B:x:--'), failed(['c'], 'B_B:x:--')],
      2,
    );
    const group = done.view.groups.findIndex(({ code }) => code === 'B_B');
    assert.deepEqual(firsts(await page(done, { group })), ['a1', 'a2', 'c']);
    assert.deepEqual(firsts(await page(done, { group, text: 'A', ...by(0, true) })), ['a2', 'a1']);
  });

  it('gives the same rows as a simple implementation', async () => {
    const word = fc.stringMatching(/^[aB"é, \n]{0,4}$/);
    const choice = fc.record({
      text: fc.stringMatching(/^[AbÉ",]{0,2}$/),
      descending: fc.boolean(),
      column: fc.constantFrom(0, 1),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(word, word, fc.nat(9)), { minLength: 1, maxLength: 15 }),
        choice,
        async (data, { text, descending, column }) => {
          const done = await loaded(
            data.map(([a, b, rank]) => failed([a, b], 'X_Y:z:--', rank)),
            4,
          );
          const found = await page(done, { text, ...by(column, descending) });
          const has = (row: RowFailure): boolean =>
            row.values.some((value) => value.toLowerCase().includes(text.toLowerCase()));
          assert.deepEqual(
            new Set(found.map(({ line }) => line)),
            new Set((await page(done)).filter(has).map(({ line }) => line)),
          );
          const key = (row: RowFailure): Buffer =>
            Buffer.from(row.values[column]!.replace(/[A-Z]/g, (letter) => letter.toLowerCase()).replaceAll('"', '""'));
          for (const [i, row] of found.entries()) {
            const order = i === 0 ? 0 : Buffer.compare(key(found[i - 1]!), key(row));
            assert.ok(descending ? order >= 0 : order <= 0);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('exporting rows', () => {
  const choice: RowChoice = { list: 'failed', text: 'a', ...by(0, true) };
  const rows = [
    ['a1', 'x;y'],
    ['b', 'c'],
    ['a2', 'z"'],
  ].map((values) => failed(values, 'X_Y:one:--'));

  it('writes those that are shown, as they are in the files, with a header', async () => {
    const { reader, view, files } = await loaded(rows, 2, ';');
    await reader.exportRows(view, choice, await files.write('out.csv'), signal);
    assert.equal(
      files.text('out.csv'),
      'sf__Id;sf__Error;sf__Line;Column_0;Column_1\n"id2";"X_Y:one:--";4;a2;"z"""\n"id0";"X_Y:one:--";2;a1;"x;y"\n',
    );
  });

  it('leaves no incomplete file when it fails', async () => {
    const { reader, view, files } = await loaded(rows);
    const broken = { ...(await files.write('out.csv')), write: () => Promise.reject(new Error('disk full')) };
    await assert.rejects(reader.exportRows(view, choice, broken, signal), /disk full/);
    assert.equal(files.text('out.csv'), undefined);
  });
});
