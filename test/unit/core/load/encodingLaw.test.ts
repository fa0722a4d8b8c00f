// No bytes are ever read in an encoding that another byte of the file contradicts, and none in one without a name.
import { createSha256 } from '../../../../src/node/sha256';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { SalesforceError } from '../../../../src/core/errors/salesforceError';
import { inspectCsv } from '../../../../src/core/load/inspect';
import { planLoad } from '../../../../src/core/load/plan';
import type { LoadPlan } from '../../../../src/core/load/place';
import { quietTask } from '../../../../src/core/kernel/task';
import { encodings } from '../../../../src/core/model/encoding';
import type { LoadSpec } from '../../../../src/core/model/load';
import { answerLookup } from '../../../fakes/noLookups';
import { createMemoryFiles } from '../../../fakes/memoryFiles';

const file = 'in/a.csv';
const spec: LoadSpec = { kind: 'load', orgId: 'o', file, object: 'Account', operation: 'insert', api: 'auto' };

/** What arrives of the file, in UTF-8; or the code of the error. */
async function arrives(bytes: Uint8Array, more: Partial<LoadSpec> = {}): Promise<string | { readonly text: string }> {
  const files = createMemoryFiles({}, 7);
  files.put(file, bytes);
  const place = { files, folder: 'job', sha256: createSha256, answerLookup };
  try {
    const plan: LoadPlan = await planLoad({ ...spec, ...more }, place, quietTask());
    const pieces: Uint8Array[] = [];
    for await (const piece of files.read(plan.rewritten ? files.join('job', 'upload.csv') : file, { start: 0 }))
      pieces.push(Uint8Array.from(piece));
    return { text: Buffer.concat(pieces).toString() };
  } catch (error) {
    if (!(error instanceof SalesforceError)) throw error;
    return error.code;
  }
}

/** Bytes from 0x80 on, with and without UTF-8 among them, and some ASCII. */
const value = fc.array(
  fc.oneof(
    fc.constantFrom([0x61], [0x20], [0xc3, 0xa9], [0xe2, 0x82, 0xac], [0xf0, 0x9f, 0x98, 0x80]),
    fc.integer({ min: 0x80, max: 0xff }).map((byte) => [byte]),
  ),
  { minLength: 1, maxLength: 6 },
);

const fileOf = (values: readonly (readonly (readonly number[])[])[], ascii: number): Uint8Array =>
  Uint8Array.from([
    ...Buffer.from(`Name,Note\n${'x,y\n'.repeat(ascii)}`),
    ...values.flatMap((pieces) => [0x78, ...pieces.flat(), 0x2c, 0x79, 0x0a]),
  ]);

const files = fc.tuple(fc.array(value, { minLength: 1, maxLength: 6 }), fc.integer({ min: 0, max: 3 }));

describe('the encoding of a file', () => {
  it('is never taken without a name unless every byte of the file is UTF-8', async () => {
    await fc.assert(
      fc.asyncProperty(files, async ([values, ascii]) => {
        const bytes = fileOf(values, ascii);
        const isUtf8 = Buffer.from(Buffer.from(bytes).toString()).equals(bytes);
        const found = await arrives(bytes, { allowReplacementCharacters: true });
        if (isUtf8) assert.deepEqual(found, { text: Buffer.from(bytes).toString() });
        else assert.match(typeof found === 'string' ? found : 'loaded', /^input\.(?:strayByte|unknownEncoding)$/);
      }),
      { numRuns: 300 },
    );
  });

  it('is never taken by its name when a byte of the file contradicts it, wherever that byte is', async () => {
    const single = encodings.filter((name) => /^(?:windows|iso-8859|koi8|ibm866|macintosh|x-mac)/.test(name));
    await fc.assert(
      fc.asyncProperty(files, fc.constantFrom(...single), async ([values, ascii], encoding) => {
        const bytes = fileOf(values, ascii);
        const found = await arrives(bytes, { dialect: { encoding }, allowReplacementCharacters: true });
        const text = typeof found === 'string' ? undefined : found.text;
        const expected = new TextDecoder(encoding).decode(bytes);
        // Node 20 reads Windows-1252 as Latin-1.
        if (encoding !== 'windows-1252' && text !== undefined) assert.equal(text, expected);
        assert.doesNotMatch(text ?? '', /[\u0080-\u009f\ufffd]/);
        if (text === undefined) assert.equal(found, 'input.badEncoding');
      }),
      { numRuns: 300 },
    );
  });

  it('is never taken from the first megabyte alone', async () => {
    const lines = Buffer.from(`Name,Note\n${'Café,abcdefghijklmnopqrstuvwxyz\n'.repeat(35_000)}`);
    const bytes = Buffer.concat([lines, Buffer.from([0x5a, 0x6f, 0xeb, 0x2c, 0x0a])]);
    const memory = createMemoryFiles({}, 64 * 1024);
    memory.put(file, bytes);
    const { dialect } = await inspectCsv({ file }, memory, new AbortController().signal);
    assert.equal(dialect.encoding, 'utf-8');
    const place = { files: memory, folder: 'job', sha256: createSha256, answerLookup };
    await assert.rejects(planLoad(spec, place, quietTask()), {
      code: 'input.strayByte',
      details: { file, line: 35_002, offset: lines.length + 2, byte: 'EB' },
    });
  });
});
