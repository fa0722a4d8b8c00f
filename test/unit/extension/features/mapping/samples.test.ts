// What a mapping page reads beside its text, with the names of columns that the mapping gives.
import assert from 'node:assert/strict';
import '../../../../fakes/vscode';
import { Uri } from 'vscode';
import { inspectCsv } from '../../../../../src/core/load/inspect';
import { rename, type CsvInspection, type MappingFile } from '../../../../../src/core/core';
import { inspect, type Source } from '../../../../../src/extension/features/mapping/samples';
import { createMemoryFiles } from '../../../../fakes/memoryFiles';

async function inspected(content: string, names: Pick<MappingFile['mapping'], 'headers' | 'firstLine'>) {
  const files = createMemoryFiles({ '/data/a.csv': content });
  const core = { inspect: (file, signal) => inspectCsv(file, files, signal) } satisfies Pick<
    Awaited<ReturnType<Source['deps']['core']>>,
    'inspect'
  >;
  const source = { deps: { core: () => Promise.resolve(core) }, signal: new AbortController().signal };
  const mapping = { fields: [rename('Phone', 'Phone')], ...names };
  const found: CsvInspection = await inspect(Uri.file('/data/a.csv'), { mapping }, source as unknown as Source);
  return { columns: found.columns, preview: found.preview, count: found.records.count };
}

describe('the CSV of a mapping page', () => {
  it('has the names of the mapping instead of a first line that cannot be used', async () => {
    assert.deepEqual(await inspected('Name,,\nAcme,1,2\n', { headers: ['Name', 'Phone', 'Fax'] }), {
      columns: ['Name', 'Phone', 'Fax'],
      preview: [['Acme', '1', '2']],
      count: 1,
    });
  });

  it('has its first line as a row where the mapping says so', async () => {
    assert.deepEqual(await inspected('Acme,1\nUmbrella,2\n', { headers: ['Name', 'Phone'], firstLine: 'data' }), {
      columns: ['Name', 'Phone'],
      preview: [
        ['Acme', '1'],
        ['Umbrella', '2'],
      ],
      count: 2,
    });
  });
});
