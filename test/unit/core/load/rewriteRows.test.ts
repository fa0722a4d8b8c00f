// A file that cannot be sent as it is becomes a copy with the same values of the chosen columns, each row with its
// line.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readRows } from '../../../../src/core/csv/csvRows';
import { prepareRows } from '../../../../src/core/load/prepareRows';
import { rewriteRows } from '../../../../src/core/load/rewriteRows';
import type { LoadSpec } from '../../../../src/core/model/load';
import { addedLineOf, sourceLineOf } from '../../../../src/core/results/layout';
import { bytesOf, collect, inPieces, inventedCsv } from '../csv/csvFiles';

const spec = (more: Partial<LoadSpec> = {}): LoadSpec => ({
  kind: 'load',
  orgId: 'o',
  file: 'a.csv',
  object: 'Account',
  operation: 'insert',
  ...more,
});
const retryOf = { jobId: 'j', list: 'failed', records: 1, rowsFile: 'r' } as const;

async function rewritten(
  text: string,
  asked: LoadSpec,
  dialect = { delimiter: ',', lineEnding: 'LF' } as const,
): Promise<{ readonly text: string; readonly lines: readonly number[] }> {
  const [header = ''] = text.split(/\r?\n/);
  const prepared = prepareRows(header.split(dialect.delimiter), asked);
  assert.ok(prepared);
  let copy = '';
  const lines: number[] = [];
  for await (const rows of rewriteRows(inPieces(bytesOf(text), [9]), prepared, dialect)) {
    copy += Buffer.from(rows.bytes).toString();
    lines.push(...rows.lines);
  }
  return { text: copy, lines };
}

describe('rewritten rows', () => {
  it('have the values of the chosen columns and the lines of the file, with any dialect, values and pieces', async () => {
    const choice = fc.array(fc.boolean(), { minLength: 4, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(
        inventedCsv,
        choice,
        fc.boolean(),
        async ({ text, delimiter, lineEnding, rows, cuts }, chosen, clear) => {
          const columns = rows[0]!.map((_, at) => `c${at}`);
          const kept = columns.filter((_, at) => chosen[at]);
          fc.pre(kept.length > 0);
          const mapping = Object.fromEntries(kept.map((column) => [column, `${column}__c`]));
          const prepared = prepareRows(columns, spec({ mapping, ...(clear && { blanks: 'clear' }) }));
          assert.ok(prepared);
          const pieces: Uint8Array[] = [];
          const lines: number[] = [];
          for await (const part of rewriteRows(inPieces(bytesOf(text), cuts), prepared, { delimiter, lineEnding })) {
            pieces.push(Uint8Array.from(part.bytes));
            lines.push(...part.lines);
          }
          const read = async (bytes: Uint8Array) => (await collect(readRows(inPieces(bytes), { delimiter }))).flat();
          const expected = (await read(bytesOf(text))).slice(1);
          const found = await read(Buffer.concat(pieces));
          assert.deepEqual(found[0]?.values, Object.values(mapping));
          assert.deepEqual(
            found.slice(1).map(({ values }) => values),
            expected.map(({ values }) =>
              values.filter((_, at) => chosen[at]).map((value) => value || (clear ? '#N/A' : '')),
            ),
          );
          assert.deepEqual(
            lines,
            expected.map(({ line }) => line),
          );
        },
      ),
    );
  });

  it('keep the bytes of their cells, even quotes that are not needed', async () => {
    const { text } = await rewritten('A,B,C\n"x",y,"z"\n"a\nb",,""\n', spec({ mapping: { A: 'A', C: 'C' } }));
    assert.equal(text, 'A,C\n"x","z"\n"a\nb",""\n');
  });

  it('have a value in each record of one column, where a blank line would be none', async () => {
    const { text, lines } = await rewritten('A,B\nx,\ny,1\n', spec({ mapping: { B: 'B' } }));
    assert.equal(text, 'B\n""\n1\n');
    assert.deepEqual(lines, [2, 3]);
  });

  it('empty fields where blank cells are to clear them, but never the field that finds the record', async () => {
    const upsert = { operation: 'upsert', externalIdField: 'Ext__c', blanks: 'clear' } as const;
    const { text } = await rewritten('Ext__C,Name,Id\n,"",\nE1,x,y\n', spec(upsert));
    assert.equal(text, 'Ext__C,Name,Id\n,#N/A,\nE1,x,y\n');
  });

  it('of a retry have the lines that they name; all others are added rows with their own line', async () => {
    const csv = 'sf__Line,Name\n5,B\n"2",A\n,New\n 7 ,C\n0,D\n4711x,E\n99999999999,F\n';
    const { text, lines } = await rewritten(csv, spec({ retryOf }));
    assert.equal(text, 'Name\nB\nA\nNew\nC\nD\nE\nF\n');
    assert.deepEqual(lines.map(sourceLineOf), [5, 2, 0, 7, 0, 0, 0]);
    assert.deepEqual(lines.map(addedLineOf), [0, 0, 4, 0, 6, 7, 8]);
  });

  it('of a retry without that column, or of a failed.csv that a user loads, have the lines of their own file', async () => {
    const failed = await rewritten('sf__Id,sf__Error,sf__Line,Name\n,X:y:--,5,B\n', spec());
    assert.deepEqual(failed, { text: 'Name\nB\n', lines: [2] });
    const bare = await rewritten('Name,Site\nB,x\n', spec({ retryOf, mapping: { Name: 'Name' } }));
    assert.deepEqual(bare.lines, [2]);
  });
});

describe('rows', () => {
  it('are sent as they are where no column and no cell changes', () => {
    assert.equal(prepareRows(['Name', 'Site'], spec()), undefined);
    assert.equal(prepareRows(['Name', 'Site'], spec({ mapping: { Name: 'Name', Site: 'Site' } })), undefined);
    assert.equal(prepareRows(['Id'], spec({ operation: 'delete', blanks: 'clear' })), undefined);
    assert.equal(prepareRows(['ID'], spec({ operation: 'update', blanks: 'clear' })), undefined);
  });
});
