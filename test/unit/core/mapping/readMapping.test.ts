// A mapping file on the disk, and the value tables beside it.
import assert from 'node:assert/strict';
import { SalesforceError } from '../../../../src/core/errors/salesforceError';
import { readMapping } from '../../../../src/core/mapping/mapping';
import { createMemoryFiles } from '../../../fakes/memoryFiles';

const mapping = (table: string): string => `version: 1
fields:
  Industry:
    from: Branche
    steps:
      - trim
      - table: ${table}
`;

async function tableOf(table: string, files: Readonly<Record<string, string>>): Promise<unknown> {
  const disk = createMemoryFiles({ 'maps/a.kmap.yaml': mapping(table), ...files });
  const { mapping: read } = await readMapping('maps/a.kmap.yaml', disk);
  const step = read.fields[0]?.steps[1];
  return step?.kind === 'table' ? step.values : undefined;
}

async function refusal(table: string, files: Readonly<Record<string, string>> = {}): Promise<string> {
  try {
    await tableOf(table, files);
    return '';
  } catch (error) {
    assert.ok(error instanceof SalesforceError);
    return error.message;
  }
}

describe('a value table in a CSV file', () => {
  it('has its values in the first two columns, or in those that are named', async () => {
    const csv = { 'maps/t/codes.csv': 'Code;Name;Nr\nIT;Technology;007\n"a;b";;2\n' };
    assert.deepEqual(await tableOf('{ file: t/codes.csv }', csv), { IT: 'Technology', 'a;b': '' });
    assert.deepEqual(await tableOf('{ file: t/codes.csv, from: Nr, to: Code }', csv), { '007': 'IT', '2': 'a;b' });
  });

  for (const path of [
    '../x.csv',
    't/../../x.csv',
    '/etc/x.csv',
    'C:\\x.csv',
    't\\x.csv',
    '\\\\host\\x.csv',
    './x.csv',
    't//x.csv',
  ])
    it(`is never read outside of the folder of the mapping: ${path}`, async () => {
      const files = { [path]: 'a,b\n1,2\n', 'x.csv': 'a,b\n1,2\n' };
      assert.equal(
        await refusal(`{ file: '${path}' }`, files),
        `maps/a.kmap.yaml, line 7, column 9: ${path} cannot be read: the file must be in the folder of the mapping file. Write its path from there, such as tables/countries.csv.`,
      );
    });

  it('is named at its own step where a constant is before it', async () => {
    const text = 'version: 1\nfields:\n  A:\n    value: C\n    steps:\n      - trim\n      - table: { file: c.csv }\n';
    await assert.rejects(readMapping('m.yaml', createMemoryFiles({ 'm.yaml': text })), {
      details: {
        file: 'm.yaml',
        line: 7,
        column: 9,
        message: './c.csv cannot be read: there is no such file.',
        places: 'm.yaml:7:9: ./c.csv cannot be read: there is no such file.',
      },
    });
  });

  it('is refused with its reason where it cannot be used', async () => {
    const at = 'maps/a.kmap.yaml, line 7, column 9: ';
    const codes = (text: string): Promise<string> => refusal('{ file: c.csv }', { 'maps/c.csv': text });
    assert.equal(await refusal('{ file: c.csv }'), `${at}maps/c.csv cannot be read: there is no such file.`);
    assert.equal(await codes('A\n1\n'), `${at}maps/c.csv cannot be read: it needs two columns.`);
    assert.equal(
      await codes('A,B\n1,2\n1,3\n'),
      `${at}maps/c.csv cannot be read: “1” is there twice, with different values. Remove one of them.`,
    );
    assert.match(
      await codes('A,B\n1,"2\n'),
      /^maps\/a\.kmap\.yaml, line 7, column 9: maps\/c\.csv, line 2, column 3: the quote/,
    );
    assert.match(
      await codes(`A,B\n${'1,2\n'.repeat(10_001)}`),
      /it has more than 10,000 rows, the most that a value table may have\.$/,
    );
    assert.equal(
      await refusal('{ file: c.csv, from: X }', { 'maps/c.csv': 'A,B\n1,2\n' }),
      `${at}maps/c.csv cannot be read: it has no column “X”.`,
    );
    assert.equal(
      await codes('A,B\n__proto__,2\n'),
      `${at}maps/c.csv cannot be read: “__proto__” cannot be a value to replace. Remove its row.`,
    );
  });

  const usedBy = (fields: number, table: string): string =>
    `version: 1\nfields:\n${Array.from({ length: fields }, (_, at) => `  F${at}: { from: A, steps: [{ table: ${table} }] }\n`).join('')}`;

  it('is read once, however many fields use it', async () => {
    const disk = createMemoryFiles({ 'm.yaml': usedBy(300, '{ file: c.csv }'), './c.csv': 'A,B\n1,2\n' });
    const read: string[] = [];
    const watched: typeof disk = {
      ...disk,
      read: (path, range) => {
        read.push(path);
        return disk.read(path, range);
      },
    };
    const { mapping: filled } = await readMapping('m.yaml', watched);
    assert.deepEqual(read, ['m.yaml', './c.csv']);
    const tables = filled.fields.map(({ steps: [step] }) => step?.kind === 'table' && step.values);
    assert.equal(tables.length, 300);
    for (const values of tables) assert.deepEqual(values, { '1': '2' });
  });

  it('counts for each step that uses it, up to 20 MB', async () => {
    const csv = `A,B\n1,${'x'.repeat(99_995)}\n`.slice(0, 100_000);
    const reading = (fields: number): Promise<unknown> =>
      readMapping('m.yaml', createMemoryFiles({ 'm.yaml': usedBy(fields, '{ file: c.csv }'), './c.csv': csv }, 1000));
    await reading(200);
    await assert.rejects(reading(201), {
      message:
        'm.yaml, line 203, column 28: ./c.csv cannot be read: the value tables of all steps have more than 20 MB, with each table once for each step.',
    });
  });
});

describe('a mapping file that cannot be used', () => {
  it('ends with its first problem, and lists all of them', async () => {
    const text = 'version: 1\nfields:\n  A: { from: [B, C] }\n  D: {}\n';
    await assert.rejects(readMapping('m.yaml', createMemoryFiles({ 'm.yaml': text })), {
      code: 'input.badMappingFile',
      message:
        'm.yaml, line 3, column 6: A has several columns. Make concat or coalesce the first of its steps, or name only one column.',
      details: {
        file: 'm.yaml',
        line: 3,
        column: 6,
        message: 'A has several columns. Make concat or coalesce the first of its steps, or name only one column.',
        places:
          'm.yaml:3:6: A has several columns. Make concat or coalesce the first of its steps, or name only one column.\nm.yaml:4:6: D has no column. Name one with from, or give it a value.',
      },
    });
  });

  it('is named when it is missing, too large or no text', async () => {
    const files = createMemoryFiles({ 'big.yaml': '#'.repeat(1_000_001) });
    files.put('bytes.yaml', Uint8Array.of(0xff, 0xfe, 0x00));
    await assert.rejects(readMapping('none.yaml', files), { code: 'input.missingFile' });
    await assert.rejects(readMapping('big.yaml', files), {
      message: 'big.yaml cannot be read: it is larger than 1 MB.',
    });
    await assert.rejects(readMapping('bytes.yaml', files), {
      message: 'bytes.yaml cannot be read: its text is not UTF-8.',
    });
  });
});
