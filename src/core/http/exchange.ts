// The innermost layer: sends one call and gives its response, or throws the error that the response means.
import { fromOrg, fromResponse, notSalesforce } from '../errors/fromResponse';
import { SalesforceError } from '../errors/salesforceError';
import { NoAnswerError, type Clock, type HttpRequest, type HttpResponse, type HttpTransport } from '../ports';
import { parseAddress } from './address';
import { readText, slowest, watchSpeed } from './body';
import type { OrgRequest } from './client';
import { lookAtCsv } from './csvAnswer';
import type { Call, CallResponse, Send } from './interceptors';
import { withoutToken } from './ownToken';
import { quoteStart, removeSentSecrets } from './removeSentSecrets';
import { requestUrl } from './requestUrl';
import { isEnvelope, soapEnvelope } from './soapEnvelope';

export interface ExchangeParts {
  readonly transport: HttpTransport;
  /** Measures how fast a response arrives. */
  readonly clock: Clock;
  /** Replaces `{v}` in paths, for example `66.0`. */
  readonly apiVersion: string;
  /** The org's name in messages. */
  readonly org: string;
  /** Where calls without a session are sent. */
  readonly baseUrl?: string;
}

const defaultIdleMs = 60_000;
const maxRedirects = 5;
const firstVersionWithJwtInSoap = 68;

export function createExchange(parts: ExchangeParts): Send {
  return async (call, task) => {
    task.signal.throwIfAborted();
    const first = toHttpRequest(call, parts, task.signal);
    const { response, request } = await follow(first, parts.transport);
    const context = { what: `${request.method} ${new URL(request.url).pathname}`, org: parts.org };
    const { status, header } = response;
    const answer: CallResponse = {
      ...toRead(response, request, { clock: parts.clock, token: call.session?.accessToken ?? '' }),
      quote: (text, maxLength) => quoteStart(text, maxLength, call),
      json: () => undefined,
      toForeign: (text) =>
        notSalesforce({ status, text: removeSentSecrets(text.slice(0, maxHeadBytes), call) }, context),
    };
    if (isSuccess(status, call.request)) return readSuccess(answer, call);
    const body = await (call.request.isAnswer ? answer.text() : readHead(answer));
    if (call.request.isAnswer?.(body, status) === true) return withText(answer, body);
    const toError = call.session ? fromOrg : fromResponse;
    throw toError({ status, header, text: removeSentSecrets(body, call) }, context);
  };
}

function toHttpRequest({ request, session, isBuffered }: Call, parts: ExchangeParts, signal: AbortSignal): HttpRequest {
  const base = parseAddress(session?.instanceUrl ?? parts.baseUrl ?? '');
  const url = requestUrl(request, parts.apiVersion, base);
  // A path such as //example.com would send the token to another host.
  if (url.origin !== base.origin)
    throw new SalesforceError('input.badArgument', { message: `This is not a path: ${request.path}` });
  const body = bodyOf(request, session, parts);
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
      ...(request.soap && { 'Content-Type': 'text/xml; charset=UTF-8', SOAPAction: '""' }),
      ...request.headers,
      ...(session && !request.soap && { Authorization: `Bearer ${session.accessToken}` }),
    },
    ...(body !== undefined && { body }),
    signal,
    idleTimeoutMs: request.idleTimeoutMs ?? defaultIdleMs,
  };
}

