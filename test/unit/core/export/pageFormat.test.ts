// Pages are joined to one file: one header, every other byte unchanged, every record counted.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { pageFormatOf } from '../../../../src/core/export/pageFormat';
import type { ExportFormat } from '../../../../src/core/model/export';
import { csvLine } from '../../../../src/core/csv/csvLine';

const encoder = new TextEncoder();

async function* cut(text: string, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  const bytes = encoder.encode(text);
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1;
    yield bytes.slice(at, at + size);
    at += size;
  }
}

interface Joined {
  readonly text: string;
  readonly records: number;
}

async function join(format: ExportFormat, pages: readonly string[], sizes: readonly number[] = [7]): Promise<Joined> {
  const chunks: Uint8Array[] = [];
  let records = 0;
  for (const [index, page] of pages.entries()) {
    const onRecords = (more: number): void => void (records += more);
    for await (const chunk of pageFormatOf(format)(cut(page, sizes), { isFirst: index === 0, onRecords }))
      chunks.push(chunk);
  }
  return { text: Buffer.concat(chunks).toString(), records };
}

const quoted = (values: readonly string[]): string =>
  `${values.map((value) => `"${value.replaceAll('"', '""')}"`).join(',')}\n`;

describe('pages of a CSV', () => {
  it('keep the header of the first page only', async () => {
    const header = '"Id","Account.Name"\n';
    const pages = [`${header}"1","a"\n"2","b\n""c"""\n`, `${header}"3",""\n`, header];
    assert.deepEqual(await join('csv', pages), { text: `${header}"1","a"\n"2","b\n""c"""\n"3",""\n`, records: 3 });
  });

  it('stay separate when a page lacks its last line ending', async () => {
    assert.deepEqual(await join('csv', ['"Id"\n"1"', '"Id"\n"2"', '"Id"']), { text: '"Id"\n"1"\n"2"\n', records: 2 });
    assert.deepEqual(await join('csv', ['']), { text: '', records: 0 });
    assert.deepEqual(await join('csv', ['"Id"']), { text: '"Id"\n', records: 0 });
  });

  it('lose nothing but headers, whatever is in values, names and chunks', async () => {
    const anyText = fc.string({
      unit: fc.constantFrom('a', '"', ',', '\n', '\r\n', '\r', 'ž', '🐎', ' ', '\0'),
      maxLength: 6,
    });
    const anyRows = fc.array(fc.tuple(anyText, anyText), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(anyText, anyText),
        fc.array(anyRows, { minLength: 1, maxLength: 4 }),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 4 }),
        async (header, pages, sizes) => {
          const texts = pages.map((rows) => quoted(header) + rows.map(quoted).join(''));
          const whole = quoted(header) + pages.flat().map(quoted).join('');
          assert.deepEqual(await join('csv', texts, sizes), { text: whole, records: pages.flat().length });
        },
      ),
    );
  });
});

describe('pages as JSON Lines', () => {
  const header = '"Id","Name","Account.Owner.Name","Account.Name"\n';

  it('are one object for each record: parents nested, empty values null, everything else the string it was', async () => {
    const pages = [`${header}"1","007","Lee","A ""B"""\n`, `${header}"2","line\n2","",""\n`];
    const { text, records } = await join('jsonl', pages);
    assert.equal(records, 2);
    assert.equal(
      text,
      '{"Id":"1","Name":"007","Account":{"Owner":{"Name":"Lee"},"Name":"A \\"B\\""}}\n' +
        '{"Id":"2","Name":"line\\n2","Account":{"Owner":{"Name":null},"Name":null}}\n',
    );
  });

  it('are nothing without records', async () => {
    assert.deepEqual(await join('jsonl', [header]), { text: '', records: 0 });
    assert.deepEqual(await join('jsonl', ['']), { text: '', records: 0 });
  });

  it('hold every value of every record', async () => {
    const anyValue = fc.string({
      unit: fc.constantFrom('a', '"', ',', '\n', '\r\n', 'ž', '🐎'),
      minLength: 1,
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(anyValue, anyValue), { maxLength: 8 }), async (rows) => {
        const page = csvLine(['A', 'B']) + rows.map(quoted).join('');
        const { text } = await join('jsonl', [page], [5]);
        const read = text
          .split('\n')
          .filter((line) => line !== '')
          .map((line) => Object.values(JSON.parse(line) as Record<string, string>));
        assert.deepEqual(
          read,
          rows.map((row) => [...row]),
        );
      }),
    );
  });
});
