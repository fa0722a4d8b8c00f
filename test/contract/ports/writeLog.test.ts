// The contract of every WriteLog, run against the one in memory and the one on disk; two logs stand for two processes.
import assert from 'node:assert/strict';
import { appendFile, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WriteLog } from '../../../src/core/ports';
import { createFileWriteLog } from '../../../src/node/fileWriteLog';
import { createMemoryWriteLog } from '../../fakes/memoryWriteLog';

interface Stage {
  readonly mine: WriteLog;
  readonly theirs: WriteLog;
  /** A process ended in the middle of a line. */
  readonly tear: () => Promise<void>;
  readonly close: () => Promise<void>;
}

async function memoryStage(): Promise<Stage> {
  const lines: string[] = [];
  const nothing = async (): Promise<void> => undefined;
  return { mine: createMemoryWriteLog(lines), theirs: createMemoryWriteLog(lines), tear: nothing, close: nothing };
}

async function diskStage(): Promise<Stage> {
  const root = await mkdtemp(join(tmpdir(), 'kinetic-writes-'));
  const folder = join(root, 'data', 'writes');
  return {
    mine: createFileWriteLog(folder),
    theirs: createFileWriteLog(folder),
    tear: () => appendFile(join(folder, '1970-01.jsonl'), '\n{"type":"begun","id":"to'),
    close: () => rm(root, { recursive: true }),
  };
}

const line = (id: string, at = 1): readonly [string, number] => [JSON.stringify({ id }), at];
const ids = async (log: WriteLog, since?: number): Promise<readonly string[]> =>
  (await log.read(since)).flatMap(({ lines }) =>
    lines.filter((text) => text !== '').map((text) => (JSON.parse(text) as { readonly id: string }).id),
  );

it('the write journal has one file for each month, which only its owner can read', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kinetic-writes-'));
  const log = createFileWriteLog(folder);
  await log.append(...line('a', Date.UTC(2026, 9, 31, 23, 59)));
  await log.append(...line('b', Date.UTC(2026, 10, 1)));
  await writeFile(join(folder, 'notes.txt'), 'of the user');
  assert.deepEqual((await readdir(folder)).sort(), ['2026-10.jsonl', '2026-11.jsonl', 'notes.txt']);
  if (process.platform !== 'win32') assert.equal((await stat(join(folder, '2026-11.jsonl'))).mode & 0o077, 0);
  assert.deepEqual(await ids(log, Date.UTC(2026, 10, 20)), ['b']);
  await rm(folder, { recursive: true });
});

for (const [name, start] of [
  ['in memory', memoryStage],
  ['on the disk', diskStage],
] as const)
  describe(`WriteLog contract: ${name}`, () => {
    let stage: Stage;
    beforeEach(async () => {
      stage = await start();
    });
    afterEach(() => stage.close());

    it('is empty before the first write', async () => assert.deepEqual(await ids(stage.mine), []));

    it('gives every process the lines of all processes, oldest first', async () => {
      await stage.mine.append(...line('a'));
      await stage.theirs.append(...line('b'));
      await stage.mine.append(...line('c'));
      assert.deepEqual(await ids(stage.theirs), ['a', 'b', 'c']);
    });

    it('loses no line when several append at once', async () => {
      const all = Array.from({ length: 200 }, (_, at) => `write-${at}`);
      await Promise.all(all.map((id, at) => (at % 2 === 0 ? stage.mine : stage.theirs).append(...line(id, at))));
      assert.deepEqual([...(await ids(stage.mine))].sort(), [...all].sort());
    });

    it('gives all lines, or all since a given time', async () => {
      const january = 0;
      const march = Date.UTC(1970, 2, 1);
      const later = Date.UTC(2026, 10, 20);
      await stage.mine.append(...line('a', january));
      await stage.theirs.append(...line('b', march));
      await stage.mine.append(...line('c', later));
      assert.deepEqual(await ids(stage.mine), ['a', 'b', 'c']);
      assert.deepEqual((await ids(stage.mine, march)).slice(-2), ['b', 'c']);
    });

    it('loses only the incomplete line when a process ends in the middle of one', async () => {
      await stage.mine.append(...line('before'));
      await stage.tear();
      await stage.theirs.append(...line('after'));
      assert.deepEqual(await ids(stage.mine), ['before', 'after']);
    });
  });
