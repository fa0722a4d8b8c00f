// Every row that no later attempt took is read once and in order, for any chunks of the files.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { RowCursor } from '../../../../../src/core/jobs/retry/rowCursor';
import { entryBytes, writeEntry } from '../../../../../src/core/results/layout';
import type { Files } from '../../../../../src/core/ports';
import { createMemoryFiles } from '../../../../fakes/memoryFiles';

/** Files that come in pieces of this size. */
function inPieces(contents: Readonly<Record<string, Uint8Array>>, pieceBytes: number): Files {
  const files = createMemoryFiles({}, pieceBytes);
  for (const [path, bytes] of Object.entries(contents)) files.put(path, bytes);
  return files;
}

function toIndex(lines: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(lines.length * entryBytes));
  lines.forEach((line, row) =>
    writeEntry(view, row * entryBytes, { offset: row, lengthBytes: 1, line, group: 0, sequence: row }),
  );
  return new Uint8Array(view.buffer);
}

const toRowsFile = (rows: readonly number[]): Uint8Array =>
  new Uint8Array(Uint32Array.from([...rows].sort((a, b) => a - b)).buffer);

async function rowsOf(cursor: RowCursor): Promise<readonly (readonly [number, number])[]> {
  const seen: (readonly [number, number])[] = [];
  while (await cursor.advance()) {
    seen.push([cursor.row().entry.offset, cursor.line]);
    while (cursor.isNear) {
      cursor.step();
      seen.push([cursor.row().entry.offset, cursor.line]);
    }
  }
  await cursor.close();
  return seen;
}

describe('the rows of an attempt that no other attempt took', () => {
  it('are all that no file of row numbers names, in their order', async () => {
    const row = fc.integer({ min: 0, max: 59 });
    const taken = fc.array(fc.uniqueArray(row), { maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 100 }),
        fc.integer({ min: 0, max: 60 }),
        taken,
        async (size, rows, by) => {
          const lines = Array.from({ length: rows }, (_, index) => index + 2);
          const mine = by.map((numbers) => numbers.filter((number) => number < rows));
          const cut = Math.floor(rows / 2);
          const files = inPieces(
            {
              a: toIndex(lines.slice(0, cut)),
              b: toIndex(lines.slice(cut)),
              ...Object.fromEntries(mine.map((numbers, index) => [`taken${index}`, toRowsFile(numbers)])),
            },
            size,
          );
          const segments = [
            { csv: 'a.csv', index: 'a', isMerged: false, firstRow: 0, rows: cut },
            { csv: 'b.csv', index: 'b', isMerged: false, firstRow: cut, rows: rows - cut },
          ];
          const source = { files, list: 'failed', segments, total: rows, version: '' } as const;
          const cursor = new RowCursor({
            source,
            takenFiles: mine.map((_, index) => `taken${index}`),
            knowsLines: true,
          });
          const gone = new Set(mine.flat());
          const wanted = lines.flatMap((line, index) => (gone.has(index) ? [] : [line]));
          assert.deepEqual(
            (await rowsOf(cursor)).map(([, line]) => line),
            wanted,
          );
        },
      ),
    );
  });

  it('stay with the row before them when their own line is unknown, and come last when no line is known', async () => {
    const source = (files: Files) =>
      ({
        files,
        list: 'failed',
        segments: [{ csv: 'c', index: 'i', isMerged: false, firstRow: 0, rows: 3 }],
        total: 3,
        version: '',
      }) as const;
    const files = inPieces({ i: toIndex([5, 0, 9]) }, 10);
    const lines = async (knowsLines: boolean): Promise<readonly number[]> =>
      (await rowsOf(new RowCursor({ source: source(files), takenFiles: [], knowsLines }))).map(([, line]) => line);
    assert.deepEqual(await lines(true), [5, 5, 9]);
    assert.deepEqual(await lines(false), [Infinity, Infinity, Infinity]);
  });
});
