// Rewriting a file changes its encoding and line endings, never its values.
import assert from 'node:assert/strict';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { normalizeCsv, toUtf8 } from '../../../../src/core/csv/csvNormalize';
import { encodings, type Encoding } from '../../../../src/core/model/encoding';
import type { CsvDialect } from '../../../../src/core/model/load';
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
    const bytes = Uint8Array.from([0x80, 0x8a, 0x9f, 0xe9, 0xff, 0x41]);
    assert.equal(await utf8(bytes, dialect('windows-1252'), [1]), '€ŠŸéÿA');
  });

  it('is rejected for each byte that Windows-1252 does not have, with the byte and the line', async () => {
    for (const byte of [0x81, 0x8d, 0x8f, 0x90, 0x9d])
      await assert.rejects(utf8(Uint8Array.from([...bytesOf('a\nbc'), byte]), dialect('windows-1252'), [3]), {
        code: 'input.badEncoding',
        details: { file: 'a.csv', encoding: 'windows-1252', offset: 4, line: 2 },
      });
  });

  it('is read in every encoding that can be named', async () => {
    const written: readonly (readonly [Encoding, string, readonly number[]])[] = [
      ['shift_jis', '株式会社', [0x8a, 0x94, 0x8e, 0xae, 0x89, 0xef, 0x8e, 0xd0]],
      ['euc-jp', '日本', [0xc6, 0xfc, 0xcb, 0xdc]],
      ['iso-2022-jp', '日本', [0x1b, 0x24, 0x42, 0x46, 0x7c, 0x4b, 0x5c, 0x1b, 0x28, 0x42]],
      ['gbk', '中文', [0xd6, 0xd0, 0xce, 0xc4]],
      ['gb18030', '中文', [0xd6, 0xd0, 0xce, 0xc4]],
      ['big5', '中文', [0xa4, 0xa4, 0xa4, 0xe5]],
      ['euc-kr', '한글', [0xc7, 0xd1, 0xb1, 0xdb]],
      ['windows-1250', 'Łódź', [0xa3, 0xf3, 0x64, 0x9f]],
      ['windows-1251', 'Ромашка', [0xd0, 0xee, 0xec, 0xe0, 0xf8, 0xea, 0xe0]],
      ['windows-1254', 'ığ', [0xfd, 0xf0]],
      ['koi8-r', 'Рим', [0xf2, 0xc9, 0xcd]],
      ['macintosh', 'Café', [0x43, 0x61, 0x66, 0x8e]],
      ['iso-8859-15', '€', [0xa4]],
    ];
    for (const [encoding, text, bytes] of written)
      for (const size of [1, 2, 3, 99])
        assert.equal(await utf8(Uint8Array.from([...bytes, 0x0a]), dialect(encoding), [size]), `${text}\n`, encoding);
    for (const encoding of encodings.filter((name) => !name.startsWith('utf-16')))
      assert.equal(await utf8(bytesOf('Id,"a"\r\n'), dialect(encoding), [2]), 'Id,"a"\r\n', encoding);
  });

  it('is rejected where there is half a character, with the byte and the line', async () => {
    for (const encoding of ['shift_jis', 'gbk', 'euc-kr', 'big5', 'euc-jp'] as const)
      for (const size of [1, 4, 99])
        await assert.rejects(
          utf8(Uint8Array.from([...bytesOf('a,b\n1,'), 0xa4, 0xfe, 0xff, 0x0a]), dialect(encoding), [size]),
          {
            code: 'input.badEncoding',
          },
        );
    await assert.rejects(
      utf8(Uint8Array.from([...bytesOf('a,b\n1,'), 0x8a, 0x94, 0x8e, 0x0a]), dialect('shift_jis'), [2]),
      {
        details: { file: 'a.csv', encoding: 'shift_jis', offset: 8, line: 2 },
      },
    );
  });

  it('is rejected within ISO-2022-JP at the character at fault, whatever the state before it', async () => {
    const escape = [0x1b, 0x24, 0x42];
    const back = [0x1b, 0x28, 0x42];
    for (const [tail, offset] of [
      [[0x1b], 16],
      [[0x31, 0x1b], 17],
      [[...escape, 0x24, 0x22, 0x24], 21],
      [[...escape, 0x24, 0x22, 0x24, 0x0a], 21],
    ] as const)
      for (const size of [1, 2, 3, 99])
        await assert.rejects(
          utf8(
            Uint8Array.from([
              ...bytesOf('a\n'),
              ...escape,
              0x46,
              0x7c,
              0x4b,
              0x5c,
              ...back,
              ...bytesOf(', x\n'),
              ...tail,
            ]),
            dialect('iso-2022-jp'),
            [size],
          ),
          { code: 'input.badEncoding', details: { file: 'a.csv', encoding: 'iso-2022-jp', offset, line: 3 } },
          `${tail.join()} in pieces of ${size}`,
        );
  });

  it('keeps a long cell without a space or a delimiter', async () => {
    const cell = '文'.repeat(131_072);
    const bytes = Uint8Array.from([
      ...bytesOf('a,b\n1,'),
      ...Buffer.alloc(2 * 131_072, Uint8Array.of(0xce, 0xc4)),
      0x0a,
    ]);
    assert.equal(await utf8(bytes, dialect('gbk'), [999]), `a,b\n1,${cell}\n`);
  });

  it('is rejected at a row that does not end, before all of it is read', async () => {
    let read = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      yield bytesOf('a,b\n1,2\n');
      for (; read < 200; read++) yield await Promise.resolve(Buffer.alloc(64 * 1024, Uint8Array.of(0xce, 0xc4)));
    }
    await assert.rejects(textFrom(toUtf8({ file: 'a.csv', dialect: dialect('gbk'), chunks: endless() })), {
      code: 'input.recordTooLong',
      details: { file: 'a.csv', line: 3, limit: 400_000 },
    });
    // Four bytes for each of 400,000 characters.
    assert.equal(read, Math.ceil(1_600_001 / (64 * 1024)) - 1);
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
