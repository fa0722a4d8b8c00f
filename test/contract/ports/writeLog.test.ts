// What every WriteLog owes the core, shown by the one in memory and the one on disk; two logs play two processes.
import assert from 'node:assert/strict';
import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WriteLine, WriteLog } from '../../../src/core/ports';
import { createFileWriteLog } from '../../../src/node/fileWriteLog';
import { createMemoryWriteLog } from '../../fakes/memoryWriteLog';

interface Stage {
  readonly mine: WriteLog;
  readonly theirs: WriteLog;
  /** A process died in the middle of a line. */
  readonly tear: () => Promise<void>;
  readonly close: () => Promise<void>;
}

async function memoryStage(): Promise<Stage> {
  const lines: WriteLine[] = [];
  const nothing = async (): Promise<void> => undefined;
  return { mine: createMemoryWriteLog(lines), theirs: createMemoryWriteLog(lines), tear: nothing, close: nothing };
}

async function diskStage(): Promise<Stage> {
  const root = await mkdtemp(join(tmpdir(), 'kinetic-writes-'));
  const path = join(root, 'data', 'writes.jsonl');
  return {
    mine: createFileWriteLog(path),
    theirs: createFileWriteLog(path),
    tear: () => appendFile(path, '\n{"type":"begun","id":"to'),
    close: () => rm(root, { recursive: true }),
  };
}

const line = (id: string, at = 1): WriteLine => ({ type: 'ended', id, at, outcome: 'complete' });

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

    it('is empty before the first write', async () => assert.deepEqual(await stage.mine.read(), []));

    it('gives every process the lines of all, oldest first', async () => {
      await stage.mine.append(line('a'));
      await stage.theirs.append(line('b'));
      await stage.mine.append(line('c'));
      assert.deepEqual(await stage.theirs.read(), [line('a'), line('b'), line('c')]);
    });

    it('loses no line when several append at once', async () => {
      const ids = Array.from({ length: 200 }, (_, at) => `write-${at}`);
      await Promise.all(ids.map((id, at) => (at % 2 === 0 ? stage.mine : stage.theirs).append(line(id, at))));
      assert.deepEqual((await stage.mine.read()).map(({ id }) => id).sort(), [...ids].sort());
    });

    it('loses nothing but the torn line when a process dies in the middle of one', async () => {
      await stage.mine.append(line('before'));
      await stage.tear();
      await stage.theirs.append(line('after'));
      assert.deepEqual(await stage.mine.read(), [line('before'), line('after')]);
    });
  });
