// The contract of every PolicyStore, run against the one in memory and the one on disk; two stores stand for two
// processes.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
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

async function textOf(store: PolicyStore, organization = one): Promise<string | undefined> {
  const stored = await store.read(organization);
  if ('error' in stored) throw stored.error;
  return stored.text;
}

/** Whatever is there. */
async function put(store: PolicyStore, text: string | undefined, organization = one): Promise<void> {
  let isDone = false;
  while (!isDone) isDone = await store.replace(organization, (await store.read(organization)).revision, text);
}

/** Keeps what others have added. */
async function addTo(store: PolicyStore, word: string): Promise<void> {
  for (let isDone = false; !isDone;) {
    const { revision } = await store.read(one);
    const before = await textOf(store);
    isDone = await store.replace(one, revision, before === undefined ? word : `${before} ${word}`);
  }
}

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
      assert.equal(await textOf(stage.mine), undefined);
    });

    it('gives every process what one of them wrote, separately for each organization', async () => {
      await put(stage.mine, 'first');
      await put(stage.mine, 'second', other);
      assert.equal(await textOf(stage.theirs), 'first');
      await put(stage.theirs, 'third');
      assert.equal(await textOf(stage.mine), 'third');
      assert.equal(await textOf(stage.mine, other), 'second');
    });

    it('removes a policy, and accepts that it is missing', async () => {
      await put(stage.mine, 'first');
      await put(stage.theirs, undefined);
      await put(stage.theirs, undefined, other);
      assert.equal(await textOf(stage.mine), undefined);
      await put(stage.mine, 'again');
      assert.equal(await textOf(stage.theirs), 'again');
    });

    for (const [what, before, meanwhile] of [
      ['was set', undefined, 'strict'],
      ['was changed', 'loose', 'strict'],
      ['was removed', 'loose', undefined],
    ] as const)
      it(`replaces nothing when the policy ${what} since it was read`, async () => {
        if (before !== undefined) await put(stage.mine, before);
        const { revision } = await stage.mine.read(one);
        await put(stage.theirs, meanwhile);
        assert.equal(await stage.mine.replace(one, revision, 'mine'), false);
        assert.equal(await stage.mine.replace(one, revision, undefined), false);
        assert.equal(await textOf(stage.mine), meanwhile);
      });

    it('replaces nothing when the policy was changed and changed back since it was read', async () => {
      await put(stage.mine, 'strict');
      const { revision } = await stage.mine.read(one);
      for (const text of ['loose', undefined, 'strict']) await put(stage.theirs, text);
      assert.equal(await stage.mine.replace(one, revision, 'mine'), false);
    });

    it('loses no change of twelve at once', async () => {
      await Promise.all(
        Array.from({ length: 12 }, (_, at) => addTo(at % 2 === 0 ? stage.mine : stage.theirs, String(at))),
      );
      const words = ((await textOf(stage.mine)) ?? '').split(' ');
      assert.deepEqual(new Set(words), new Set(Array.from({ length: 12 }, (_, at) => String(at))));
    });

    it('never shows an incomplete text, even with many writers', async () => {
      const texts = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(50_000));
      await put(stage.mine, texts[0]);
      const seen = await Promise.all(
        texts.flatMap((text) => [put(stage.mine, text), put(stage.theirs, text), textOf(stage.mine)]),
      );
      for (const text of seen.filter((one) => typeof one === 'string')) assert.ok(texts.includes(text));
      assert.ok(texts.includes((await textOf(stage.theirs)) ?? ''));
    });

    it('reports changes by another process, until it is stopped', async () => {
      const heard = new Promise<string>((resolve) => {
        const stop = stage.mine.watch((organization) => {
          stop();
          resolve(organization);
        });
      });
      await put(stage.theirs, 'first');
      assert.equal(await heard, one);
    });
  });

describe('policies on the disk', () => {
  let root: string;
  let folder: string;
  const store = (): PolicyStore => createFilePolicies(folder);
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'kinetic-policies-'));
    folder = join(root, 'data', 'policies');
  });
  afterEach(() => rm(root, { recursive: true }));

  it('lose no change of twelve processes at once', async function () {
    this.timeout(120_000);
    const script = (word: number): string =>
      `const { createFilePolicies } = require(${JSON.stringify(join(process.cwd(), 'out', 'src', 'node', 'filePolicies.js'))});
       const store = createFilePolicies(${JSON.stringify(folder)});
       (async () => {
         for (;;) {
           const { revision, text } = await store.read('${one}');
           if (await store.replace('${one}', revision, [text, ${word}].filter((part) => part !== undefined).join(' '))) return;
         }
       })();`;
    const words = Array.from({ length: 12 }, (_, at) => at);
    await Promise.all(words.map((word) => promisify(execFile)(process.execPath, ['-e', script(word)])));
    assert.deepEqual(new Set((await textOf(store()))?.split(' ')), new Set(words.map(String)));
  });

  it('need no folder to be read, and create none', async () => {
    assert.equal(await textOf(store()), undefined);
    await assert.rejects(stat(join(root, 'data')), { code: 'ENOENT' });
  });

  it('are taken from a file without a number, which a person put there', async () => {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, `${one}.json`), 'by hand');
    assert.equal(await textOf(store()), 'by hand');
    const { revision } = await store().read(one);
    await writeFile(join(folder, `${one}.json`), 'edited');
    assert.equal(await store().replace(one, revision, 'mine'), false, 'an edit in place is a change');
    await put(store(), 'mine');
    assert.equal(await textOf(store()), 'mine');
  });

  it('leave few files after many changes', async () => {
    for (let at = 0; at < 10; at++) await put(store(), String(at));
    assert.equal((await readdir(folder)).length, 2);
  });

  if (process.platform === 'win32') process.stdout.write('Links need a privilege on Windows.\n');
  else {
    it('cannot be read when their file is a link to a missing file, and can be set again', async () => {
      await mkdir(folder, { recursive: true });
      await symlink(join(root, 'missing-drive', 'policy.json'), join(folder, `${one}.json`));
      const stored = await store().read(one);
      assert.ok('error' in stored);
      assert.equal(await store().replace(one, stored.revision, 'set again'), true);
      assert.equal(await textOf(store()), 'set again');
    });

    it('cannot be read when their folder, or one above it, is a link to a missing folder', async () => {
      for (const path of [dirname(folder), folder]) {
        await mkdir(dirname(path), { recursive: true });
        await symlink(join(root, 'missing-drive'), path);
        await assert.rejects(store().read(one), { code: 'ENOENT' });
        await rm(path);
      }
      await rm(dirname(folder), { recursive: true });
      await mkdir(join(root, 'drive'));
      await symlink(join(root, 'drive'), dirname(folder));
      assert.equal(await textOf(store()), undefined, 'a link to a folder that exists is fine');
    });

    it('cannot be read when a folder has their name', async () => {
      await mkdir(join(folder, `${one}.json`), { recursive: true });
      assert.ok('error' in (await store().read(one)));
    });
  }
});
