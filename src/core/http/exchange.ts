// The innermost layer: one call as bytes on the wire, its answer or the error that stands for it.
import { fromResponse } from '../errors/fromResponse';
import { redactText } from '../errors/redact';
import { SalesforceError } from '../errors/salesforceError';
import { NoAnswerError, type HttpRequest, type HttpResponse, type HttpTransport } from '../ports';
import { parseAddress } from './address';
import type { OrgRequest } from './client';
import { cutEchoes } from './echo';
import type { Answer, Call, Send } from './interceptors';
import { requestUrl } from './requestUrl';

export interface Wire {
  readonly transport: HttpTransport;
  /** Stands for `{v}` in paths, for example `66.0`. */
  readonly apiVersion: string;
  /** What people call the org, for sentences. */
  readonly org: string;
  /** Where calls without a session go. */
  readonly baseUrl?: string;
}

const defaultIdleMs = 60_000;
const mostRedirects = 5;

export function createExchange(wire: Wire): Send {
  return async (call, task) => {
    task.signal.throwIfAborted();
    const first = toHttpRequest(call, wire, task.signal);
    const { response, request } = await follow(first, wire.transport);
    const answer = { ...guardBody(response, request), quote: (text: string) => redactText(cutEchoes(text, call)) };
    if (isSuccess(response.status, call.request)) return call.whole ? readWhole(answer, call) : answer;
    const body = await (call.request.isAnswer ? answer.text() : readHead(answer));
    if (response.status === 400 && call.request.isAnswer?.(body) === true)
      return { ...answer, text: () => Promise.resolve(body) };
    const text = cutEchoes(body, call);
    const what = `${request.method} ${new URL(request.url).pathname}`;
    throw fromResponse({ status: response.status, header: response.header, text }, { what, org: wire.org });
  };
}

function toHttpRequest({ request, session, whole }: Call, wire: Wire, signal: AbortSignal): HttpRequest {
  const base = parseAddress(session?.instanceUrl ?? wire.baseUrl ?? '');
  const url = requestUrl(request, wire.apiVersion, base);
  // A path such as //elsewhere would take the token to another host.
  if (url.origin !== base.origin)
    throw new SalesforceError('input.badArgument', { message: `Not a path: ${request.path}` });
  const body = request.json === undefined ? request.body : JSON.stringify(request.json);
  return {
    method: request.method,
    url: url.href,
    headers: {
      // Not everything is JSON: results of bulk jobs are CSV.
      Accept: whole ? 'application/json' : '*/*',
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

/** A 304 answers a question; without one it would be a surprise. */
function isSuccess(status: number, { headers = {} }: OrgRequest): boolean {
  const asked = Object.keys(headers).some((name) => /^if-(modified-since|none-match)$/i.test(name));
  return (status >= 200 && status < 300) || (status === 304 && asked);
}

async function follow(request: HttpRequest, transport: HttpTransport, hops = 0): ReturnType<typeof step> {
  const { response } = await step(request, transport);
  const location = response.header('location');
  const canFollow = request.method === 'GET' || request.method === 'HEAD';
  const isRedirect = [301, 302, 303, 307, 308].includes(response.status);
  if (!isRedirect || location === undefined || !canFollow || hops === mostRedirects) return { response, request };
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

/** The token belongs to the host it was sent to and to nobody that host points at. */
function redirect(request: HttpRequest, location: string): HttpRequest {
  const from = new URL(request.url);
  const to = parseAddress(URL.canParse(location, from.href) ? new URL(location, from).href : location);
  const headers = Object.entries(request.headers).filter(
    ([name]) => to.origin === from.origin || name.toLowerCase() !== 'authorization',
  );
  return { ...request, url: to.href, headers: Object.fromEntries(headers) };
}

/** Breaks while the body is read get the same sentences as breaks before the answer. */
function guardBody(response: HttpResponse, request: HttpRequest): HttpResponse {
  return {
    ...response,
    body: translating(response.body, request),
    text: async () => {
      try {
        return await response.text();
      } catch (error) {
        throw translate(error, request);
      }
    },
  };
}

async function* translating(body: AsyncIterable<Uint8Array>, request: HttpRequest): AsyncIterable<Uint8Array> {
  try {
    yield* body;
  } catch (error) {
    throw translate(error, request);
  }
}

/** Without a session it is a login server that answers, which may be anybody. */
async function readWhole(response: Answer, { session }: Call): Promise<Answer> {
  const text = await (session ? response.text() : readHead(response));
  return { ...response, text: () => Promise.resolve(text) };
}

/** More than any login or refusal says; the rest of a body that never ends is not waited for. */
const longestHeadBytes = 1024 * 1024;

async function readHead({ body }: HttpResponse): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let sizeBytes = 0;
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true });
    sizeBytes += chunk.byteLength;
    if (sizeBytes > longestHeadBytes) return text;
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
      return new SalesforceError('network.noHost', details, { cause: error });
    case 'proxy':
      return new SalesforceError('network.proxy', details, { cause: error });
    case 'tls':
      return new SalesforceError('network.untrusted', details, { cause: error });
    case 'timeout':
      return new SalesforceError('network.timeout', details, { cause: error });
    case 'reset':
      return new SalesforceError('network.broken', details, { cause: error });
    case 'sourceFailed':
      // What was being sent could not be read: the network has no part in it.
      return cause ?? error;
  }
}
