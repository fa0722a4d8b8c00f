// The transport with node-fetch when connections fail: which errors it reports, and which responses still arrive.
import { strict as assert } from 'node:assert';
import dns from 'node:dns';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { NoAnswerError, type NoAnswerReason, type StreamBody } from '../../../src/core/ports';
import { createHttpTransport } from '../../../src/node/httpTransport';
import { deadUrl, get, readAll, startHttp, startSockets, type Loopback } from './loopback';

const transport = createHttpTransport();
const is = (reason: NoAnswerReason, reached: 'no' | 'maybe') => (error: unknown) =>
  error instanceof NoAnswerError && error.reason === reason && error.reached === reached;

describe('createHttpTransport', () => {
  const open: Loopback[] = [];
  const http: typeof startHttp = async (handle) => remember(await startHttp(handle));
  const sockets: typeof startSockets = async (handle) => remember(await startSockets(handle));
  const remember = (server: Loopback): Loopback => {
    open.push(server);
    return server;
  };
  afterEach(async () => {
    for (const server of open.splice(0)) await server.close();
  });

  describe('reports why there was no answer and whether the server may have acted', () => {
    it('for a host that does not exist', async () => {
      // The DNS of this machine is not used, because it may resolve every name or answer late.
      const { lookup } = dns;
      const why = Object.assign(new Error('no such host'), { code: 'ENOTFOUND' });
      Object.assign(dns, { lookup: (_: string, _o: object, done: (error: Error) => void) => setImmediate(done, why) });
      const sent = transport.send(get('http://no-such-host.invalid/')).finally(() => Object.assign(dns, { lookup }));
      await assert.rejects(sent, is('hostNotFound', 'no'));
    });

    it('for a server without TLS', async () => {
      const { url } = await http((_request, response) => response.end());
      await assert.rejects(transport.send(get(url.replace('http', 'https'))), is('tls', 'no'));
    });

    it('for a server that closes the connection during the TLS handshake', async () => {
      const { url } = await sockets((socket) => socket.once('data', () => socket.end()));
      await assert.rejects(transport.send(get(url.replace('http', 'https'))), is('tls', 'no'));
    });

    it('for a connection that is lost after the request was sent', async () => {
      const { url } = await sockets((socket) => socket.once('data', () => socket.resetAndDestroy()));
      await assert.rejects(transport.send(get(url)), is('reset', 'maybe'));
    });

    it('for a reused connection that is no longer open', async () => {
      let requests = 0;
      const { url } = await http((_request, response) => {
        requests += 1;
        if (requests === 1) response.end('first');
        else response.socket?.destroy();
      });
      const first = await transport.send(get(url));
      assert.equal(await first.text(), 'first');
      await assert.rejects(transport.send(get(url)), is('reset', 'maybe'));
    });

    it('for a server that never answers', async () => {
      const { url } = await http(() => undefined);
      await assert.rejects(transport.send(get(url, { idleTimeoutMs: 30 })), is('timeout', 'maybe'));
    });

    it('for a server that stops reading the upload', async () => {
      const { url } = await sockets((socket) => socket.pause());
      const body = { open: () => blocks(64 * 1024 * 1024), sizeBytes: 64 * 1024 * 1024 };
      await assert.rejects(
        transport.send(get(url, { method: 'PUT', body, idleTimeoutMs: 60 })),
        is('timeout', 'maybe'),
      );
    });

    it('for a source that fails, with its error as the cause', async () => {
      const { url } = await http(() => undefined);
      const cause = new Error('the disk was removed');
      for (const [bytes, reached] of [
        [0, 'no'],
        [1000, 'maybe'],
      ] as const)
        await assert.rejects(
          transport.send(get(url, { method: 'PUT', body: { open: () => failing(bytes, cause) } })),
          (error) => is('sourceFailed', reached)(error) && (error as NoAnswerError).cause === cause,
        );
    });

    for (const [what, actual] of [
      ['shorter', 900],
      ['longer', 1100],
    ] as const)
      it(`for a body that is ${what} than its Content-Length, before the server accepts it`, async () => {
        let received = 0;
        const { url } = await http((request, response) => {
          request.on('data', (chunk: Buffer) => (received += chunk.length));
          request.on('end', () => response.end());
        });
        const body = { open: () => blocks(actual, 100), sizeBytes: 1000 };
        await assert.rejects(transport.send(get(url, { method: 'PUT', body })), is('sourceFailed', 'maybe'));
        assert.ok(received <= 1000);
      });
  });

  describe('distinguishes a truncated response from a complete one', () => {
    const truncated: Readonly<Record<string, (socket: Socket) => void>> = {
      'by its length': (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf'),
      'by its last chunk': (socket) => socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n'),
      'within gzip data': (socket) => {
        const zipped = gzipSync('a whole answer'.repeat(50));
        socket.write(`HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ${zipped.length}\r\n\r\n`);
        socket.end(zipped.subarray(0, 20));
      },
      'within gzip data of the announced length': (socket) => {
        const zipped = gzipSync('a whole answer'.repeat(50)).subarray(0, 20);
        socket.write(`HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ${zipped.length}\r\n\r\n`);
        socket.end(zipped);
      },
    };
    for (const [how, answer] of Object.entries(truncated))
      it(how, async () => {
        const { url } = await sockets((socket) => socket.once('data', () => answer(socket)));
        const response = await transport.send(get(url));
        await assert.rejects(response.text(), is('reset', 'maybe'));
      });

    it('with a timeout when the server stops sending', async () => {
      const { url } = await http((_request, response) => void response.write('half'));
      const response = await transport.send(get(url, { idleTimeoutMs: 400 }));
      await assert.rejects(response.text(), is('timeout', 'maybe'));
    });

    it('but does not time out while the reader is slow', async () => {
      const { url } = await http((_request, response) => response.end('x'.repeat(1_000_000)));
      const response = await transport.send(get(url, { idleTimeoutMs: 200 }));
      let bytes = 0;
      for await (const chunk of response.body) {
        if (bytes === 0) await new Promise((resolve) => setTimeout(resolve, 600));
        bytes += chunk.length;
      }
      assert.equal(bytes, 1_000_000);
    });

    it('and stops reading with the reason of the signal when it aborts', async () => {
      const { url } = await http((_request, response) => void response.write('half'));
      const controller = new AbortController();
      const response = await transport.send(get(url, { signal: controller.signal }));
      const reading = response.text();
      const reason = new Error('enough');
      setImmediate(() => controller.abort(reason));
      await assert.rejects(reading, reason);
    });
  });

  it('decompresses responses', async () => {
    const { url } = await http((_request, response) => {
      response.setHeader('Content-Encoding', 'gzip').end(gzipSync('zipped'));
    });
    const response = await transport.send(get(url));
    assert.equal(await response.text(), 'zipped');
  });

  it('accepts an empty response with a gzip header', async () => {
    const { url } = await http((_request, response) => {
      response.setHeader('Content-Encoding', 'gzip').flushHeaders();
      response.end();
    });
    assert.equal(await (await transport.send(get(url))).text(), '');
  });

  for (const [how, headers] of [
    ['and keeps the connection', {}],
    ['and closes it', { Connection: 'close' }],
  ] as const)
    it(`returns the response of a server that rejects an upload before its end ${how}`, async () => {
      const { url } = await http((request, response) => {
        request.once('data', () => response.writeHead(400, headers).end('[{"errorCode":"BULK_API_ERROR"}]'));
      });
      for (let round = 0; round < 20; round += 1) {
        const source = watched(64 * 1024 * 1024);
        const response = await transport.send(get(url, { method: 'PUT', body: source.body }));
        assert.equal(response.status, 400);
        assert.equal(await response.text(), '[{"errorCode":"BULK_API_ERROR"}]');
        await source.closed;
        assert.ok(source.sentBytes() < 64 * 1024 * 1024, 'the rest of the upload is not sent');
      }
    });

  it('sends Content-Length for a known size, and else chunked encoding', async () => {
    const seen: (string | undefined)[] = [];
    const { url } = await http((request, response) => {
      seen.push(request.headers['content-length'] ?? request.headers['transfer-encoding']);
      void readAll(request).then(() => response.end());
    });
    for (const body of [{ open: () => blocks(300_000), sizeBytes: 300_000 }, { open: () => blocks(300_000) }])
      await (await transport.send(get(url, { method: 'PUT', body }))).text();
    assert.deepEqual(seen, ['300000', 'chunked']);
  });

  it('reads the source only as fast as the connection accepts it', async () => {
    const { url } = await sockets((socket) => socket.pause());
    const source = watched(256 * 1024 * 1024);
    const controller = new AbortController();
    const sent = transport.send(get(url, { method: 'PUT', body: source.body, signal: controller.signal }));
    await source.stalled();
    assert.ok(source.sentBytes() < 32 * 1024 * 1024);
    controller.abort(new Error('enough'));
    await assert.rejects(sent, /enough/);
    await source.closed;
  });

  it('reuses connections for later calls, but sends each stream on a new one', async () => {
    const ports: (number | undefined)[] = [];
    const { url } = await http((request, response) => {
      ports.push(request.socket.remotePort);
      void readAll(request).then(() => response.end('ok'));
    });
    const call = async (body?: StreamBody): Promise<void> => {
      const response = await transport.send(get(url, { method: 'PUT', ...(body && { body }) }));
      await response.text();
      await new Promise((resolve) => setImmediate(resolve));
    };
    await call();
    await call();
    await call({ open: () => blocks(10) });
    await call({ open: () => blocks(10) });
    assert.equal(ports[0], ports[1]);
    assert.equal(new Set(ports).size, 3);
  });

  it('removes its signal listeners when the call has ended', async () => {
    const { url } = await http((_request, response) => response.end('ok'));
    const { signal } = new AbortController();
    const listeners = countListeners(signal);
    await (await transport.send(get(url, { signal }))).text();
    (await transport.send(get(url, { signal }))).discard();
    await assert.rejects(transport.send(get(await deadUrl(), { signal })));
    assert.equal(listeners(), 0);
  });
});

async function* blocks(total: number, size = 1024 * 1024): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < total; at += size) yield Buffer.alloc(Math.min(size, total - at), 'x');
}

