// Uploaded CSV: records and chunks are found for any quoted text and for any split into network packets.
import assert from 'node:assert/strict';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { Body, hasLineEnding } from '../../../../src/practice/bulk/body';
import { CsvReader, readHeader, toLine } from '../../../../src/practice/bulk/csv';
import { Scanner, type Layout } from '../../../../src/practice/bulk/scan';

const noPause = (): undefined => undefined;
const bodyOf = (text: string, cut = 7): Body => {
  const body = new Body();
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += cut) body.add(bytes.subarray(at, at + cut));
  return body;
};
const layoutOf = (body: Body, rowsPerChunk: number, delimiter = ','): Layout => {
  const scanner = new Scanner(delimiter.charCodeAt(0), rowsPerChunk);
  for (const piece of body.all) scanner.feed(piece);
  return scanner.finish();
};
const rowsOf = (text: string, delimiter = ','): (readonly string[])[] =>
  new CsvReader(text, delimiter).take(Number.MAX_SAFE_INTEGER).map((record) => record.cells);

/** Cells of which at least one is not empty, so that no record is blank. */
const records = fc.array(
  fc
    .array(fc.string({ unit: fc.constantFrom('a', 'é', ' ', ',', ';', '"', '\n', '😀', '1') }), {
      minLength: 2,
      maxLength: 4,
    })
    .map((cells) => ['k', ...cells]),
  { minLength: 1, maxLength: 30 },
);

describe('CSV of an upload', () => {
  it('is parsed by chunk with the same result as csv-parse for every valid file', () => {
    fc.assert(
      fc.property(records, fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 5 }), (cells, cut, perChunk) => {
        const text = cells.map((record) => toLine(record, ',')).join('\n');
        const body = bodyOf(text, cut);
        const layout = layoutOf(body, perChunk);
        const header = readHeader(body.slice(0, layout.headerEnd).toString(), ',').cells;
        const chunks = layout.chunks.map((chunk) => rowsOf(body.slice(chunk.start, chunk.end).toString()));
        const expected = parse(text, { relax_column_count: true });
        assert.deepEqual([header, ...chunks.flat()], expected);
        assert.deepEqual(
          chunks.map((chunk) => chunk.length),
          layout.chunks.map((chunk) => chunk.rows),
        );
        assert.equal(layout.rows, expected.length - 1);
      }),
    );
  });

  it('keeps unquoted values unchanged, including trailing spaces', () => {
    assert.deepEqual(rowsOf('a, b ,\nc,,d'), [
      ['a', ' b ', ''],
      ['c', '', 'd'],
    ]);
    assert.deepEqual(rowsOf('a;b\r\nc;"d"\r\n', ';'), [
      ['a', 'b'],
      ['c', 'd'],
    ]);
  });

  it('does not count blank lines as rows', () => {
    const layout = layoutOf(bodyOf('Name\n\nAcme\n\n\nOther\n\n'), 10);
    assert.equal(layout.rows, 2);
    assert.deepEqual(rowsOf('\nAcme\n\r\nOther\n'), [['Acme'], ['Other']]);
  });

  it('reports an unescaped quote as the error of its row and continues with the next row', () => {
    const [bad, spaced, good] = new CsvReader('a "b",c\n"a" ,b\nx,y\n', ',').take(9);
    assert.match(bad?.flaw ?? '', /unescaped quote/);
    assert.match(spaced?.flaw ?? '', /unescaped quote/);
    assert.deepEqual(good, { cells: ['x', 'y'], flaw: undefined });
  });

  it('detects a file that ends inside quotes', () => {
    assert.equal(layoutOf(bodyOf('Name\n"Acme\nOther\n'), 10).endsInQuotes, true);
    assert.equal(layoutOf(bodyOf('Name\n"Ac""me"'), 10).endsInQuotes, false);
  });

  it('has the line ending of the job only if every line break has it, including those inside quotes', async () => {
    const cases: readonly [text: string, lf: boolean, crlf: boolean][] = [
      ['Name\nAcme\n', true, false],
      ['Name\r\nAcme\r\n', false, true],
      ['Name\nAcme\r\n', false, false],
      ['Name\n"a\r\nb"\n', false, false],
      ['Name\r\n"a\nb"\r\n', false, false],
      ['Name', true, true],
      ['Name\n"a\rb"\n', true, false],
    ];
    for (const [text, lf, crlf] of cases) {
      for (const cut of [1, 3, 1000]) {
        assert.equal(await hasLineEnding(bodyOf(text, cut), 'LF', noPause), lf, JSON.stringify(text));
        assert.equal(await hasLineEnding(bodyOf(text, cut), 'CRLF', noPause), crlf, JSON.stringify(text));
      }
    }
  });
});
