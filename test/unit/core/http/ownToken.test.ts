// A token that a server repeats is cut out of everything that it answers, whatever the token looks like.
import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { withoutToken } from '../../../../src/core/http/ownToken';
import { createOrgClient } from '../../../../src/core/http/orgClient';
import { quietTask } from '../../../../src/core/kernel/task';
import { createFakeTransport, inOrder, type FakeAnswer } from '../../../fakes/fakeTransport';
import { createHastyClock } from '../../../fakes/manualClock';
import { openGate } from '../../../fakes/openGate';
import { createRecordingLog } from '../../../fakes/recordingLog';

// Of no shape that a pattern could recognize, and with characters that are encoded in URLs and in JSON.
const token = 'plain word/with+every="sign&more';
const spellings = [token, encodeURIComponent(token), new URLSearchParams({ '': token }).toString().slice(1)];

async function* from(chunks: readonly (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
}

async function textOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(Uint8Array.from(chunk));
  return Buffer.concat(chunks).toString();
}

describe('withoutToken', () => {
  it('replaces every spelling, wherever the body is cut into chunks', async () => {
    for (const spelling of spellings) {
      const text = `a,${spelling},b${spelling}${spelling}`;
      for (let cut = 0; cut <= text.length; cut += 1) {
        const body = from([text.slice(0, cut), text.slice(cut)]);
        assert.equal(await textOf(withoutToken(body, token)), 'a,[secret],b[secret][secret]');
      }
    }
  });

  it('changes no other text, however similar', async () => {
    const parts = fc.constantFrom(token.slice(0, 9), token.slice(3), token.slice(0, -1), 'x', '!', 'p', '\n', 'é');
    await fc.assert(
      fc.asyncProperty(fc.array(parts), async (chunks) => {
        const text = chunks.join('');
        const expected = text.replaceAll(token, '[secret]');
        assert.equal(await textOf(withoutToken(from(chunks), token)), expected);
        assert.equal(
          await textOf(withoutToken(from([...Buffer.from(text)].map((byte) => Uint8Array.of(byte))), token)),
          expected,
        );
      }),
    );
  });

  it('passes chunks without the token on uncopied', async () => {
    const chunk = Buffer.alloc(1000, 'plain ');
    for await (const passed of withoutToken(from([chunk]), token))
      if (passed.length > 100) assert.equal(passed.buffer, chunk.buffer);
  });

  it('passes a chunk on uncopied after an end that looks like the beginning of the token', async () => {
    const chunk = Buffer.alloc(1000, 'x');
    const passed: Uint8Array[] = [];
    for await (const one of withoutToken(from([`a,${token.slice(0, 5)}`, chunk]), token)) passed.push(one);
    assert.equal(Buffer.concat(passed).toString(), `a,${token.slice(0, 5)}${chunk.toString()}`);
    assert.ok(passed.some(({ buffer, length }) => buffer === chunk.buffer && length === chunk.length));
  });

  it('reads a chunk before its memory is used again', async () => {
    async function* lent(): AsyncGenerator<Uint8Array> {
      const memory = new Uint8Array(4);
      for (let at = 0; at < token.length; at += 4) {
        const piece = Buffer.from(token.slice(at, at + 4));
        memory.set(piece);
        yield memory.subarray(0, piece.length);
      }
    }
    assert.equal(await textOf(withoutToken(lent(), token)), '[secret]');
  });

  it('leaves text alone that is too short for a token', async () =>
    assert.equal(await textOf(withoutToken(from(['a yes b']), 'yes')), 'a yes b'));
});

describe('an org client whose server repeats the token', () => {
  const clientOf = (answer: FakeAnswer) =>
    createOrgClient({
      transport: createFakeTransport(inOrder(answer)),
      tokens: {
        current: async () => ({ accessToken: token, instanceUrl: 'https://ada.my.salesforce.com' }),
        renew: () => Promise.reject(new Error('not asked for')),
      },
      gate: openGate,
      clock: createHastyClock(),
      log: createRecordingLog(),
      apiVersion: '66.0',
      org: 'ada',
    });
  const request = { method: 'GET', path: '/services/data/v{v}/jobs/ingest/1', repeat: 'never' } as const;

  for (const spelling of spellings) {
    it(`gives the message of a job and rows without ${spelling.slice(0, 14)}…`, async () => {
      const body = { errorMessage: `Failed for ${spelling}` };
      const json = await clientOf({ body }).json(request, (value) => value, quietTask());
      assert.deepEqual(json, { errorMessage: 'Failed for [secret]' });
      const rows = ['"sf__Id","sf__Error",Name\n"","X:', spelling.slice(0, 5), `${spelling.slice(5)}:--",a\n`];
      const { body: csv } = await clientOf({ chunks: rows }).send(request, quietTask());
      assert.equal(await textOf(csv), '"sf__Id","sf__Error",Name\n"","X:[secret]:--",a\n');
    });
  }
});
