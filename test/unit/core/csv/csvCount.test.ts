// Counting records gives the same number as finding each of them, for any values.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { RecordCounter } from '../../../../src/core/csv/csvCount';
import { RecordScanner } from '../../../../src/core/csv/csvScan';

const cell = fc.string({ unit: fc.constantFrom('a', '7', '"', ',', '\n', '\r', 'ž', ' ', '.'), maxLength: 5 });
const quoted = (value: string): string => `"${value.replaceAll('"', '""')}"`;
/** As Salesforce writes them, and as others do: quotes only where they are needed. */
const bare = (value: string): string => (/[",\r\n]/.test(value) ? quoted(value) : value);

function pieces(text: string, size: number): Uint8Array[] {
  const bytes = Buffer.from(text);
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) => bytes.subarray(at * size, (at + 1) * size));
}

describe('counting records', () => {
  for (const write of [quoted, bare])
    it(`agrees with finding them (${write.name})`, () => {
      fc.assert(
        fc.property(
          fc.array(fc.array(cell, { minLength: 1, maxLength: 3 }), { maxLength: 8 }),
          fc.constantFrom('\n', '\r\n'),
          fc.integer({ min: 1, max: 30 }),
          (rows, end, size) => {
            const counter = new RecordCounter();
            const scanner = new RecordScanner();
            for (const piece of pieces(rows.map((row) => row.map(write).join(',') + end).join(''), size)) {
              const found = scanner.push(piece);
              assert.equal(counter.push(piece), found);
              assert.equal(counter.firstEnd, found > 0 ? scanner.ends[0] : 0);
            }
          },
        ),
        { numRuns: 500 },
      );
    });
});
