// A file that cannot be sent as it is becomes a copy with the same values of the chosen columns, each row with its
// line.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readRows } from '../../../../src/core/csv/csvRows';
import { toNumberBytes } from '../../../../src/core/kernel/numberFile';
import { readNamedLines } from '../../../../src/core/load/namedLines';
import { prepareRows } from '../../../../src/core/load/prepareRows';
import { rewriteRows } from '../../../../src/core/load/rewriteRows';
import { renames } from '../../../fakes/renames';
import type { LoadSpec, RetryOf } from '../../../../src/core/model/load';
import { addedLineOf, sourceLineOf } from '../../../../src/core/results/layout';
import { createMemoryFiles } from '../../../fakes/memoryFiles';
import { bytesOf, collect, inPieces, inventedCsv } from '../csv/csvFiles';

const spec = (more: Partial<LoadSpec> = {}): LoadSpec => ({
  kind: 'load',
  orgId: 'o',
  file: 'a.csv',
  object: 'Account',
  operation: 'insert',
  ...more,
});
const files = createMemoryFiles();
/** A retry that offered the rows on these lines, and `withoutLine` others. */
function retrySpec(lines: readonly number[], more: Partial<RetryOf> = {}): LoadSpec {
  files.put('l', toNumberBytes(lines));
  const records = lines.length + (more.withoutLine ?? 0);
  return spec({ retryOf: { jobId: 'j', list: 'failed', records, rowsFile: 'r', linesFile: 'l', ...more } });
}

async function rewritten(
  text: string,
  asked: LoadSpec,
  dialect = { delimiter: ',', lineEnding: 'LF' } as const,
): Promise<{ readonly text: string; readonly lines: readonly number[] }> {
  const [header = ''] = text.split(/\r?\n/);
  const columns = header.split(dialect.delimiter);
  const prepared = await prepareRows(columns, asked, { namedLines: await readNamedLines(columns, asked, files) });
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
          const mapping = renames(Object.fromEntries(kept.map((column) => [column, `${column}__c`])));
          const prepared = await prepareRows(columns, spec({ mapping, ...(clear && { blanks: 'clear' }) }));
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
          assert.deepEqual(
            found[0]?.values,
            kept.map((column) => `${column}__c`),
          );
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
    const { text } = await rewritten('A,B,C\n"x",y,"z"\n"a\nb",,""\n', spec({ mapping: renames({ A: 'A', C: 'C' }) }));
    assert.equal(text, 'A,C\n"x","z"\n"a\nb",""\n');
  });

  it('have a value in each record of one column, where a blank line would be none', async () => {
    const { text, lines } = await rewritten('A,B\nx,\ny,1\n', spec({ mapping: renames({ B: 'B' }) }));
    assert.equal(text, 'B\n""\n1\n');
    assert.deepEqual(lines, [2, 3]);
  });

  it('empty fields where blank cells are to clear them, but never the field that finds the record', async () => {
    const upsert = { operation: 'upsert', externalIdField: 'Ext__c', blanks: 'clear' } as const;
    const { text } = await rewritten('Ext__C,Name,Id\n,"",\nE1,x,y\n', spec(upsert));
    assert.equal(text, 'Ext__C,Name,Id\n,#N/A,\nE1,x,y\n');
  });

  it('of a retry have the lines that they name; those that name none were added and have their own', async () => {
    const csv = 'sf__Line,Name\n5,B\n"2",A\n,New\n 7 ,C\n"",D\n"  ",E\n2,Twice\n';
    const { text, lines } = await rewritten(csv, retrySpec([2, 5, 7], { withoutLine: 1 }));
    assert.equal(text, 'Name\nB\nA\nNew\nC\nD\nE\nTwice\n');
    assert.deepEqual(lines.map(sourceLineOf), [5, 2, 0, 7, 0, 0, 2]);
    assert.deepEqual(lines.map(addedLineOf), [0, 0, 4, 0, 6, 7, 0]);
  });

  for (const value of [
    '7',
    '0',
    '1',
    '-5',
    '5.0',
    '1e400',
    '5x',
    'x',
    '4294967298',
    '99999999999999999999',
    '9'.repeat(400),
  ])
    it(`of a retry name the line of an offered row or none: ${value.slice(0, 30)} is refused`, async () => {
      const csv = `sf__Line,Name\n5,a\n"${value}",b\n`;
      await assert.rejects(rewritten(csv, retrySpec([2, 5, 90])), {
        code: 'input.unknownLine',
        message: `a.csv, line 3: no row of this retry is on line “${value}”, which the row has in sf__Line. Correct the number, or clear the cell of a row that you added.`,
      });
    });

  it('of a retry may name every offered line, and no other, however far apart they are', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.integer({ min: 2, max: 300_000 }), { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 0, max: 300_000 }),
        async (offered, other) => {
          const named = (lines: readonly number[]): string => lines.map((line) => `${line},x\n`).join('');
          const { lines } = await rewritten(`sf__Line,Name\n${named(offered)}`, retrySpec(offered));
          assert.deepEqual(lines, offered);
          fc.pre(!offered.includes(other));
          await assert.rejects(rewritten(`sf__Line,Name\n${named([other])}`, retrySpec(offered)), {
            code: 'input.unknownLine',
          });
        },
      ),
    );
  });

  it('of a retry are not read when the file with their lines is incomplete', async () => {
    await assert.rejects(rewritten('sf__Line,Name\n5,a\n', retrySpec([5], { records: 2 })), {
      code: 'input.unreadable',
      details: { file: 'l', reason: 'it lists 1 of 2 lines' },
    });
  });

  it('of a retry that an older version prepared may name every line', async () => {
    const { linesFile: _, ...older } = retrySpec([5]).retryOf as RetryOf;
    const { lines } = await rewritten('sf__Line,Name\n7,a\n', spec({ retryOf: older }));
    assert.deepEqual(lines, [7]);
    await assert.rejects(rewritten('sf__Line,Name\n1,a\n', spec({ retryOf: older })), { code: 'input.unknownLine' });
  });

  it('of a retry without that column, or of a failed.csv that a user loads, have the lines of their own file', async () => {
    const failed = await rewritten('sf__Id,sf__Error,sf__Line,Name\n,X:y:--,5,B\n', spec());
    assert.deepEqual(failed, { text: 'Name\nB\n', lines: [2] });
    const bare = await rewritten('Name,Site\nB,x\n', { ...retrySpec([5]), mapping: renames({ Name: 'Name' }) });
    assert.deepEqual(bare.lines, [2]);
  });
});

describe('rows', () => {
  it('are sent as they are where no column and no cell changes', async () => {
    assert.equal(await prepareRows(['Name', 'Site'], spec()), undefined);
    const mapping = renames({ Name: 'Name', Site: 'Site' });
    assert.equal(await prepareRows(['Name', 'Site'], spec({ mapping })), undefined);
    assert.equal(await prepareRows(['Id'], spec({ operation: 'delete', blanks: 'clear' })), undefined);
    assert.equal(await prepareRows(['ID'], spec({ operation: 'update', blanks: 'clear' })), undefined);
  });
});
