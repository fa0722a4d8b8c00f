// Buffered bytes: few in memory, many in a file, and nothing left of either.
import assert from 'node:assert/strict';
import { createSpool } from '../../../../src/core/kernel/spool';
import { createMemoryFiles } from '../../../fakes/memoryFiles';

async function textOf(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const read: Uint8Array[] = [];
  for await (const chunk of chunks) read.push(chunk);
  return Buffer.concat(read).toString();
}

const letters = 'abcdefghijkl';

describe('a spool', () => {
  it('keeps bytes in memory while there is room', async () => {
    const files = createMemoryFiles();
    const room = { freeBytes: 7 };
    const spool = createSpool(files, '/page', room);
    await spool.write(Buffer.from('one '));
    await spool.write(Buffer.from('two'));
    assert.equal(await textOf(spool.read()), 'one two');
    assert.deepEqual([files.paths(), room], [[], { freeBytes: 0 }]);
    await spool.drop();
    await spool.drop();
    assert.deepEqual(room, { freeBytes: 7 });
  });

  it('moves everything to its file in order when memory runs out, and removes the file at the end', async () => {
    const files = createMemoryFiles({ '/page': 'left over from a crash' });
    const room = { freeBytes: 5 };
    const spool = createSpool(files, '/page', room);
    for (const letter of letters) await spool.write(Buffer.from(letter));
    assert.deepEqual(room, { freeBytes: 5 });
    assert.equal(await textOf(spool.read()), letters);
    assert.deepEqual(files.paths(), ['/page']);
    await spool.drop();
    assert.deepEqual([files.paths(), room], [[], { freeBytes: 5 }]);
  });

  it('shares memory with other spools', async () => {
    const files = createMemoryFiles();
    const room = { freeBytes: 10 };
    const first = createSpool(files, '/1', room);
    const second = createSpool(files, '/2', room);
    for (const letter of letters) {
      await first.write(Buffer.from(letter));
      await second.write(Buffer.from(letter));
    }
    assert.equal(await textOf(first.read()), letters);
    assert.equal(await textOf(second.read()), letters);
    assert.equal(files.paths().length, 2, 'neither fits into memory next to the other');
    await first.drop();
    await second.drop();
    assert.deepEqual([files.paths(), room], [[], { freeBytes: 10 }]);
  });

  it('closes its file when the bytes cannot be moved there', async () => {
    const files = createMemoryFiles();
    const closed: string[] = [];
    const full: typeof files.append = async (path, at) => ({
      ...(await files.append(path, at)),
      write: () => Promise.reject(new Error('no space')),
      close: async () => void closed.push(path),
    });
    const room = { freeBytes: 3 };
    const spool = createSpool({ ...files, append: full }, '/page', room);
    await spool.write(Buffer.from('abc'));
    await assert.rejects(spool.write(Buffer.from('d')), /no space/);
    await spool.drop();
    assert.deepEqual([closed, files.paths(), room], [['/page'], [], { freeBytes: 3 }]);
  });
});
