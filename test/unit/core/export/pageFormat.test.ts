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

const whole = { acceptsOpenEnd: false, sizes: [7] as readonly number[] };
const openEnd = { ...whole, acceptsOpenEnd: true };

async function join(
  format: ExportFormat,
  pages: readonly string[],
  { acceptsOpenEnd, sizes } = whole,
): Promise<Joined> {
  const chunks: Uint8Array[] = [];
  let records = 0;
  for (const [index, page] of pages.entries()) {
    const onRecords = (more: number): void => void (records += more);
    const options = { isFirst: index === 0, acceptsOpenEnd, onHeader: () => undefined, onRecords };
    for await (const chunk of pageFormatOf(format)(cut(page, sizes), options)) chunks.push(chunk);
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

  it('stay separate when every download of a page lacks its last line ending', async () => {
    const pages = ['"Id"\n"1"', '"Id"\n"2"', '"Id"'];
    assert.deepEqual(await join('csv', pages, openEnd), { text: '"Id"\n"1"\n"2"\n', records: 2 });
    assert.deepEqual(await join('csv', ['"Id"'], openEnd), { text: '"Id"\n', records: 0 });
  });

  it('are nothing when they are empty', async () => {
    assert.deepEqual(await join('csv', ['']), { text: '', records: 0 });
  });

  const cutPages = {
    'within a value': ['"Id","Name"\n"1","a', '"Id","Name"\n"1","', '"Id","Name"\n"1","a\n', '"Id","Na'],
    'between values': ['"Id","Name"\n"0","z"\n"1"', '"Id","Name"\n"1",', 'Id,Name\n1'],
    'after a quote that is half of two': ['"Id","Name"\n"1","a"', '"Id","Name"\n"1","a""b"'],
    'within a value without quotes': ['Id,Name\n1,a', 'Id,Name\n0,z\n1,'],
    'within a line ending': ['"Id"\r\n"1"\r'],
    'after the header': ['"Id"', 'Id,Na'],
  };
  for (const [where, pages] of Object.entries(cutPages))
    it(`are downloaded again when they end ${where}, so that no record is cut or joined`, async () => {
      for (const format of ['csv', 'jsonl'] as const)
        for (const page of pages)
          for (const sizes of [[1], [7], [64]])
            await assert.rejects(
              join(format, [page], { ...whole, sizes }),
              { code: 'network.incompleteRecords', retryable: true },
              page,
            );
    });

  it('are never accepted with a last record that lacks cells, the end of one, or the quotes of all others', async () => {
    const lines = ['"1","a', '"1"', '"1",', '"1', '"', '"1",a', '"1","a","b"'];
    for (const format of ['csv', 'jsonl'] as const)
      for (const line of lines)
        await assert.rejects(
          join(format, [`"Id","Name"\n"0","z"\n${line}`], openEnd),
          { code: 'network.incompleteRecords' },
          line,
        );
  });

  it('are downloaded again wherever they are cut within a record', async () => {
    const anyText = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r\n', 'ž'), maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(anyText, anyText), { minLength: 1, maxLength: 4 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        async (rows, share) => {
          const page = quoted(['Id', 'Name']) + rows.map(quoted).join('');
          const text = page.slice(0, 1 + Math.floor(share * (page.length - 2)));
          const ends = rows.map((_, at) => quoted(['Id', 'Name']) + rows.slice(0, at).map(quoted).join(''));
          if (ends.includes(text)) return;
          for (const format of ['csv', 'jsonl'] as const)
            await assert.rejects(join(format, [text]), { code: 'network.incompleteRecords' });
        },
      ),
    );
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
          const text = quoted(header) + pages.flat().map(quoted).join('');
          const joined = await join('csv', texts, { ...openEnd, sizes });
          assert.deepEqual(joined, { text, records: pages.flat().length });
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

  it('have all fields of a parent in one object, wherever their columns are', async () => {
    const page =
      '"Owner.Name","Id","Owner.Profile.Name","Name","Owner.Email"\n"Lee","1","Admin","A","lee@example.com"\n';
    const { text } = await join('jsonl', [page]);
    const owner = '{"Name":"Lee","Profile":{"Name":"Admin"},"Email":"lee@example.com"}';
    assert.equal(text, `{"Owner":${owner},"Id":"1","Name":"A"}\n`);
  });

  it('escape exactly what JSON.stringify escapes', async () => {
    const everything = Array.from({ length: 0x300 }, (_, code) => String.fromCharCode(code)).join('');
    const { text } = await join('jsonl', [`"A"\n${quoted([`${everything}\u2028🐎`])}`], { ...whole, sizes: [64] });
    assert.equal(text, `${JSON.stringify({ A: `${everything}\u2028🐎` })}\n`);
  });

  it('accept values without quotes, missing values and both line endings', async () => {
    const { text, records } = await join(
      'jsonl',
      ['A,B.C,D\r\n1,"x,y",2\r\n,z\n3\r\n\n4,,"",surplus\n5,a\\b,"c""d"'],
      openEnd,
    );
    assert.equal(
      text,
      '{"A":"1","B":{"C":"x,y"},"D":"2"}\n{"A":null,"B":{"C":"z"},"D":null}\n{"A":"3","B":{"C":null},"D":null}\n' +
        '{"A":"4","B":{"C":null},"D":null}\n{"A":"5","B":{"C":"a\\\\b"},"D":"c\\"d"}\n',
    );
    assert.equal(records, 5);
  });

  it('keep lines that are longer than a buffer', async () => {
    const long = '\u0001'.repeat(300_000);
    const { text } = await join('jsonl', [`"A","B"\n${quoted([long, 'b'])}${quoted(['a', long])}`], {
      ...whole,
      sizes: [64 * 1024],
    });
    const lines = [
      { A: long, B: 'b' },
      { A: 'a', B: long },
    ].map((line) => `${JSON.stringify(line)}\n`);
    assert.equal(text, lines.join(''));
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
        const { text } = await join('jsonl', [page], { ...whole, sizes: [5] });
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