async function* failing(bytes: number, error: Error): AsyncGenerator<Uint8Array> {
  if (bytes > 0) yield Buffer.alloc(bytes);
  throw error;
}

interface Watched {
  readonly body: StreamBody;
  readonly sentBytes: () => number;
  /** Resolves when the transport closes the source. */
  readonly closed: Promise<void>;
  /** Resolves when the source has not been read for a while. */
  readonly stalled: () => Promise<void>;
}

function watched(sizeBytes: number): Watched {
  let sent = 0;
  const events = new EventTarget();
  async function* open(): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of blocks(sizeBytes)) {
        sent += chunk.length;
        yield chunk;
      }
    } finally {
      events.dispatchEvent(new Event('closed'));
    }
  }
  return {
    body: { open, sizeBytes },
    sentBytes: () => sent,
    closed: once(events as never, 'closed').then(() => undefined),
    stalled: async () => {
      for (let before = -1; before !== sent; await new Promise((resolve) => setTimeout(resolve, 100))) before = sent;
    },
  };
}

function countListeners(signal: AbortSignal): () => number {
  let count = 0;
  const add = signal.addEventListener.bind(signal);
  const remove = signal.removeEventListener.bind(signal);
  Object.assign(signal, {
    addEventListener: (...args: Parameters<typeof add>) => {
      count += 1;
      add(...args);
    },
    removeEventListener: (...args: Parameters<typeof remove>) => {
      count -= 1;
      remove(...args);
    },
  });
  return () => count;
}
