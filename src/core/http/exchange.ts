// The innermost layer: sends one call and gives its response, or throws the error that the response means.
import { fromResponse } from '../errors/fromResponse';
import { redactText } from '../errors/redact';
import { SalesforceError } from '../errors/salesforceError';
import { NoAnswerError, type HttpRequest, type HttpResponse, type HttpTransport } from '../ports';
import { parseAddress } from './address';
import type { OrgRequest } from './client';
import type { Call, CallResponse, Send } from './interceptors';
import { removeSentSecrets } from './removeSentSecrets';
import { requestUrl } from './requestUrl';

export interface ExchangeParts {
  readonly transport: HttpTransport;
  /** Replaces `{v}` in paths, for example `66.0`. */
  readonly apiVersion: string;
  /** The org's name in messages. */
  readonly org: string;
  /** Where calls without a session are sent. */
  readonly baseUrl?: string;
}

const defaultIdleMs = 60_000;
const maxRedirects = 5;

export function createExchange(parts: ExchangeParts): Send {
  return async (call, task) => {
    task.signal.throwIfAborted();
    const first = toHttpRequest(call, parts, task.signal);
    const { response, request } = await follow(first, parts.transport);
    const answer = {
      ...withErrors(response, request),
      quote: (text: string) => redactText(removeSentSecrets(text, call)),
    };
    if (isSuccess(response.status, call.request)) return call.isBuffered ? readBody(answer, call) : answer;
    const body = await (call.request.isAnswer ? answer.text() : readHead(answer));
    if (response.status === 400 && call.request.isAnswer?.(body) === true)
      return { ...answer, text: () => Promise.resolve(body) };
    const text = removeSentSecrets(body, call);
    const what = `${request.method} ${new URL(request.url).pathname}`;
    throw fromResponse({ status: response.status, header: response.header, text }, { what, org: parts.org });
  };
}

function toHttpRequest({ request, session, isBuffered }: Call, parts: ExchangeParts, signal: AbortSignal): HttpRequest {
  const base = parseAddress(session?.instanceUrl ?? parts.baseUrl ?? '');
  const url = requestUrl(request, parts.apiVersion, base);
  // A path such as //example.com would send the token to another host.
  if (url.origin !== base.origin)
    throw new SalesforceError('input.badArgument', { message: `This is not a path: ${request.path}` });
  const body = request.json === undefined ? request.body : JSON.stringify(request.json);
  return {
    method: request.method,
    url: url.href,
    headers: {
      // Responses that are not buffered may be CSV, as the results of bulk jobs are.
      Accept: isBuffered ? 'application/json' : '*/*',
      'Accept-Encoding': 'gzip',
      'User-Agent': 'Kinetic-for-Salesforce',
      'Sforce-Call-Options': 'client=Kinetic',
      ...(request.json !== undefined && { 'Content-Type': 'application/json; charset=UTF-8' }),
      ...request.headers,
      ...(session && { Authorization: `Bearer ${session.accessToken}` }),
    },
    ...(body !== undefined && { body }),
    signal,
    idleTimeoutMs: request.idleTimeoutMs ?? defaultIdleMs,
  };
}

/** A 304 is only expected by a request that is conditional. */
function isSuccess(status: number, { headers = {} }: OrgRequest): boolean {
  const asked = Object.keys(headers).some((name) => /^if-(modified-since|none-match)$/i.test(name));
  return (status >= 200 && status < 300) || (status === 304 && asked);
}

async function follow(request: HttpRequest, transport: HttpTransport, hops = 0): ReturnType<typeof step> {
  const { response } = await step(request, transport);
  const location = response.header('location');
  const canFollow = request.method === 'GET' || request.method === 'HEAD';
  const isRedirect = [301, 302, 303, 307, 308].includes(response.status);
  if (!isRedirect || location === undefined || !canFollow || hops === maxRedirects) return { response, request };
  response.discard();
  return follow(redirect(request, location), transport, hops + 1);
}

async function step(
  request: HttpRequest,
  transport: HttpTransport,
): Promise<{ readonly response: HttpResponse; readonly request: HttpRequest }> {
  try {
    return { response: await transport.send(request), request };
  } catch (error) {
    throw translate(error, request);
  }
}

/** The token is never sent to another host that the first one redirects to. */
function redirect(request: HttpRequest, location: string): HttpRequest {
  const from = new URL(request.url);
  const to = parseAddress(URL.canParse(location, from.href) ? new URL(location, from).href : location);
  const headers = Object.entries(request.headers).filter(
    ([name]) => to.origin === from.origin || name.toLowerCase() !== 'authorization',
  );
  return { ...request, url: to.href, headers: Object.fromEntries(headers) };
}

/** A connection that breaks while the body is read gives the same errors as one that breaks before the response. */
function withErrors(response: HttpResponse, request: HttpRequest): HttpResponse {
  return {
    ...response,
    body: translateErrors(response.body, request),
    text: async () => {
      try {
        return await response.text();
      } catch (error) {
        throw translate(error, request);
      }
    },
  };
}

async function* translateErrors(body: AsyncIterable<Uint8Array>, request: HttpRequest): AsyncIterable<Uint8Array> {
  try {
    yield* body;
  } catch (error) {
    throw translate(error, request);
  }
}

/** Without a session, the response comes from a login server, which may be any server: its size is limited. */
async function readBody(response: CallResponse, { session }: Call): Promise<CallResponse> {
  const text = await (session ? response.text() : readHead(response));
  return { ...response, text: () => Promise.resolve(text) };
}

/** Longer than any login or error response. The rest of a body that never ends is not read. */
const maxHeadBytes = 1024 * 1024;

async function readHead({ body }: HttpResponse): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let sizeBytes = 0;
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true });
    sizeBytes += chunk.byteLength;
    if (sizeBytes > maxHeadBytes) return text;
  }
  return text + decoder.decode();
}

function translate(error: unknown, request: HttpRequest): unknown {
  if (!(error instanceof NoAnswerError)) return error;
  const { reason, reached, cause } = error;
  const details = {
    host: new URL(request.url).host,
    reason: cause instanceof Error ? cause.message : reason,
    reached,
    seconds: Math.round(request.idleTimeoutMs / 1000),
  };
  switch (reason) {
    case 'refused':
      return new SalesforceError('network.unreachable', details, { cause: error });
    case 'hostNotFound':
      return new SalesforceError('network.unknownHost', details, { cause: error });
    case 'proxy':
      return new SalesforceError('network.proxy', details, { cause: error });
    case 'tls':
      return new SalesforceError('network.untrusted', details, { cause: error });
    case 'timeout':
      return new SalesforceError('network.timeout', details, { cause: error });
    case 'reset':
      return new SalesforceError('network.connectionLost', details, { cause: error });
    case 'sourceFailed':
      // The file that was being sent could not be read, which is not a network error.
      return cause ?? error;
  }
}