/** Throws `request.jwtInSoap`, where Salesforce would say that the session has expired. */
function bodyOf(
  { json, body, soap }: OrgRequest,
  session: Call['session'],
  { apiVersion, org }: ExchangeParts,
): HttpRequest['body'] {
  const token = session?.accessToken ?? '';
  if (soap && token.startsWith('eyJ') && Number(apiVersion) < firstVersionWithJwtInSoap)
    throw new SalesforceError('request.jwtInSoap', { org });
  if (soap) return soapEnvelope(soap, token);
  return json === undefined ? body : JSON.stringify(json);
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

/**
 * A connection that breaks while the body is read gives the same errors as one that breaks before the response. The
 * body has a minimum speed and is without the token of the call.
 */
function toRead(
  response: HttpResponse,
  request: HttpRequest,
  { clock, token }: { readonly clock: Clock; readonly token: string },
): HttpResponse {
  const host = new URL(request.url).host;
  const { bytesPerSecond, forMs } = slowest;
  const tooSlow = (): SalesforceError =>
    new SalesforceError('network.tooSlow', { host, bytesPerSecond, minutes: forMs / 60_000, reached: 'maybe' });
  const body = withoutToken(watchSpeed(translateErrors(response.body, request), clock, tooSlow), token);
  return { ...response, body, text: () => readAnswer({ ...response, body }, request) };
}

async function* translateErrors(body: AsyncIterable<Uint8Array>, request: HttpRequest): AsyncIterable<Uint8Array> {
  try {
    yield* body;
  } catch (error) {
    throw translate(error, request);
  }
}

/**
 * Far more than Salesforce sends in one response. Text of this size and the value that is made of it fit into the
 * memory of the extension host; the longest string of Node is five times as long.
 */
const maxAnswerBytes = 100 * 1024 * 1024;

async function readAnswer(
  response: Pick<HttpResponse, 'body' | 'header' | 'discard'>,
  request: HttpRequest,
): Promise<string> {
  const tooLarge = (): never => {
    response.discard();
    const what = `${request.method} ${new URL(request.url).pathname}`;
    throw new SalesforceError('server.tooLarge', { what, limitMb: maxAnswerBytes / 1024 / 1024 });
  };
  if (Number(response.header('content-length') ?? 0) > maxAnswerBytes) tooLarge();
  return readText(response.body, maxAnswerBytes, tooLarge);
}

const withText = (response: CallResponse, text: string): CallResponse => ({
  ...response,
  text: () => Promise.resolve(text),
  json: () => (text === '' ? undefined : JSON.parse(text)) as unknown,
});

async function readSuccess(response: CallResponse, call: Call): Promise<CallResponse> {
  if (call.isBuffered) return readJson(response, call);
  return call.request.readsText ? withText(response, await response.text()) : expected(response, call);
}

/**
 * Without a session, the response comes from a login server, which may be any server: less of it is read, and its
 * caller says what is wrong with it. An org answers in JSON, and without a body only with status 204 or 304.
 */
async function readJson(response: CallResponse, { session }: Call): Promise<CallResponse> {
  if (!session) return withText(response, await readHead(response));
  const text = await response.text();
  if (text === '' && response.status !== 204 && response.status !== 304) throw response.toForeign(text);
  try {
    const value: unknown = text === '' ? undefined : JSON.parse(text);
    return { ...withText(response, text), json: () => value };
  } catch {
    throw response.toForeign(text);
  }
}

/** The response to a request that says what Salesforce answers to it, or that is in an envelope, as its answer is. */
async function expected(response: CallResponse, { request: { expects, soap } }: Call): Promise<CallResponse> {
  if (soap) return inEnvelope(response);
  if (expects === undefined || response.status === expects) return response;
  if (expects !== 'csv') throw response.toForeign(await readHead(response));
  const { isCsv, body } = await lookAtCsv(response);
  if (!isCsv) throw response.toForeign(await readHead({ body }));
  return { ...response, body };
}

async function inEnvelope(response: CallResponse): Promise<CallResponse> {
  const text = await response.text();
  if (!isEnvelope(text)) throw response.toForeign(text);
  return withText(response, text);
}

/** Longer than any login or error response. The rest of a body that never ends is not read. */
const maxHeadBytes = 1024 * 1024;

const readHead = ({ body }: Pick<HttpResponse, 'body'>): Promise<string> =>
  readText(body, maxHeadBytes, (start) => start);

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
