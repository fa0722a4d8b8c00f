// HTTP over node-fetch, which goes through Node's http and https: the modules that VS Code patches for proxies and certificates.
import type { Readable } from 'node:stream';
import fetch, { type Response } from 'node-fetch';
import { NoAnswerError, type HttpRequest, type HttpResponse, type HttpTransport } from '../core/ports';
import { createFreshAgents, createKeptAgents, type AgentOf } from './agents';
import { toNoAnswer } from './noAnswer';
import type { ProxyOf } from './proxy';
import { watchSilence, type Silence } from './silence';
import { unzip } from './unzip';
import { isStream, toUpload, type Upload } from './upload';

/** Up to this size the rest of an unwanted answer is read, so that its connection can be used again. */
const worthDraining = 64 * 1024;

/** Without `proxyOf` the connections are direct, and VS Code, where we run in it, sees to proxies by itself. */
export function createHttpTransport(proxyOf?: ProxyOf): HttpTransport {
  const kept = createKeptAgents(proxyOf);
  const fresh = createFreshAgents(proxyOf);
  return {
    send: (request) => send(request, isStream(request.body) ? fresh : kept),
  };
}

/** One request under way: what may end it and what is known about its end. */
interface Flight {
  readonly silence: Silence;
  readonly upload: Upload;
  /** The answer was read, thrown away or broke: lets go of everything. */
  readonly land: () => void;
  readonly toError: (error: unknown) => unknown;
}

async function send(request: HttpRequest, agent: AgentOf): Promise<HttpResponse> {
  request.signal.throwIfAborted();
  const stop = new AbortController();
  const flight = startFlight(request, stop);
  const { body, sizeBytes } = flight.upload;
  try {
    flight.silence.arm();
    const response = await fetch(request.url, {
      method: request.method,
      headers: { ...request.headers, ...(sizeBytes !== undefined && { 'Content-Length': String(sizeBytes) }) },
      body: body ?? null,
      redirect: 'manual',
      compress: false,
      signal: stop.signal,
      agent,
    });
    flight.silence.disarm();
    return toHttpResponse(response, flight, hasBody(request, response));
  } catch (error) {
    flight.land();
    throw flight.toError(error);
  }
}

function startFlight({ signal, body, idleTimeoutMs }: HttpRequest, stop: AbortController): Flight {
  const abort = (): void => stop.abort();
  const silence = watchSilence(idleTimeoutMs, abort);
  const upload = toUpload(body, silence);
  signal.addEventListener('abort', abort, { once: true });
  return {
    silence,
    upload,
    land: () => {
      silence.close();
      signal.removeEventListener('abort', abort);
      // Who answered before the body was through does not want the rest.
      upload.stop();
    },
    toError: (error) => {
      if (signal.aborted) return signal.reason as unknown;
      if (silence.rang()) return new NoAnswerError('timeout', 'maybe');
      const failure = upload.failure();
      if (failure) return new NoAnswerError('sourceFailed', failure.sentAny ? 'maybe' : 'no', { cause: failure.error });
      // A request that could not even be built: our own mistake, no trouble of the network.
      return error instanceof TypeError ? error : toNoAnswer(error);
    },
  };
}

function hasBody(request: HttpRequest, { status, headers }: Response): boolean {
  return request.method !== 'HEAD' && status !== 204 && status !== 304 && headers.get('content-length') !== '0';
}

function toHttpResponse(response: Response, flight: Flight, mayHaveBody: boolean): HttpResponse {
  const received = response.body as Readable | null;
  if (!mayHaveBody || !received) {
    received?.resume();
    flight.land();
  }
  const stream = received && mayHaveBody ? unzip(received, response.headers.get('content-encoding')) : undefined;
  const body = stream ? readBody(stream, flight) : nothing();
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
      flight.land();
      if (Number(response.headers.get('content-length') ?? Infinity) <= worthDraining) stream?.resume();
      else stream?.destroy();
    },
  };
}

async function* nothing(): AsyncGenerator<Uint8Array> {
  // The answer has no body.
}

/** Counts silence only while we wait for the server, never while the reader is busy with the last chunk. */
async function* readBody(stream: Readable, flight: Flight): AsyncGenerator<Uint8Array> {
  const chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Uint8Array, undefined>;
  try {
    for (;;) {
      flight.silence.arm();
      const next = await chunks.next();
      flight.silence.disarm();
      if (next.done) return;
      yield next.value;
    }
  } catch (error) {
    throw flight.toError(error);
  } finally {
    flight.land();
    stream.destroy();
  }
}
