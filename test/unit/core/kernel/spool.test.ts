// Bytes that wait: few of them in memory, many in a file, and no remains of either.
import assert from 'node:assert/strict';
import { createSpool } from '../../../../src/core/kernel/spool';
import { createMemoryFiles } from '../../../fakes/memoryFiles';

async function textOf(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const read: Uint8Array[] = [];
  for await (const chunk of chunks) read.push(chunk);
  return Buffer.concat(read).toString('latin1');
}

const megabyte = (letter: string): Uint8Array => new Uint8Array(1024 * 1024).fill(letter.charCodeAt(0));

describe('a spool', () => {
  it('keeps few bytes in memory', async () => {
    const files = createMemoryFiles();
    const spool = createSpool(files, '/page');
    await spool.write(Buffer.from('one '));
    await spool.write(Buffer.from('two'));
    assert.equal(await textOf(spool.read()), 'one two');
    assert.deepEqual(files.paths(), []);
    await spool.drop();
  });

  it('puts many bytes into its file, in order, and removes it in the end', async () => {
    const files = createMemoryFiles({ '/page': 'left over from a crash' }, 1024 * 1024);
    const spool = createSpool(files, '/page');
    const letters = 'abcdefghijkl';
    for (const letter of letters) await spool.write(megabyte(letter));
    const text = await textOf(spool.read());
    assert.equal(text.length, letters.length * 1024 * 1024);
    assert.equal(text.replaceAll(/(.)\1*/g, '$1'), letters);
    assert.deepEqual(files.paths(), ['/page']);
    await spool.drop();
    assert.deepEqual(files.paths(), []);
  });
});
