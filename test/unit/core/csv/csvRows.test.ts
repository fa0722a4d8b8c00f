// Values that are read, and written again, are the values of the file.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { csvLine } from '../../../../src/core/csv/csvLine';
import { readRows, type CsvRow } from '../../../../src/core/csv/csvRows';
import { bytesOf, collect, inPieces, inventedCsv } from './csvFiles';

const read = async (text: string, delimiter: ',' | ';' = ',', cuts?: readonly number[]): Promise<CsvRow[]> =>
  (await collect(readRows(inPieces(bytesOf(text), cuts), { delimiter }))).flat();

describe('rows of a CSV', () => {
  it('are those that were written, without the blank lines at the end', async () => {
    await fc.assert(
      fc.asyncProperty(inventedCsv, async ({ text, delimiter, rows, cuts }) => {
        const found = await collect(readRows(inPieces(bytesOf(text), cuts), { delimiter }));
        assert.deepEqual(
          found.flat().map(({ values }) => values),
          rows,
        );
      }),
    );
  });

  it('know the line on which they start', async () => {
    const rows = await read('a,b\n1,"x\ny"\n2,z\n', ',', [4]);
    assert.deepEqual(
      rows.map(({ line }) => line),
      [1, 2, 4],
    );
  });

  it('keep a blank line between records of one column as an empty value', async () => {
    const rows = await read('Name\na\n\nb\n\n\n', ',', [2]);
    assert.deepEqual(
      rows.map(({ values }) => values[0]),
      ['Name', 'a', '', 'b'],
    );
  });

  it('survive being written and read again in any dialect', async () => {
    await fc.assert(
      fc.asyncProperty(inventedCsv, async ({ rows, delimiter, lineEnding }) => {
        const text = rows.map((row) => csvLine(row, { delimiter, lineEnding })).join('');
        const found = await collect(readRows(inPieces(bytesOf(text)), { delimiter }));
        assert.deepEqual(
          found.flat().map(({ values }) => values),
          rows,
        );
      }),
    );
  });
});
