// The journal on disk after a process was killed during a write: only the incomplete line is lost.
import assert from 'node:assert/strict';
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFileJobStore } from '../../../src/node/fileJobStore';
import { createFileWriteLog } from '../../../src/node/fileWriteLog';

describe('a journal on disk', () => {
  let root: string;
  let file: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'kinetic-journal-'));
    file = join(root, 'job-a', 'events.jsonl');
  });
  afterEach(() => rm(root, { recursive: true }));

  for (const [what, torn] of [
    ['short', '{"at":2,"ty'],
    ['longer than one read', `{"text":"${'x'.repeat(200_000)}`],
    ['cut within a character', 'ä'],
    ['of zeros, as after a power failure', '\0'.repeat(70_000)],
  ] as const)
    it(`skips an incomplete last line, ${what}, and appends in its place`, async () => {
      const store = createFileJobStore(root, {});
      await store.append('job-a', '{"at":1}');
      await appendFile(file, Buffer.from(torn).subarray(0, what.startsWith('cut') ? 1 : undefined));
      assert.deepEqual(await store.read('job-a'), { file, lines: ['{"at":1}'] });
      await store.append('job-a', '{"at":3}');
      assert.equal(await readFile(file, 'utf8'), '{"at":1}\n{"at":3}\n');
    });

  it('returns damaged lines unchanged', async () => {
    const store = createFileJobStore(root, {});
    await store.append('job-a', '{"at":1}');
    await writeFile(file, '{"at":1}\n\n{"at\n{"at":4}\n');
    assert.deepEqual((await store.read('job-a')).lines, ['{"at":1}', '', '{"at', '{"at":4}']);
  });

  it('is empty when its only line is incomplete', async () => {
    const store = createFileJobStore(root, {});
    await store.folder('job-a');
    await writeFile(file, '{"form');
    assert.deepEqual((await store.read('job-a')).lines, []);
    await store.append('job-a', '{"at":1}');
    assert.equal(await readFile(file, 'utf8'), '{"at":1}\n');
  });
});

describe('the write journal on disk', () => {
  it('skips incomplete lines, returns damaged ones, and keeps the line numbers of the file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'kinetic-writes-'));
    const log = createFileWriteLog(folder);
    const file = join(folder, '1970-01.jsonl');
    await log.append('{"id":"a"}', 1);
    await appendFile(file, '\n{"id":"to');
    await log.append('{"id":"b"}', 1);
    await appendFile(file, '\n{"id":"dama\n');
    await appendFile(file, '\n{"id":"torn"');
    const [text] = await log.read();
    const found = text?.lines.flatMap((line, index) => (line === '' ? [] : [[index + 1, line]]));
    assert.deepEqual(found, [
      [2, '{"id":"a"}'],
      [5, '{"id":"b"}'],
      [7, '{"id":"dama'],
    ]);
    assert.equal((await readFile(file, 'utf8')).split('\n')[4], '{"id":"b"}');
    await rm(folder, { recursive: true });
  });
});
