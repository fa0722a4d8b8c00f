// What Salesforce would reject is rejected before anything is sent, with its line and column.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { SalesforceError } from '../../../../src/core/errors/salesforceError';
import { CsvCheck } from '../../../../src/core/csv/csvCheck';
import type { Delimiter } from '../../../../src/core/model/load';
import { bytesOf, inventedCsv } from './csvFiles';

interface Checked {
  readonly check: CsvCheck;
  readonly rows: readonly { readonly line: number; readonly blank: boolean }[];
}

function read(content: string | Uint8Array, delimiter: Delimiter = ',', pieceBytes = 5): Checked {
  const bytes = typeof content === 'string' ? bytesOf(content) : content;
  const rows: { line: number; blank: boolean }[] = [];
  const check = new CsvCheck({
    file: 'a.csv',
    delimiter,
    firstOffset: 0,
    onRecord: (_end, line, blank) => rows.push({ line, blank }),
  });
  for (let at = 0; at < bytes.length; at += pieceBytes) check.push(bytes.subarray(at, at + pieceBytes));
  check.finish();
  return { check, rows };
}

/** The error must be the same for any chunks. */
function errorOf(content: string | Uint8Array, delimiter?: Delimiter): unknown {
  const seen = [1, 2, 3, 7, 64 * 1024].map((pieceBytes) => {
    try {
      read(content, delimiter, pieceBytes);
      return 'no errorOf';
    } catch (error) {
      assert.ok(error instanceof SalesforceError, String(error));
      const { file, ...details } = error.details;
      assert.equal(file, 'a.csv');
      return { code: error.code.replace('input.', ''), ...details };
    }
  });
  for (const other of seen) assert.deepEqual(other, seen[0]);
  return seen[0];
}

describe('the cells that are #N/A', () => {
  const found = (text: string, pieceBytes: number) =>
    Object.fromEntries(read(text, ',', pieceBytes).check.naCells.found);

  for (const lineEnd of ['\n', '\r\n'])
    it(`are counted by column with the first line, for any chunks, with ${JSON.stringify(lineEnd)}`, () => {
      const rows = ['#N/A,b', 'z,"two\nlines"', '"#N/A",#N/A', 'x,"#N/A"', 'y,#N/A'];
      for (let pieceBytes = 1; pieceBytes < 70; pieceBytes++) {
        const counts = { 1: { count: 1, line: 4 }, 2: { count: 3, line: 4 } };
        assert.deepEqual(found(rows.join(lineEnd), pieceBytes), counts, String(pieceBytes));
      }
    });

  it('are no others that look alike', () => {
    const text = 'a,b\n#n/a,#N/A \n #N/A,#N/AB\n"""#N/A""",x#N/A\n"#N/A ",##N/A\n"""N/A",N/A\n';
    for (let pieceBytes = 1; pieceBytes < 40; pieceBytes++) assert.deepEqual(found(text, pieceBytes), {});
  });
});

describe('a CSV that Salesforce would accept', () => {
  it('passes, with every record counted, for any values', () => {
    fc.assert(
      fc.property(inventedCsv, ({ text, delimiter, rows, cuts }) => {
        const { check, rows: seen } = read(text, delimiter, cuts[0]);
        assert.deepEqual(check.header.names, rows[0]);
        const blanksAtEnd = seen.length - 1 - seen.findLastIndex(({ blank }) => !blank);
        assert.equal(seen.length - blanksAtEnd, rows.length - 1);
      }),
      { numRuns: 500 },
    );
  });

  it('may hold characters of every length', () => {
    assert.equal(errorOf('a\né€😀\u07ff\u0800\uffff\u{10ffff}\n'), 'no errorOf');
  });

  it('may end without a line break, and with several', () => {
    assert.equal(read('a,b\n1,2').rows.length, 1);
    assert.equal(read('a,b\n1,2\n\n\r\n\n').rows.length, 1);
  });

  it('counts line breaks at the end of records and within values by kind', () => {
    const { terminators, quotedBreaks } = read('a,b\n1,"x\r\ny"\r\n2,"x\ny"\n').check;
    assert.deepEqual(terminators, { lf: 2, crlf: 1, lfLine: 1, crlfLine: 3 });
    assert.deepEqual(quotedBreaks, { lf: 1, crlf: 1, lfLine: 4, crlfLine: 2 });
  });
});

