// Numbers of the Bulk API without exponents.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { csvLine } from '../../../../src/core/csv/csvLine';
import { withPlainNumbers } from '../../../../src/core/export/plainNumbers';

async function plain(page: string, columns: readonly number[], size = 5): Promise<string> {
  const bytes = Buffer.from(page);
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  const written: Uint8Array[] = [];
  for await (const chunk of withPlainNumbers(chunks(), () => Promise.resolve(new Set(columns)))) written.push(chunk);
  return Buffer.concat(written).toString();
}

describe('plain numbers in query results', () => {
  it('are written in the columns of numbers only, in every record', async () => {
    const page = '"Name","Amount","Note"\n"1E5","8.77E7","2.0E7"\n"b","-1.5E-7",""\n"c","","1E1"\n';
    const expected = '"Name","Amount","Note"\n"1E5","87700000","2.0E7"\n"b","-0.00000015",""\n"c","","1E1"\n';
    for (const size of [1, 5, 1_000]) assert.equal(await plain(page, [1], size), expected);
  });

  it('leave the header, line breaks in values and a last record without a line ending as they are', async () => {
    const page = '"1.0E7","1E7"\r\n"a\n""1.0E7""","1.0E7"\r\n"b",1.0E7';
    assert.equal(await plain(page, [1]), '"1.0E7","1E7"\r\n"a\n""1.0E7""","10000000"\r\n"b","10000000"');
  });

  it('change no byte when no column holds numbers', async () => {
    const anyText = fc.string({ unit: fc.constantFrom('1', 'E', '5', '"', ',', '\n', '\r\n', '.', 'ž'), maxLength: 6 });
    const anyRow = fc.tuple(anyText, anyText);
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyRow, { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 1, max: 9 }),
        async (rows, size) => {
          const page = rows.map((row) => csvLine(row, { quoteAll: true })).join('');
          assert.equal(await plain(page, [], size), page);
        },
      ),
    );
  });
});
