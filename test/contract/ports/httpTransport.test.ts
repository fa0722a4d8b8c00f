// The contract of every HttpTransport, run against the fake and the real one.
import { strict as assert } from 'node:assert';
import { createHttpTransport } from '../../../src/node/httpTransport';
import { NoAnswerError, type HttpTransport } from '../../../src/core/ports';
import { byPath, createFakeTransport } from '../../fakes/fakeTransport';
import { deadUrl, get, readAll, startHttp, type Loopback } from '../../unit/node/loopback';

interface Stage {
  readonly transport: HttpTransport;
  readonly url: string;
  readonly deadUrl: string;
  readonly close: () => Promise<void>;
}

async function fakeStage(): Promise<Stage> {
  const played = createFakeTransport(
    byPath({
      'GET /hello': { headers: { 'X-Word': 'hi', 'Set-Cookie': 'a=1, b=2' }, body: 'grüß dich' },
      'POST /echo': ({ body, headers }) => ({ status: 201, headers: { 'X-Kind': headers['x-kind'] ?? '' }, body }),
      'GET /missing': { status: 404, body: 'no' },
      'GET /moved': { status: 302, headers: { Location: '/hello' } },
      'GET /hang': () => new Promise(() => undefined),
      'GET /breaks': { chunks: ['half', new NoAnswerError('reset', 'maybe')] },
    }),
  );
  const transport: HttpTransport = {
    send: (request) =>
      request.url.startsWith('http://dead') ? Promise.reject(new NoAnswerError('refused', 'no')) : played.send(request),
  };
  return { transport, url: 'http://fake', deadUrl: 'http://dead', close: () => Promise.resolve() };
}

async function realStage(): Promise<Stage> {
  const server: Loopback = await startHttp((request, response) => {
    const answers: Readonly<Record<string, () => void>> = {
      '/hello': () => response.setHeader('X-Word', 'hi').setHeader('Set-Cookie', ['a=1', 'b=2']).end('grüß dich'),
      '/echo': () => {
        response.writeHead(201, { 'X-Kind': request.headers['x-kind'] ?? '' });
        void readAll(request).then((body) => response.end(body));
      },
      '/missing': () => response.writeHead(404).end('no'),
      '/moved': () => response.writeHead(302, { Location: '/hello' }).end(),
      '/hang': () => undefined,
      '/breaks': () => {
        response.writeHead(200, { 'Content-Length': '8' }).write('half', () => setImmediate(() => response.destroy()));
      },
    };
    answers[request.url ?? '']?.();
  });
  return { transport: createHttpTransport(), url: server.url, deadUrl: await deadUrl(), close: server.close };
}

for (const [name, start] of [
  ['the fake transport', fakeStage],
  ['the transport with node-fetch', realStage],
] as const)
  describe(`HttpTransport contract: ${name}`, () => {
    let stage: Stage;
    before(async () => {
      stage = await start();
    });
    after(() => stage.close());

    it('gives status, headers in any case and the body as text', async () => {
      const response = await stage.transport.send(get(`${stage.url}/hello`));
      assert.equal(response.status, 200);
      assert.equal(response.header('x-wORD'), 'hi');
      assert.equal(response.header('set-cookie'), 'a=1, b=2');
      assert.equal(response.header('absent'), undefined);
      assert.equal(await response.text(), 'grüß dich');
    });

    for (const [kind, body] of [
      ['text', 'Ünï'],
      ['bytes', new TextEncoder().encode('Ünï')],
      ['a stream of unknown size', { open: () => streamOf('Ü', 'n', 'ï') }],
      ['a stream of known size', { open: () => streamOf('Ü', 'n', 'ï'), sizeBytes: 5 }],
    ] as const)
      it(`sends ${kind} as the body`, async () => {
        const request = get(`${stage.url}/echo`, { method: 'POST', headers: { 'X-Kind': kind }, body });
        const response = await stage.transport.send(request);
        assert.equal(response.status, 201);
        assert.equal(response.header('x-kind'), kind);
        assert.equal(await response.text(), 'Ünï');
      });

    it('returns error responses and redirects unchanged', async () => {
      const missing = await stage.transport.send(get(`${stage.url}/missing`));
      assert.equal(missing.status, 404);
      missing.discard();
      const moved = await stage.transport.send(get(`${stage.url}/moved`));
      assert.equal(moved.status, 302);
      assert.equal(moved.header('location'), '/hello');
      moved.discard();
    });

    it('throws NoAnswerError with reached “no” when the connection is refused', async () => {
      await assert.rejects(
        stage.transport.send(get(stage.deadUrl)),
        (error) => error instanceof NoAnswerError && error.reason === 'refused' && error.reached === 'no',
      );
    });

    it('throws NoAnswerError while reading when the body is cut short', async () => {
      const response = await stage.transport.send(get(`${stage.url}/breaks`));
      await assert.rejects(
        response.text(),
        (error) => error instanceof NoAnswerError && error.reason === 'reset' && error.reached === 'maybe',
      );
    });

    it('throws the reason of the signal, before and during the call', async () => {
      const reason = new Error('the user canceled');
      const over = AbortSignal.abort(reason);
      await assert.rejects(stage.transport.send(get(`${stage.url}/hello`, { signal: over })), reason);
      const controller = new AbortController();
      const sent = stage.transport.send(get(`${stage.url}/hang`, { signal: controller.signal }));
      setImmediate(() => controller.abort(reason));
      await assert.rejects(sent, reason);
    });
  });

async function* streamOf(...parts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield new TextEncoder().encode(part);
}
