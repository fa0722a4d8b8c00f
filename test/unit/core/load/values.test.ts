// The values that a mapping makes on the way into the copy that is sent, and what is copied beside them.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readRows } from '../../../../src/core/csv/csvRows';
import { SalesforceError } from '../../../../src/core/errors/salesforceError';
import { prepareRows } from '../../../../src/core/load/prepareRows';
import { rewriteRows } from '../../../../src/core/load/rewriteRows';
import { renames } from '../../../fakes/renames';
import type { LoadSpec } from '../../../../src/core/model/load';
import type { Mapping, Step } from '../../../../src/core/model/mapping';
import { bytesOf, collect, inPieces, inventedCsv } from '../csv/csvFiles';

const spec = (mapping: Mapping, more: Partial<LoadSpec> = {}): LoadSpec => ({
  kind: 'load',
  orgId: 'o',
  file: 'a.csv',
  object: 'Account',
  operation: 'insert',
  mapping,
  ...more,
});

interface Format {
  readonly delimiter: ',' | ';' | '\t' | '|' | '^' | '`';
  readonly lineEnding: 'LF' | 'CRLF';
}

async function copyOf(
  text: string,
  asked: LoadSpec,
  format: Format = { delimiter: ',', lineEnding: 'LF' },
  cuts: readonly number[] = [9],
): Promise<string> {
  const [header = ''] = text.split(/\r?\n/);
  const columns = asked.mapping?.headers ?? header.split(format.delimiter);
  const prepared = await prepareRows(columns, asked);
  assert.ok(prepared);
  let copy = '';
  const decoder = new TextDecoder();
  for await (const { bytes } of rewriteRows(inPieces(bytesOf(text), cuts), prepared, format))
    copy += decoder.decode(bytes, { stream: true });
  return copy;
}

/** A step that reads and writes each value and changes none. */
const same: Step = { kind: 'replace', find: '\u0001', with: '' };

describe('the values of a mapping', () => {
  it('that no step changes are those of the file, for any text, delimiter and pieces', async () => {
    await fc.assert(
      fc.asyncProperty(inventedCsv, async ({ text, delimiter, lineEnding, rows, cuts }) => {
        const columns = rows[0]!.map((_, at) => `c${at}`);
        const copied = renames(Object.fromEntries(columns.map((column) => [column, `${column}__c`])));
        const made = { fields: copied.fields.map((field, at) => (at % 3 === 2 ? field : { ...field, steps: [same] })) };
        const format = { delimiter, lineEnding };
        const read = async (copy: string) =>
          (await collect(readRows(inPieces(bytesOf(copy)), format))).flat().map(({ values }) => values);
        const byBytes = await copyOf(text, spec({ ...copied, headers: columns }), format, cuts);
        const byValues = await copyOf(text, spec({ ...made, headers: columns }), format, cuts);
        assert.deepEqual(await read(byValues), await read(byBytes));
      }),
    );
  });

  it('have quotes where they need them, and the cells beside them keep their bytes', async () => {
    const mapping = {
      fields: [
        { field: 'X', from: ['A'], steps: [{ kind: 'default', value: 'a,"b"' } as const] },
        ...renames({ B: 'Y' }).fields,
      ],
    };
    assert.equal(await copyOf('A,B\n,"q"\nä,\n', spec(mapping)), 'X,Y\n"a,""b""","q"\nä,\n');
  });

  it('are in the order of the mapping, and one column may have several fields', async () => {
    const mapping = {
      fields: [
        { field: 'Z', from: ['B', 'A'], steps: [{ kind: 'concat', separator: '-' } as const] },
        { field: 'K', from: [], steps: [{ kind: 'constant', value: 'k' } as const] },
        ...renames({ A: 'X' }).fields,
        { field: 'Y', from: ['A'], steps: [{ kind: 'case', to: 'upper' } as const] },
      ],
    };
    assert.equal(await copyOf('A,B\na,b\nc,\n', spec(mapping)), 'Z,K,X,Y\nb-a,k,a,A\nc,k,c,C\n');
  });

  it('that are blank clear their field where the load or the field says so', async () => {
    const mapping: Mapping = {
      fields: [
        { field: 'X', from: ['A'], steps: [{ kind: 'trim' }] },
        { field: 'Y', from: ['A'], steps: [{ kind: 'trim' }], blanks: 'ignore' },
        { field: 'Z', from: ['A'], steps: [], blanks: 'ignore' },
      ],
    };
    assert.equal(await copyOf('A,B\n" ",b\n', spec(mapping, { blanks: 'clear' })), 'X,Y,Z\n#N/A,," "\n');
    assert.equal(await copyOf('A,B\n,b\n', spec(mapping, { blanks: 'clear' })), 'X,Y,Z\n#N/A,,\n');
    const other = { fields: mapping.fields.map((field) => ({ ...field, blanks: 'clear' as const })) };
    assert.equal(await copyOf('A,B\n,b\n', spec(other)), 'X,Y,Z\n#N/A,#N/A,#N/A\n');
  });

  it('have names without the first line of the file, which may be a row', async () => {
    const mapping = { ...renames({ One: 'X', Two: 'Y' }), headers: ['One', 'Two'] };
    assert.equal(await copyOf('A,A\n1,2\n', spec(mapping)), 'X,Y\n1,2\n');
    assert.equal(await copyOf('A,A\n1,2\n', spec({ ...mapping, firstLine: 'data' })), 'X,Y\nA,A\n1,2\n');
  });
});

describe('values that cannot be converted', () => {
  const dates = {
    fields: [{ field: 'CloseDate', from: ['Close Date'], steps: [{ kind: 'date', format: 'dd.MM.yyyy' } as const] }],
  };

  it('end the copy with the first one, the places of the first hundred, and the count of all', async () => {
    const rows = Array.from({ length: 150 }, (_, at) => (at === 0 ? '31.12.2024' : `31.13.${2000 + at}`));
    const text = `Close Date,B\n${rows.map((row) => `${row},"x\ny"\n`).join('')}`;
    await assert.rejects(copyOf(text, spec(dates)), (error) => {
      assert.ok(error instanceof SalesforceError);
      assert.equal(error.code, 'input.cannotConvert');
      assert.equal(
        error.message,
        'a.csv, line 4, column Close Date: “31.13.2001” is not a date of the form dd.MM.yyyy. Nothing was sent. Number of values that cannot be converted: 149. Correct them, or change the mapping.',
      );
      const places = String(error.details['places']).split('\n');
      assert.equal(places.length, 100);
      assert.equal(places[99], 'a.csv:202, column Close Date: “31.13.2100” is not a date of the form dd.MM.yyyy.');
      return true;
    });
  });
});
