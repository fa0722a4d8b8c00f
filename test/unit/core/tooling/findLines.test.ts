// A text in the lines of a log: found at its line, wherever the chunks are cut and however long a line is.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findLines, type FoundLine } from '../../../../src/core/tooling/findLines';

async function* cut(bytes: Uint8Array, chunkBytes: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += chunkBytes) yield Promise.resolve(bytes.subarray(at, at + chunkBytes));
}

async function find(text: string, wanted: string, chunkBytes = 5): Promise<readonly FoundLine[]> {
  const found: FoundLine[] = [];
  for await (const one of findLines(cut(new TextEncoder().encode(text), chunkBytes), wanted)) found.push(one);
  return found;
}

describe('a text in a log', () => {
  it('is found with its line, once a line, without regard to letter case', async () => {
    assert.deepEqual(await find('one\nTwo two\r\nthree\ntwo', 'tWo'), [
      { line: 2, text: 'Two two' },
      { line: 4, text: 'two' },
    ]);
  });

  it('is found across chunks that cut a character', async () => {
    for (const size of [1, 2, 3, 4])
      assert.deepEqual(await find('ä\nöß straße\n', 'straße', size), [{ line: 2, text: 'öß straße' }]);
  });

  it('is found at the line that a plain search gives', async () => {
    const texts = fc.string({ unit: fc.constantFrom('a', 'B', '\n', 'é'), maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(
        texts,
        fc.constantFrom('a', 'ab', 'é', 'bé'),
        fc.integer({ min: 1, max: 9 }),
        async (text, wanted, size) => {
          const lines = text.split('\n').flatMap((line, at) => (line.toLowerCase().includes(wanted) ? [at + 1] : []));
          assert.deepEqual(
            (await find(text, wanted, size)).map(({ line }) => line),
            lines,
          );
        },
      ),
    );
  });

  it('in a line of a megabyte is shown with what surrounds it, and counted once', async () => {
    const long = 'x'.repeat(700_000);
    const [found, ...more] = await find(`first\n${long}needle${long}needle\nlast`, 'needle', 65_536);
    assert.deepEqual(more, []);
    assert.equal(found?.line, 2);
    assert.match(found.text, /^…x{60}needle/);
    assert.ok(found.text.length < 260);
    assert.deepEqual(
      (await find(`${long}\nneedle`, 'needle', 65_536)).map(({ line }) => line),
      [2],
    );
  });
});
