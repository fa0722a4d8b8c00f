// The contract of every Files, run against the disk in memory and the real one.
import { strict as assert } from 'node:assert';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Files } from '../../../src/core/ports';
import { createDisk } from '../../../src/node/disk';
import { createMemoryFiles } from '../../fakes/memoryFiles';

interface Stage {
  readonly files: Files;
  readonly root: string;
  readonly put: (path: string, text: string) => Promise<void>;
  /** All files in a folder, including drafts. */
  readonly list: (folder: string) => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
}

function memoryStage(): Promise<Stage> {
  const files = createMemoryFiles();
  return Promise.resolve({
    files,
    root: '/disk',
    put: async (path, text) => files.put(path, text),
    list: async (folder) =>
      files.paths().flatMap((path) => (path.startsWith(`${folder}/`) ? [path.slice(folder.length + 1)] : [])),
    close: () => Promise.resolve(),
  });
}

async function diskStage(): Promise<Stage> {
  const root = await mkdtemp(join(tmpdir(), 'kinetic-files-'));
  return {
    files: createDisk(),
    root,
    put: async (path, text) => {
      await mkdir(join(path, '..'), { recursive: true });
      await writeFile(path, text);
    },
    list: (folder) => readdir(folder),
    close: () => rm(root, { recursive: true }),
  };
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

async function textOf(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const read: Uint8Array[] = [];
  for await (const chunk of chunks) read.push(chunk);
  return Buffer.concat(read).toString();
}

for (const [name, start] of [
  ['in memory', memoryStage],
  ['on the disk', diskStage],
] as const)
  describe(`Files contract: ${name}`, () => {
    let stage: Stage;
    beforeEach(async () => {
      stage = await start();
    });
    afterEach(() => stage.close());

    it('lists the names in a folder, also of folders, and none for a folder that is missing', async () => {
      const { files, root, put } = stage;
      await put(files.join(root, 'box', 'a.log'), 'a');
      await put(files.join(root, 'box', 'inner', 'b.log'), 'b');
      assert.deepEqual([...(await files.list(files.join(root, 'box')))].sort(), ['a.log', 'inner']);
      assert.deepEqual(await files.list(files.join(root, 'missing')), []);
    });

    it('distinguishes files, folders and missing names', async () => {
      const { files, root, put } = stage;
      await put(files.join(root, 'data', 'rows.csv'), 'a,b\n');
      const file = await files.facts(files.join(root, 'data', 'rows.csv'));
      assert.equal(file?.kind, 'file');
      assert.equal(file.sizeBytes, 4);
      assert.ok(file.modifiedMs > 0);
      assert.equal((await files.facts(files.join(root, 'data')))?.kind, 'folder');
      assert.equal(await files.facts(files.join(root, 'absent')), undefined);
      assert.equal(await files.facts(files.join(root, 'data', 'rows.csv', 'below')), undefined);
    });

    it('reads a whole file and any range of it, the end excluded', async () => {
      const { files, root, put } = stage;
      const path = files.join(root, 'letters');
      await put(path, 'abcdefghijklmnopqrstuvwxyz');
      assert.equal(await textOf(files.read(path)), 'abcdefghijklmnopqrstuvwxyz');
      assert.equal(await textOf(files.read(path, { start: 20 })), 'uvwxyz');
      assert.equal(await textOf(files.read(path, { start: 2, end: 12 })), 'cdefghijkl');
      assert.equal(await textOf(files.read(path, { start: 5, end: 5 })), '');
      assert.equal(await textOf(files.read(path, { start: 24, end: 99 })), 'yz');
    });

    it('does not change a chunk when the next one is read', async () => {
      const { files, root, put } = stage;
      const path = files.join(root, 'large');
      await put(path, 'x'.repeat(1_200_000) + 'y'.repeat(300_000));
      const chunks: Uint8Array[] = [];
      for await (const chunk of files.read(path)) chunks.push(chunk);
      assert.ok(chunks.length > 1);
      assert.equal(chunks[0]?.[0], 'x'.charCodeAt(0));
      assert.equal(Buffer.concat(chunks).indexOf('y'), 1_200_000);
    });

    it('reads the same when chunks are only lent', async () => {
      const { files, root, put } = stage;
      const path = files.join(root, 'large');
      await put(path, 'x'.repeat(1_200_000) + 'y'.repeat(300_000));
      let text = '';
      for await (const chunk of files.read(path, { start: 1_199_999, end: 1_200_002, lent: true }))
        text += String(chunk);
      assert.equal(text, 'xyy');
      const sizes = { x: 0, y: 0 };
      for await (const chunk of files.read(path, { start: 0, lent: true }))
        for (const byte of chunk) sizes[byte === 0x78 ? 'x' : 'y']++;
      assert.deepEqual(sizes, { x: 1_200_000, y: 300_000 });
    });

    it('fails to read a missing file', async () => {
      await assert.rejects(textOf(stage.files.read(stage.files.join(stage.root, 'absent'))), /ENOENT/);
    });

    it('shows a written file under its name only when it is complete', async () => {
      const { files, root, put } = stage;
      const path = files.join(root, 'result.csv');
      await put(path, 'old');
      const writer = await files.write(path);
      await writer.write(bytes('ne'));
      await writer.write(bytes('w'));
      assert.equal(await textOf(files.read(path)), 'old');
      await writer.close();
      assert.equal(await textOf(files.read(path)), 'new');
      assert.deepEqual(await stage.list(root), ['result.csv']);
      await writer.discard();
      assert.equal(await textOf(files.read(path)), 'new', 'discard after close changes nothing');
    });

    it('creates the folder of a new file', async () => {
      const { files, root } = stage;
      const path = files.join(root, 'deep', 'deeper', 'result.csv');
      const writer = await files.write(path);
      await writer.write(bytes('x'));
      await writer.close();
      assert.equal(await textOf(files.read(path)), 'x');
    });

    it('keeps the old file and no other when a write is discarded', async () => {
      const { files, root, put } = stage;
      const path = files.join(root, 'result.csv');
      await put(path, 'old');
      const writer = await files.write(path);
      await writer.write(bytes('half'));
      await writer.discard();
      await writer.discard();
      assert.equal(await textOf(files.read(path)), 'old');
      assert.deepEqual(await stage.list(root), ['result.csv']);
    });

    it('continues a file at the given byte, and cuts off what followed', async () => {
      const { files, root, put } = stage;
      const path = files.join(root, 'grows.csv');
      await put(path, 'one,two,torn');
      const appender = await files.append(path, 8);
      await appender.write(bytes('three'));
      await appender.flush();
      assert.equal(await textOf(files.read(path)), 'one,two,three');
      await appender.write(bytes(',four'));
      await appender.close();
      await appender.close();
      assert.equal(await textOf(files.read(path)), 'one,two,three,four');
    });

    it('cuts off the end of a growing file, whether it was on the disk or not', async () => {
      const { files, root, put } = stage;
      const path = files.join(root, 'grows.csv');
      await put(path, 'one,');
      const appender = await files.append(path, 4);
      await appender.write(bytes('two,'));
      await Promise.all([appender.flush(), appender.write(bytes('three'))]);
      await appender.cut(8);
      await appender.write(bytes('four'));
      await appender.close();
      assert.equal(await textOf(files.read(path)), 'one,two,four');
    });

    it('creates a growing file with its folder', async () => {
      const { files, root } = stage;
      const path = files.join(root, 'deep', 'grows.csv');
      const appender = await files.append(path, 0);
      for (let line = 0; line < 100_000; line++) await appender.write(bytes(`line ${line % 10}\n`));
      await appender.close();
      assert.equal((await files.facts(path))?.sizeBytes, 700_000);
    });

    it('does not continue after the end of a file, which would leave a gap', async () => {
      const { files, root, put } = stage;
      const path = files.join(root, 'short.csv');
      await put(path, 'abc');
      await assert.rejects(files.append(path, 4), RangeError);
      assert.equal(await textOf(files.read(path)), 'abc');
    });

    it('renames a file over an old one in one step', async () => {
      const { files, root, put } = stage;
      const from = files.join(root, 'rows.part');
      const to = files.join(root, 'rows.csv');
      await put(from, 'new');
      await put(to, 'old');
      await files.rename(from, to);
      assert.equal(await textOf(files.read(to)), 'new');
      assert.equal(await files.facts(from), undefined);
      await assert.rejects(files.rename(from, to), /ENOENT/);
    });

    it('tells what is below a folder from what is beside it', async () => {
      const { files, root, put } = stage;
      const folder = files.join(root, 'maps');
      const inside = files.join(folder, 'tables', '..codes.csv');
      const beside = files.join(root, 'maps2', 'codes.csv');
      await put(inside, 'x');
      await put(beside, 'x');
      assert.equal(await files.isInside(inside, folder), true);
      assert.equal(await files.isInside(beside, folder), false);
      await assert.rejects(files.isInside(files.join(folder, 'none.csv'), folder), /ENOENT/);
    });

    it('removes a file, and accepts that it is missing', async () => {
      const { files, root, put } = stage;
      const path = files.join(root, 'result.csv');
      await put(path, 'x');
      await files.remove(path);
      await files.remove(path);
      assert.equal(await files.facts(path), undefined);
    });
  });
