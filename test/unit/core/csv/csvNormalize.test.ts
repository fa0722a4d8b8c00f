// Rewriting a file changes its encoding and line endings, never its values.
import assert from 'node:assert/strict';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { normalizeCsv, toUtf8 } from '../../../../src/core/csv/csvNormalize';
import type { CsvDialect, Encoding } from '../../../../src/core/model/load';
import { bytesOf, collect, inPieces, inventedCsv, textFrom } from './csvFiles';

const dialect = (encoding: Encoding, bomBytes = 0): CsvDialect => ({
  delimiter: ',',
  lineEnding: 'LF',
  encoding,
  bomBytes,
});

function encode(text: string, encoding: Encoding): Uint8Array {
  if (encoding === 'utf-8') return bytesOf(text);
  const bytes = Buffer.from(text, 'utf16le');
  return encoding === 'utf-16le' ? bytes : bytes.swap16();
}

const utf8 = async (bytes: Uint8Array, how: CsvDialect, cuts?: readonly number[]): Promise<string> =>
  textFrom(toUtf8({ file: 'a.csv', dialect: how, chunks: inPieces(bytes, cuts) }));

describe('a file in another encoding', () => {
  it('keeps its characters, for any chunks', async () => {
    const encodings = fc.constantFrom<Encoding>('utf-8', 'utf-16le', 'utf-16be');
    await fc.assert(
      fc.asyncProperty(inventedCsv, encodings, fc.boolean(), async ({ text, cuts }, encoding, marked) => {
        const bytes = encode(marked ? `\ufeff${text}` : text, encoding);
        const bomBytes = marked ? (encoding === 'utf-8' ? 3 : 2) : 0;
        assert.equal(await utf8(bytes, dialect(encoding, bomBytes), cuts), text);
      }),
    );
  });

  it('keeps every character of Windows-1252, the euro sign too', async () => {
    const bytes = Uint8Array.from([0x80, 0x8a, 0x9f, 0xe9, 0xff, 0x81, 0x41]);
    assert.equal(await utf8(bytes, dialect('windows-1252'), [1]), '€ŠŸéÿ\u0081A');
  });

  it('is rejected where UTF-16 is invalid, with the byte and the line', async () => {
    const mark = Buffer.from('\ufeffa\nb', 'utf16le');
    const line = 2;
    const broken = (tail: readonly number[]): Promise<string> =>
      utf8(Uint8Array.from([...mark, ...tail]), dialect('utf-16le', 2), [3]);
    const at = (offset: number): object => ({
      code: 'input.badEncoding',
      details: { file: 'a.csv', encoding: 'utf-16le', offset, line },
    });
    await assert.rejects(broken([0x00, 0xd8, 0x41, 0x00]), at(8));
    await assert.rejects(broken([0x00, 0xdc]), at(8));
    await assert.rejects(broken([0x41, 0x00, 0x00, 0xd8]), at(10));
    await assert.rejects(broken([0x41]), at(8));
  });
});

describe('a file with the wrong line endings', () => {
  it('gets the right ones and keeps its values', async () => {
    await fc.assert(
      fc.asyncProperty(inventedCsv, fc.constantFrom('LF', 'CRLF'), async ({ text, delimiter, cuts }, wanted) => {
        const options = { delimiter, record_delimiter: ['\r\n', '\n'] };
        const source = { file: 'a.csv', dialect: dialect('utf-8'), chunks: inPieces(bytesOf(text), cuts) };
        const rewritten = await textFrom(normalizeCsv(source, wanted));
        assert.deepEqual(
          parse(rewritten, { ...options, relax_column_count: true }),
          parse(text, { ...options, relax_column_count: true }),
        );
        const outside = rewritten.replace(/"[^"]*"/g, '');
        assert.equal(outside.replaceAll(wanted === 'LF' ? '\n' : '\r\n', '').search(/[\r\n]/), -1);
      }),
    );
  });

  it('is written in large pieces', async () => {
    const text = 'a,b\n' + '1,2\n'.repeat(100_000);
    const source = { file: 'a.csv', dialect: dialect('utf-8'), chunks: inPieces(bytesOf(text), [1_000]) };
    const pieces = await collect(normalizeCsv(source, 'CRLF'));
    assert.ok(pieces.slice(0, -1).every((piece) => piece.length >= 64 * 1024));
  });
});
