// The contract of every PolicyStore, run against the one in memory and the one on disk; two stores stand for two processes.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PolicyStore } from '../../../src/core/ports';
import { createFilePolicies } from '../../../src/node/filePolicies';
import { createMemoryPolicies, createPolicyShelf } from '../../fakes/memoryPolicies';

interface Stage {
  readonly mine: PolicyStore;
  readonly theirs: PolicyStore;
  readonly close: () => Promise<void>;
}

async function memoryStage(): Promise<Stage> {
  const shelf = createPolicyShelf();
  return { mine: createMemoryPolicies(shelf), theirs: createMemoryPolicies(shelf), close: async () => undefined };
}

async function diskStage(): Promise<Stage> {
  const root = await mkdtemp(join(tmpdir(), 'kinetic-policies-'));
  const folder = join(root, 'policies');
  const close = (): Promise<void> => rm(root, { recursive: true });
  return { mine: createFilePolicies(folder), theirs: createFilePolicies(folder), close };
}

const one = '00D5g000004ABCDEA2';
const other = '00D5g000004XYZXYZ2';

for (const [name, start] of [
  ['in memory', memoryStage],
  ['on the disk', diskStage],
] as const)
  describe(`PolicyStore contract: ${name}`, () => {
    let stage: Stage;
    beforeEach(async () => {
      stage = await start();
    });
    afterEach(() => stage.close());

    it('has no policy for an unknown organization', async () => {
      assert.equal(await stage.mine.read(one), undefined);
    });

    it('gives every process what one of them wrote, separately for each organization', async () => {
      await stage.mine.write(one, 'first');
      await stage.mine.write(other, 'second');
      assert.equal(await stage.theirs.read(one), 'first');
      await stage.theirs.write(one, 'third');
      assert.equal(await stage.mine.read(one), 'third');
      assert.equal(await stage.mine.read(other), 'second');
    });

    it('removes a policy, and accepts that it is missing', async () => {
      await stage.mine.write(one, 'first');
      await stage.theirs.write(one, undefined);
      await stage.theirs.write(other, undefined);
      assert.equal(await stage.mine.read(one), undefined);
    });

    it('never shows an incomplete text, even with many writers', async () => {
      const texts = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(50_000));
      await stage.mine.write(one, texts[0]);
      const seen = await Promise.all(
        texts.flatMap((text) => [stage.mine.write(one, text), stage.theirs.write(one, text), stage.mine.read(one)]),
      );
      for (const text of seen) assert.ok(text === undefined || texts.includes(text));
      assert.ok(texts.includes((await stage.theirs.read(one)) ?? ''));
    });

    it('reports changes by another process, until it is stopped', async () => {
      const heard = new Promise<string>((resolve) => {
        const stop = stage.mine.watch((organization) => {
          stop();
          resolve(organization);
        });
      });
      await stage.theirs.write(one, 'first');
      assert.equal(await heard, one);
    });
  });
