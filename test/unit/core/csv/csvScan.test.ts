// Every record is found in any file, for any chunks.
import assert from 'node:assert/strict';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { contentEnd, readCells } from '../../../../src/core/csv/csvCells';
import { recordBlocks } from '../../../../src/core/csv/csvScan';
import { bytesOf, inPieces, inventedCsv, type InventedCsv } from './csvFiles';

interface Found {
  readonly line: number;
  readonly text: string;
  readonly values: readonly string[];
}

async function scan(bytes: Uint8Array, delimiter: string, cuts?: readonly number[]): Promise<Found[]> {
  const found: Found[] = [];
  for await (const block of recordBlocks(inPieces(bytes, cuts))) {
    for (let i = 0, start = 0; i < block.count; start = block.ends[i++]!) {
      const end = block.ends[i]!;
      found.push({
        line: block.lines[i]!,
        text: Buffer.from(block.bytes.subarray(start, end)).toString(),
        values: readCells(block.bytes, start, contentEnd(block.bytes, start, end), delimiter.charCodeAt(0)),
      });
    }
  }
  return found;
}

const lineBreaks = (text: string): number => text.match(/\r\n|\r|\n/g)?.length ?? 0;

describe('the record scanner', () => {
  it('finds the rows that csv-parse finds, in any valid file, cut anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(inventedCsv, async ({ text, delimiter, cuts }: InventedCsv) => {
        const found = await scan(bytesOf(text), delimiter, cuts);
        assert.deepEqual(
          found.map(({ values }) => values),
          parse(text, { delimiter, record_delimiter: ['\r\n', '\n'], relax_column_count: true }),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('loses no byte between the records', async () => {
    await fc.assert(
      fc.asyncProperty(inventedCsv, async ({ text, delimiter, cuts }) => {
        const found = await scan(bytesOf(text), delimiter, cuts);
        assert.equal(found.map((record) => record.text).join(''), text);
      }),
    );
  });

  it('names the line on which a record starts as an editor counts lines', async () => {
    await fc.assert(
      fc.asyncProperty(inventedCsv, async ({ text, delimiter, cuts }) => {
        let before = '';
        for (const record of await scan(bytesOf(text), delimiter, cuts)) {
          assert.equal(record.line, 1 + lineBreaks(before));
          before += record.text;
        }
      }),
    );
  });

  it('finds the same records in large chunks with and without quotes', async () => {
    const rows = Array.from({ length: 5_000 }, (_, i) => (i % 700 === 0 ? `${i},"a\n""b"""` : `${i},plain`));
    const bytes = bytesOf(rows.join('\n'));
    const whole = await scan(bytes, ',');
    const cut = await scan(bytes, ',', [4096]);
    assert.equal(whole.length, rows.length);
    assert.deepEqual(cut, whole);
  });

  it('rejects a record that never ends', async () => {
    const endless = async function* (): AsyncGenerator<Uint8Array> {
      yield bytesOf('Id,Name\n001,"');
      for (;;) yield new Uint8Array(1024 * 1024).fill(0x61);
    };
    await assert.rejects(
      async () => {
        for await (const _ of recordBlocks(endless()));
      },
      { code: 'server.unexpected' },
    );
  });
});
