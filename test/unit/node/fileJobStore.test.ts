// The journal on disk after a process was killed during a write: only the incomplete line is lost.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import disk, {
  appendFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  rmdir,
  utimes,
  writeFile,
  type FileHandle,
} from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { JobStore } from '../../../src/core/ports';
import { createFileJobStore } from '../../../src/node/fileJobStore';
import { createFileWriteLog } from '../../../src/node/fileWriteLog';
import { linesOf } from '../../fakes/memoryJobStore';

/** As a process that runs the job and then ends. */
async function record(store: JobStore, line: string): Promise<void> {
  const claim = await store.claim('job-a');
  await store.append('job-a', line);
  await claim?.release();
}

const original = { open: disk.open, rm: disk.rm };

/** The disk fails in this way the next time that a journal is used for it, and only then. */
function failOnce(operation: 'stat' | 'read' | 'truncate' | 'appendFile' | 'datasync' | 'close'): void {
  disk.open = async (path, ...rest) => {
    const handle: FileHandle = await original.open(path, ...rest);
    if (basename(String(path)) !== 'events.jsonl') return handle;
    disk.open = original.open;
    const work = handle[operation].bind(handle) as () => Promise<unknown>;
    const fail = async (): Promise<never> => {
      Object.assign(handle, { [operation]: work });
      if (operation === 'close') await work();
      throw Object.assign(new Error(`EIO: i/o error, ${operation}`), { code: 'EIO' });
    };
    return Object.assign(handle, { [operation]: fail });
  };
}

describe('folders of jobs without a journal', () => {
  let root: string;
  const store = () => createFileJobStore(root, {});
  const old = new Date(Date.now() - 2 * 60 * 60_000);
  /** The owner that a process leaves which is killed. */
  const left = async (jobId: string, names: readonly string[], modified = old): Promise<void> => {
    const owner = { token: 't', pid: 999_999_999, host: hostname(), scope: '', started: '0' };
    await mkdir(join(root, jobId));
    for (const name of names) await writeFile(join(root, jobId, name), JSON.stringify(owner));
    for (const name of names) await utimes(join(root, jobId, name), modified, modified);
    await utimes(join(root, jobId), modified, modified);
  };
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'kinetic-left-'));
  });
  afterEach(async () => {
    Object.assign(disk, original);
    await rm(root, { recursive: true });
  });

  it('are removed when the process that made them has died', async () => {
    const draft = `owner.json.${randomUUID()}`;
    await left('empty', []);
    await left('claimed', ['owner.json']);
    await left('claiming', [draft]);
    await left('aborting', ['owner.json', 'abort-requested']);
    await store().removeLeftFolders();
    assert.deepEqual(await readdir(root), []);
  });

  it('are left alone with a file of their own, a journal, or when they are new', async () => {
    await left('stdin', ['stdin.csv']);
    await left('job', ['owner.json', 'events.jsonl']);
    await left('new', ['owner.json'], new Date());
    await store().removeLeftFolders();
    assert.deepEqual((await readdir(root)).sort(), ['job', 'new', 'stdin']);
    assert.deepEqual(await readdir(join(root, 'job')), ['events.jsonl', 'owner.json']);
  });

  it('are left alone while a process has the claim, however old they are', async () => {
    const claim = await store().claim('own');
    await utimes(join(root, 'own'), old, old);
    await store().removeLeftFolders();
    assert.deepEqual(await readdir(root), ['own']);
    await claim?.release();
  });

  it('can be claimed although another process removes the empty folder in between', async () => {
    disk.open = async (path, ...rest) => {
      disk.open = original.open;
      await rmdir(join(root, 'job-a'));
      return original.open(path, ...rest);
    };
    const mine = store();
    await mkdir(join(root, 'job-a'));
    const claim = await mine.claim('job-a');
    assert.ok(claim);
    await mine.append('job-a', '{}');
    await claim.release();
    assert.deepEqual(await mine.list(), ['job-a']);
  });
});

