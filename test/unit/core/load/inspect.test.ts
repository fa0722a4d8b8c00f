// An inspection shows what is in a file, and what is wrong with it, before a load is started.
import assert from 'node:assert/strict';
import { createMemoryFiles } from '../../../fakes/memoryFiles';
import type { CsvDialect } from '../../../../src/core/model/load';
import { inspectCsv, type CsvInspection } from '../../../../src/core/load/inspect';

const inspect = (content: string | Uint8Array, dialect?: Partial<CsvDialect>): Promise<CsvInspection> => {
  const files = createMemoryFiles({}, 64 * 1024);
  files.put('in/a.csv', content);
  const ask = { file: 'in/a.csv', ...(dialect && { dialect }) };
  return inspectCsv(ask, files, new AbortController().signal);
};

describe('the inspection of a CSV', () => {
  it('shows dialect, columns, rows and their exact number', async () => {
    const { sizeBytes, dialect, columns, preview, records } = await inspect(
      '\ufeffName;Note\r\nA;"x\r\n""y"\r\nB;\r\n\r\n',
    );
    assert.equal(sizeBytes, 32);
    assert.deepEqual(dialect, { delimiter: ';', lineEnding: 'CRLF', encoding: 'utf-8', bomBytes: 3 });
    assert.deepEqual(columns, ['Name', 'Note']);
    assert.deepEqual(preview, [
      ['A', 'x\r\n"y'],
      ['B', ''],
    ]);
    assert.deepEqual(records, { count: 2, exact: true });
  });

  it('shows the last row of a file that ends without a line break', async () => {
    const { preview, records } = await inspect('a,b\n1,2\n3,4');
    assert.deepEqual(preview, [
      ['1', '2'],
      ['3', '4'],
    ]);
    assert.equal(records.count, 2);
  });

  it('reads other encodings', async () => {
    const { columns, preview } = await inspect(Buffer.from('\ufeffName\tOrt\n京\tKöln\n', 'utf16le'));
    assert.deepEqual([columns, preview], [['Name', 'Ort'], [['京', 'Köln']]]);
  });

  it('shows the first hundred rows of a large file and estimates the rest', async () => {
    const row = `${'x'.repeat(95)},é\n`;
    const count = 30_000;
    const { preview, records, sizeBytes } = await inspect(`Name,b\n${row.repeat(count)}`);
    assert.ok(sizeBytes > 2 * 1024 * 1024);
    assert.equal(preview.length, 100);
    assert.equal(records.exact, false);
    assert.ok(Math.abs(records.count - count) < count / 100);
  });

  it('follows the dialect that the user chose', async () => {
    const { columns } = await inspect('a;b,c\n1;2,3\n', { delimiter: ',' });
    assert.deepEqual(columns, ['a;b', 'c']);
  });
});

describe('a file that cannot be loaded', () => {
  const refused = async (content: string, code: string): Promise<void> => {
    await assert.rejects(inspect(content), { code });
  };

  it('is rejected with the reason', async () => {
    await refused('', 'input.empty');
    await refused('Name,b\n', 'input.noRows');
    await refused('Name,b\n1\n', 'input.ragged');
    await refused('Name,"b\n1,2\n', 'input.unclosedQuote');
    await refused('Name,name\n1,2\n', 'input.duplicateHeader');
  });

  it('is not there, or is a folder', async () => {
    const files = createMemoryFiles({ 'in/a.csv': 'a' });
    const { signal } = new AbortController();
    await assert.rejects(inspectCsv({ file: 'b.csv' }, files, signal), { code: 'input.missingFile' });
    await assert.rejects(inspectCsv({ file: 'in' }, files, signal), { code: 'input.isFolder' });
  });

  it('is a pipe, which would block until another process writes', async () => {
    const files = {
      ...createMemoryFiles(),
      facts: async () => ({ kind: 'other', sizeBytes: 0, modifiedMs: 0 }) as const,
    };
    const read = (): never => assert.fail('it was opened');
    const { signal } = new AbortController();
    await assert.rejects(inspectCsv({ file: 'pipe' }, { ...files, read }, signal), { code: 'input.notAFile' });
  });

  it('is not called incomplete because the inspection ends within a record', async () => {
    const { records } = await inspect(`Name,b\n${`"${'x'.repeat(99_000)}\n",1\n`.repeat(20)}`);
    assert.deepEqual([records.exact, records.count > 5], [false, true]);
  });
});