describe('a CSV that Salesforce would reject', () => {
  const refused: readonly (readonly [string, string | Uint8Array, unknown])[] = [
    ['a cell too few', 'a,b\n1,2\n3\n', { code: 'ragged', line: 3, found: 1, expected: 2 }],
    [
      'a cell too many, on the line where the record starts',
      'a,b\n"x\ny",2\n1,"p\nq",3\n',
      { code: 'ragged', line: 4, found: 3, expected: 2 },
    ],
    ['a blank line between records', 'a,b\n1,2\n\n\n3,4\n', { code: 'ragged', line: 3, found: 0, expected: 2 }],
    ['a quote that is never closed', 'a,b\n1,2\né,"never\nclosed\n', { code: 'unclosedQuote', line: 3, column: 3 }],
    ['text after a closing quote', 'a,b\n"x"y,2\n', { code: 'strayQuote', line: 2, column: 3, valueLine: 2 }],
    [
      'text after a quote that closes lines later',
      'a,b\n1,"x\ny"z\n',
      { code: 'strayQuote', line: 3, column: 2, valueLine: 2 },
    ],
    ['a quote within a value', 'a,b\n😀 5" pipe,2\n', { code: 'strayQuote', line: 2, column: 5, valueLine: 2 }],
    ['a space before the opening quote', 'a,b\n1, "2"\n', { code: 'strayQuote', line: 2, column: 4, valueLine: 2 }],
    ['a carriage return alone', 'a,b\n1,x\ry\n', { code: 'loneCarriageReturn', line: 2, column: 4 }],
    ['line breaks of the old Mac', 'a,b\r1,2\r', { code: 'loneCarriageReturn', line: 1, column: 4 }],
    ['a carriage return at the very end', 'a,b\n1,2\r', { code: 'loneCarriageReturn', line: 2, column: 4 }],
    ['a column without a name', 'a,,c\n1,2,3\n', { code: 'emptyHeader', column: 2 }],
    ['a column of blanks', 'a,b,"  "\n1,2,3\n', { code: 'emptyHeader', column: 3 }],
    ['a name that is twice', 'Name,b,NAME\n1,2,3\n', { code: 'duplicateHeader', name: 'NAME', first: 1, second: 3 }],
    ['a zero byte', 'a,b\n1,\u00002\n', { code: 'binary', offset: 6, line: 2, byte: '00' }],
    ['a zero byte in quotes', 'a,b\n1,"\n\u00002"\n', { code: 'binary', offset: 8, line: 3, byte: '00' }],
    [
      'a byte that is no UTF-8',
      Uint8Array.from([...bytesOf('a\né\n'), 0xe9, 0x0a]),
      { code: 'strayByte', offset: 5, line: 3, byte: 'E9' },
    ],
    [
      'half a character at the end',
      Uint8Array.from([...bytesOf('é\n'), 0xe2, 0x82]),
      { code: 'strayByte', offset: 3, line: 2, byte: 'E2' },
    ],
    [
      'half a surrogate pair',
      Uint8Array.from([...bytesOf('a\n'), 0xed, 0xa0, 0x80]),
      { code: 'unknownEncoding', offset: 2, line: 2, byte: 'ED', candidates: '' },
    ],
    [
      'an overlong character',
      Uint8Array.from([...bytesOf('a\n"'), 0xc0, 0x80, 0x22]),
      { code: 'unknownEncoding', offset: 3, line: 2, byte: 'C0', candidates: '' },
    ],
    [
      'an accent of Windows-1252 after nothing but ASCII',
      Uint8Array.from([...bytesOf('a\nCaf'), 0xe9, 0x0a]),
      { code: 'unknownEncoding', offset: 5, line: 2, byte: 'E9', candidates: '' },
    ],
    [
      'an accent of Windows-1252 as the last byte',
      Uint8Array.from([...bytesOf('a\nCaf'), 0xe9]),
      { code: 'unknownEncoding', offset: 5, line: 2, byte: 'E9', candidates: '' },
    ],
  ];
  for (const [what, content, expected] of refused) {
    it(`is rejected with its place: ${what}`, () => assert.deepEqual(errorOf(content), expected));
  }

  it('has a cell of more than 131,072 characters, counted as characters', () => {
    const fits = '€'.repeat(131_071);
    assert.equal(errorOf(`a,Text__c\n1,${fits}x\n`), 'no errorOf');
    assert.equal(errorOf(`a,Text__c\r\n1,"${fits}"""\r\n`), 'no errorOf');
    const tooLong = { code: 'cellTooLong', line: 2, column: 'Text__c', limit: 131_072 };
    assert.deepEqual(errorOf(`a,Text__c\n1,${fits}xy\n`), tooLong);
    assert.deepEqual(errorOf(`a,Text__c\n1,"${fits}""y"\n`), tooLong);
    assert.deepEqual(errorOf(`a,Text__c,c\n1,${fits}xy,z\n`), tooLong);
  });

  it('has a record of more than 400,000 characters', () => {
    const cell = 'x'.repeat(100_000);
    assert.equal(errorOf(`a,b,c,d\n${cell},${cell},${cell},${cell.slice(3)}\n`), 'no errorOf');
    assert.deepEqual(errorOf(`a,b,c,d\n1,2,3,4\n${cell},${cell},${cell},${cell.slice(2)}\n`), {
      code: 'recordTooLong',
      line: 3,
      limit: 400_000,
    });
  });

  it('has more than 5,000 columns', () => {
    const names = (count: number): string => Array.from({ length: count }, (_, i) => `c${i}`).join(',');
    const row = (count: number): string => ','.repeat(count - 1);
    assert.equal(errorOf(`${names(5_000)}\n${row(5_000)}\n`), 'no errorOf');
    assert.deepEqual(errorOf(`${names(5_001)}\n${row(5_001)}\n`), {
      code: 'tooManyColumns',
      found: 5_001,
      limit: 5_000,
    });
  });

  it('has a header of more than 32,000 characters', () => {
    assert.equal(errorOf(`${'é'.repeat(32_000)}\n1\n`), 'no errorOf');
    assert.throws(() => read(`${'é'.repeat(32_001)}\n1\n`), { code: 'input.headerTooLong' });
  });

  it('is rejected at the limit, not after 200 MB were read', () => {
    const check = new CsvCheck({ file: 'a.csv', delimiter: ',', firstOffset: 0, onRecord: () => undefined });
    check.push(bytesOf('Id,Text__c\n001,"'));
    const piece = new Uint8Array(64 * 1024).fill(0x61);
    let pushed = 0;
    assert.throws(
      () => {
        for (; pushed < 200 * 1024 * 1024; pushed += piece.length) check.push(piece);
      },
      { code: 'input.cellTooLong', details: { file: 'a.csv', line: 2, column: 'Text__c', limit: 131_072 } },
    );
    assert.ok(pushed <= 2 * piece.length);
  });
});