describe('a journal on disk', () => {
  let root: string;
  let file: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'kinetic-journal-'));
    file = join(root, 'job-a', 'events.jsonl');
  });
  afterEach(async () => {
    Object.assign(disk, original);
    await rm(root, { recursive: true });
  });

  for (const [what, torn] of [
    ['short', '{"at":2,"ty'],
    ['longer than one read', `{"text":"${'x'.repeat(200_000)}`],
    ['cut within a character', 'ä'],
    ['of zeros, as after a power failure', '\0'.repeat(70_000)],
  ] as const)
    it(`skips an incomplete last line, ${what}, and appends in its place`, async () => {
      const store = createFileJobStore(root, {});
      await record(store, '{"at":1}');
      await appendFile(file, Buffer.from(torn).subarray(0, what.startsWith('cut') ? 1 : undefined));
      assert.deepEqual(await linesOf(await store.read('job-a')), ['{"at":1}']);
      await record(store, '{"at":3}');
      assert.equal(await readFile(file, 'utf8'), '{"at":1}\n{"at":3}\n');
    });

  for (const operation of ['stat', 'read', 'truncate', 'appendFile', 'datasync'] as const)
    it(`is never extended after half a line, although the disk failed to ${operation}`, async () => {
      const store = createFileJobStore(root, {});
      await record(store, '{"at":1}');
      await appendFile(file, '{"at":2,"ty');
      const claim = await store.claim('job-a');
      failOnce(operation);
      await assert.rejects(store.append('job-a', '{"at":3}'), { code: 'EIO' });
      await store.append('job-a', '{"at":4}');
      const lines = (await linesOf(await store.read('job-a'))) ?? [];
      assert.deepEqual([lines[0], lines.at(-1)], ['{"at":1}', '{"at":4}']);
      for (const line of lines) assert.doesNotThrow(() => JSON.parse(line) as unknown, line);
      await claim?.release();
    });

  it('is opened again although it could not be closed, and the claim is released', async () => {
    const store = createFileJobStore(root, {});
    const claim = await store.claim('job-a');
    failOnce('close');
    await store.append('job-a', '{"at":1}');
    await assert.rejects(claim?.release() ?? assert.fail(), { code: 'EIO' });
    assert.deepEqual(await readdir(dirname(file)), ['events.jsonl'], 'another process can run the job');
    await record(store, '{"at":2}');
    assert.deepEqual(await linesOf(await store.read('job-a')), ['{"at":1}', '{"at":2}']);
  });

  it('is the last of the files that are removed, so that the removal can be repeated', async () => {
    const store = createFileJobStore(root, {});
    await record(store, '{"at":1}');
    for (const name of ['a.csv', 'z.csv']) await writeFile(join(dirname(file), name), '');
    disk.rm = (path, ...rest) =>
      basename(String(path)) === 'z.csv' ? Promise.reject(new Error('EBUSY')) : original.rm(path, ...rest);
    await assert.rejects(store.remove('job-a'), /EBUSY/);
    assert.deepEqual(await store.list(), ['job-a']);
    disk.rm = original.rm;
    await store.remove('job-a');
    assert.deepEqual(await readdir(root), []);
  });

  it('is removed before the name of its owner, so that no other process runs what is left', async () => {
    const mine = createFileJobStore(root, {});
    const theirs = createFileJobStore(root, {});
    const claim = await mine.claim('job-a');
    await mine.append('job-a', '{"at":1}');
    const seen: unknown[] = [];
    disk.rm = async (path, ...rest) => {
      const other = await theirs.claim('job-a');
      seen.push([basename(String(path)), (await theirs.list()).length, other]);
      return original.rm(path, ...rest);
    };
    await mine.remove('job-a');
    await claim?.release();
    assert.deepEqual(seen, [
      ['events.jsonl', 1, undefined],
      ['job-a', 0, undefined],
    ]);
  });

  it('is not read from anything but a file: a pipe would be waited for without end', async () => {
    const store = createFileJobStore(root, {});
    await mkdir(dirname(file), { recursive: true });
    execFileSync('mkfifo', [file]);
    assert.deepEqual(await store.list(), ['job-a']);
    await assert.rejects(store.read('job-a'), /events\.jsonl is no file/);
  });

  it('is kept for good when the number of days is damaged', async () => {
    const store = createFileJobStore(root, {});
    await store.keepDays(30);
    await writeFile(join(root, 'keep-days.txt'), '');
    assert.equal(await store.keptDays(), 0);
  });

  it('returns damaged lines unchanged', async () => {
    const store = createFileJobStore(root, {});
    await record(store, '{"at":1}');
    await writeFile(file, '{"at":1}\n\n{"at\n{"at":4}\n');
    assert.deepEqual(await linesOf(await store.read('job-a')), ['{"at":1}', '', '{"at', '{"at":4}']);
  });

  it('is empty when its only line is incomplete', async () => {
    const store = createFileJobStore(root, {});
    await mkdir(dirname(file));
    await writeFile(file, '{"form');
    assert.deepEqual(await linesOf(await store.read('job-a')), []);
    await record(store, '{"at":1}');
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
