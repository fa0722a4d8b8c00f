// A network with prepared answers that remembers what was sent. An unexpected request throws.
import type { HttpRequest, HttpResponse, HttpTransport } from '../../src/core/ports';

export interface SentRequest {
  readonly method: HttpRequest['method'];
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly idleTimeoutMs: number;
}

export interface FakeAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text is sent unchanged, anything else as JSON; a list of chunks may end with an error that breaks the body. */
  readonly body?: unknown;
  readonly chunks?: readonly (string | Uint8Array | Error)[];
}

/** Throw a NoAnswerError to simulate a network failure. */
export type Script = (request: SentRequest, signal: AbortSignal) => FakeAnswer | Promise<FakeAnswer>;

export interface FakeTransport extends HttpTransport {
  readonly sent: readonly SentRequest[];
}

export function createFakeTransport(script: Script): FakeTransport {
  const sent: SentRequest[] = [];
  return {
    sent,
    send: async (request) => {
      request.signal.throwIfAborted();
      const seen: SentRequest = {
        method: request.method,
        url: new URL(request.url),
        headers: lowerCased(request.headers),
        body: await readBody(request.body),
        idleTimeoutMs: request.idleTimeoutMs,
      };
      sent.push(seen);
      return toResponse(await orAbort(Promise.resolve(script(seen, request.signal)), request.signal));
    },
  };
}

/** Answers in order, one per request; a request too many throws. */
export function inOrder(...answers: readonly (FakeAnswer | Error)[]): Script {
  let next = 0;
  return ({ method, url }) => {
    const answer = answers[next];
    next += 1;
    if (answer === undefined) throw new Error(`Unexpected request ${next}: ${method} ${url.pathname}`);
    if (answer instanceof Error) throw answer;
    return answer;
  };
}

/** Answers by `METHOD /path`; a path that is not listed throws. */
export function byPath(answers: Readonly<Record<string, FakeAnswer | Script>>): Script {
  return (request, signal) => {
    const key = `${request.method} ${request.url.pathname}`;
    const answer = answers[key];
    if (answer === undefined) throw new Error(`Unexpected request: ${key}`);
    return typeof answer === 'function' ? answer(request, signal) : answer;
  };
}

const lowerCased = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

async function readBody(body: HttpRequest['body']): Promise<string> {
  if (body === undefined || typeof body === 'string') return body ?? '';
  if (body instanceof Uint8Array) return Buffer.from(body).toString();
  const chunks: Uint8Array[] = [];
  for await (const chunk of body.open()) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

/** Like a real connection, an answer that never comes ends when the caller gives up. */
function orAbort<T>(answer: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', abort, { once: true });
    void answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

function toResponse({ status = 200, headers = {}, body, chunks }: FakeAnswer): HttpResponse {
  const fields = lowerCased(headers);
  const text = body === undefined ? [] : [typeof body === 'string' ? body : JSON.stringify(body)];
  const stream = play(chunks ?? text);
  return {
    status,
    header: (name) => fields[name.toLowerCase()],
    body: stream,
    text: async () => {
      const read: Uint8Array[] = [];
      for await (const chunk of stream) read.push(chunk);
      return Buffer.concat(read).toString();
    },
    discard: () => undefined,
  };
}

async function* play(chunks: readonly (string | Uint8Array | Error)[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) {
    if (chunk instanceof Error) throw chunk;
    yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
  }
}
