// The files of a retry: what becomes of them when one cannot be written.
import assert from 'node:assert/strict';
import { writeRetry } from '../../../../../src/core/jobs/retry/retryRows';
import { createMemoryFiles } from '../../../../fakes/memoryFiles';
import { watchWriters } from '../../../../fakes/openWriters';

describe('the files of a retry', () => {
  it('are not left open when one of them cannot be opened', async () => {
    const files = watchWriters(createMemoryFiles(), 'rows');
    const source = { files, list: 'failed', segments: [], total: 0, version: '' } as const;
    const spec = {
      source,
      rows: new Uint32Array(),
      columns: ['Name'],
      dialect: { delimiter: ',', lineEnding: 'LF' } as const,
    };
    await assert.rejects(
      writeRetry(spec, { csv: 'retry.csv', rows: 'rows', lines: 'lines' }, files, new AbortController().signal),
      /rows cannot be opened/,
    );
    assert.deepEqual([...files.open], []);
  });
});
