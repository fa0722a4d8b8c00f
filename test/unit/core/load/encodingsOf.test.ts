// A person is asked for the encoding of a file only when it is not UTF-8, wherever its bytes say so.
import assert from 'node:assert/strict';
import { encodingsOf } from '../../../../src/core/load/encodingsOf';
import { inspectCsv } from '../../../../src/core/load/inspect';
import { planLoad } from '../../../../src/core/load/plan';
import { quietTask } from '../../../../src/core/kernel/task';
import { createSha256 } from '../../../../src/node/sha256';
import { answerLookup } from '../../../fakes/noLookups';
import { createMemoryFiles } from '../../../fakes/memoryFiles';

const file = 'a.csv';
const { signal } = new AbortController();
/** Chunks of one to nine bytes, so that characters are cut in every place. */
const sizes = Array.from({ length: 9 }, (_, index) => index + 1);

const filesOf = (content: string | Uint8Array, chunkBytes: number) => {
  const files = createMemoryFiles({}, chunkBytes);
  files.put(file, content);
  return files;
};

describe('a file that is cut into chunks anywhere', () => {
  it('has no candidates when it is UTF-8', async () => {
    for (const size of sizes)
      for (const text of ['Name\nCafé\n', 'Name\n株式会社😀', 'é', '', '\ufeffName\né'])
        assert.deepEqual(await encodingsOf(file, filesOf(text, size), signal), [], `${text} in chunks of ${size}`);
  });

  it('has candidates when its last character is half of one in UTF-8', async () => {
    for (const size of sizes) {
      const [first] = await encodingsOf(file, filesOf(Buffer.from('Name\nCafé', 'latin1'), size), signal);
      assert.deepEqual([first?.encoding, first?.samples], ['windows-1252', ['Café']], `in chunks of ${size}`);
    }
  });

  it('is rejected with its encodings when its last character is half of one in UTF-8', async () => {
    const candidates = 'windows-1252 (“Café”), macintosh (“CafÈ”), windows-1251 (“Cafй”)';
    const expected = {
      code: 'input.unknownEncoding',
      details: { file, line: 2, offset: 8, byte: 'E9', candidates },
    };
    const files = filesOf(Buffer.from('Name\nCafé', 'latin1'), 7);
    await assert.rejects(inspectCsv({ file }, files, signal), expected);
    const spec = { kind: 'load', orgId: 'o', file, object: 'Account', operation: 'insert' } as const;
    await assert.rejects(
      planLoad(spec, { files, folder: 'job', sha256: createSha256, answerLookup }, quietTask()),
      expected,
    );
  });

  it('is rejected with the place of its damage when the other characters are UTF-8', async () => {
    const bytes = Uint8Array.from([...Buffer.from('Name\nCafé 株式会'), 0xe7, 0xa4]);
    await assert.rejects(inspectCsv({ file }, filesOf(bytes, 7), signal), {
      code: 'input.strayByte',
      details: { file, line: 2, offset: 20, byte: 'E7' },
    });
  });
});
