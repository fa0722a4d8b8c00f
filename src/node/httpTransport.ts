// HTTP with node-fetch, because VS Code patches Node's http and https modules for proxies and certificates.
import type { Readable } from 'node:stream';
import fetch, { type Response } from 'node-fetch';
import { NoAnswerError, type HttpRequest, type HttpResponse, type HttpTransport } from '../core/ports';
import { createFreshAgents, createKeptAgents, type AgentOf } from './agents';
import { toNoAnswer } from './noAnswer';
import type { ProxyOf } from './proxy';
import { createIdleTimer, type IdleTimer } from './idleTimer';
import { unzip } from './unzip';
import { isStream, toUpload, type Upload } from './upload';

/** Up to this size, a discarded response is read to the end so that its connection can be reused. */
const maxDrainedBytes = 64 * 1024;

/** Without `proxyOf`, connections are direct. In VS Code, the patched modules apply the proxy settings. */
export function createHttpTransport(proxyOf?: ProxyOf): HttpTransport {
  const keptAlive = createKeptAgents(proxyOf);
  const fresh = createFreshAgents(proxyOf);
  return {
    send: (request) => send(request, isStream(request.body) ? fresh : keptAlive),
  };
}

/** One request in progress. */
interface Exchange {
  readonly idleTimer: IdleTimer;
  readonly upload: Upload;
  /** Releases everything once the response is read, discarded or failed. */
  readonly release: () => void;
  readonly toError: (error: unknown) => unknown;
}

async function send(request: HttpRequest, agent: AgentOf): Promise<HttpResponse> {
  request.signal.throwIfAborted();
  const controller = new AbortController();
  const exchange = startExchange(request, controller);
  const { body, sizeBytes } = exchange.upload;
  try {
    exchange.idleTimer.restart();
    const response = await fetch(request.url, {
      method: request.method,
      headers: { ...request.headers, ...(sizeBytes !== undefined && { 'Content-Length': String(sizeBytes) }) },
      body: body ?? null,
      redirect: 'manual',
      compress: false,
      signal: controller.signal,
      agent,
    });
    exchange.idleTimer.pause();
    return toHttpResponse(response, exchange, hasBody(request, response));
  } catch (error) {
    exchange.release();
    throw exchange.toError(error);
  }
}

function startExchange({ signal, body, idleTimeoutMs }: HttpRequest, controller: AbortController): Exchange {
  const abort = (): void => controller.abort();
  const idleTimer = createIdleTimer(idleTimeoutMs, abort);
  const upload = toUpload(body, idleTimer);
  signal.addEventListener('abort', abort, { once: true });
  return {
    idleTimer,
    upload,
    release: () => {
      idleTimer.close();
      signal.removeEventListener('abort', abort);
      // A server that responds before the whole body was sent does not need the rest.
      upload.stop();
    },
    toError: (error) => {
      if (signal.aborted) return signal.reason as unknown;
      if (idleTimer.hasExpired()) return new NoAnswerError('timeout', 'maybe');
      const failure = upload.failure();
      if (failure) return new NoAnswerError('sourceFailed', failure.sentAny ? 'maybe' : 'no', { cause: failure.error });
      // A TypeError means that the request is invalid: a bug here, not a network error.
      return error instanceof TypeError ? error : toNoAnswer(error);
    },
  };
}

function hasBody(request: HttpRequest, { status, headers }: Response): boolean {
  return request.method !== 'HEAD' && status !== 204 && status !== 304 && headers.get('content-length') !== '0';
}

function toHttpResponse(response: Response, exchange: Exchange, expectsBody: boolean): HttpResponse {
  const received = response.body as Readable | null;
  if (!expectsBody || !received) {
    received?.resume();
    exchange.release();
  }
  const stream = received && expectsBody ? unzip(received, response.headers.get('content-encoding')) : undefined;
  const body = stream ? readBody(stream, exchange) : nothing();
  return {
    status: response.status,
    header: (name) => response.headers.get(name) ?? undefined,
    body,
    text: async () => {
      const decoder = new TextDecoder();
      let text = '';
      for await (const chunk of body) text += decoder.decode(chunk, { stream: true });
      return text + decoder.decode();
    },
    discard: () => {
      exchange.release();
      if (Number(response.headers.get('content-length') ?? Infinity) <= maxDrainedBytes) stream?.resume();
      else stream?.destroy();
    },
  };
}

async function* nothing(): AsyncGenerator<Uint8Array> {
  // The response has no body.
}

/** The idle timeout applies only while waiting for the server, not while the reader handles a chunk. */
async function* readBody(stream: Readable, exchange: Exchange): AsyncGenerator<Uint8Array> {
  const chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Uint8Array, undefined>;
  try {
    for (;;) {
      exchange.idleTimer.restart();
      const next = await chunks.next();
      exchange.idleTimer.pause();
      if (next.done) return;
      yield next.value;
    }
  } catch (error) {
    throw exchange.toError(error);
  } finally {
    exchange.release();
    stream.destroy();
  }
}
