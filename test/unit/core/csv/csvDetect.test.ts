// How a file is written is guessed, and a wrong guess can be overruled.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { SalesforceError } from '../../../../src/core/errors/salesforceError';
import { detectDialect } from '../../../../src/core/csv/csvDetect';
import type { Encoding } from '../../../../src/core/model/encoding';
import type { CsvDialect } from '../../../../src/core/model/load';
import { bytesOf, inventedCsv } from './csvFiles';

const detect = (content: string | Uint8Array, forced?: Partial<CsvDialect>): CsvDialect =>
  detectDialect(typeof content === 'string' ? bytesOf(content) : content, 'a.csv', forced);

const utf16 = (text: string, encoding: Encoding): Buffer => {
  const bytes = Buffer.from(text, 'utf16le');
  return encoding === 'utf-16le' ? bytes : bytes.swap16();
};

describe('how a file is written', () => {
  it('is seen for every delimiter and line ending once the file has two columns', () => {
    fc.assert(
      fc.property(inventedCsv, ({ text, delimiter, lineEnding, rows }) => {
        fc.pre(rows[0]!.length > 1);
        assert.deepEqual(detect(text), { delimiter, lineEnding, encoding: 'utf-8', bomBytes: 0 });
      }),
    );
  });

  it('is right although values hold other delimiters', () => {
    assert.equal(detect('Name;Amount\n"A;B";1,50\nC;2,50\n').delimiter, ';');
    assert.equal(detect('Name\tNote\nA, B, C\tx;y\nD, E, F\tz\n').delimiter, '\t');
    assert.equal(detect('Name\na;b\nc;d\n').delimiter, ',');
  });

  it('is a comma where most records agree on it, though some are ragged', () => {
    assert.equal(detect('a,b;c,d\n1,2,3\n1,2,3\n1,2\n').delimiter, ',');
  });

  it('is read from the byte order mark', () => {
    assert.deepEqual(detect('\ufeffa,b\r\n1,2'), {
      delimiter: ',',
      lineEnding: 'CRLF',
      encoding: 'utf-8',
      bomBytes: 3,
    });
    for (const encoding of ['utf-16le', 'utf-16be'] as const) {
      const expected = { delimiter: ';', lineEnding: 'LF', encoding, bomBytes: 2 };
      assert.deepEqual(detect(utf16('\ufeffa;é\n1;2\n', encoding)), expected);
    }
  });

  it('is read from the zeros of UTF-16 without a mark', () => {
    for (const encoding of ['utf-16le', 'utf-16be'] as const) {
      const expected = { delimiter: '\t', lineEnding: 'CRLF', encoding, bomBytes: 0 };
      assert.deepEqual(detect(utf16('Name\tCity\r\n東京都港区\t東京\r\n', encoding)), expected);
    }
  });

  it('is not guessed when it is not UTF-8: the line and the encodings that read it are named', () => {
    const cafe = Uint8Array.from([...bytesOf('Name\nCaf'), 0xe9, 0x0a]);
    assert.throws(
      () => detect(cafe),
      (error: SalesforceError) => {
        const { candidates, ...place } = error.details;
        assert.equal(error.code, 'input.unknownEncoding');
        assert.deepEqual(place, { file: 'a.csv', line: 2, offset: 8, byte: 'E9' });
        assert.match(String(candidates), /^windows-1252 \(“Café”\), /);
        return true;
      },
    );
  });

  it('is damaged UTF-8, and no other encoding, when most characters are UTF-8', () => {
    const rows = Array.from({ length: 5 }, (_, index) => `MX-${index},Café Zoë\n`).join('');
    for (const stray of [[0xe9], [0xc3], [0xff], [0xed, 0xa0, 0x80]]) {
      const bytes = Uint8Array.from([...bytesOf(`Id,Name\n${rows}MX-6,Caf`), ...stray, ...bytesOf(' last\nMX-7,Ü\n')]);
      assert.throws(() => detect(bytes), {
        code: 'input.strayByte',
        details: { file: 'a.csv', line: 7, offset: 96, byte: stray[0]!.toString(16).toUpperCase() },
      });
    }
  });

  it('is read from the line with which a spreadsheet names the delimiter, which is no row', () => {
    const lines = 'Name;Phone\r\nA, B, C;1\r\n';
    assert.deepEqual(detect(`sep=;\r\n${lines}`), {
      delimiter: ';',
      lineEnding: 'CRLF',
      encoding: 'utf-8',
      bomBytes: 0,
      sepBytes: 7,
    });
    assert.equal(detect('\ufeff"SEP=\t"\na,b\n').delimiter, '\t');
    const wide = detect(utf16(`\ufeffsep=|\n${lines}`, 'utf-16be'));
    assert.deepEqual([wide.delimiter, wide.bomBytes, wide.sepBytes], ['|', 2, 12]);
    assert.equal(detect('sep=of the wave,b\n1,2\n').sepBytes, undefined);
  });

  it('is UTF-8 even when the first megabyte ends within a character', () => {
    assert.equal(detect(bytesOf('Name\nCafé').slice(0, -1)).encoding, 'utf-8');
  });

  it('is what the user chose', () => {
    const forced = { delimiter: ';', encoding: 'windows-1252' } as const;
    assert.deepEqual(detect('a,b\n1,2\n', forced), { ...forced, lineEnding: 'LF', bomBytes: 0 });
  });
});

describe('a file that is no CSV', () => {
  it('is called empty when there is nothing in it', () => {
    for (const content of ['', '\ufeff', '\n\r\n  \n', utf16('\ufeff\n', 'utf-16le')]) {
      assert.throws(() => detect(content), { code: 'input.empty', details: { file: 'a.csv' } });
    }
  });

  it('is called binary, with the first byte that shows it', () => {
    const workbook = Uint8Array.from([
      0x50, 0x4b, 0x03, 0x04, 0x14, 0x00, 0x06, 0x00, 0x08, 0x00, 0x00, 0x00, 0x21, 0x00,
    ]);
    assert.throws(() => detect(workbook), {
      code: 'input.binary',
      details: { file: 'a.csv', offset: 2, line: 1, byte: '03' },
    });
    assert.throws(() => detect(`Name\n${'x'.repeat(600)}\n\u0000\n`), {
      code: 'input.binary',
      details: { file: 'a.csv', offset: 606, line: 3, byte: '00' },
    });
  });
});
