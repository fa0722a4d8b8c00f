// One org's HTTP door: paths in, answers out; every call passes the interceptors (authorize, retry, guardWrites).
import { SalesforceError } from '../errors/salesforceError';
import type { Clock, HttpRequest, HttpResponse, HttpTransport, Logger } from '../ports';
import type { Task } from '../kernel/task';
import { authorize } from './authorize';
import { createExchange } from './exchange';
import { compose, type Interceptor, type Send } from './interceptors';
import { retry } from './retry';

/** May the call be sent again when nobody knows whether the server acted on it? Only calls that change nothing or end in the same state. */
export type Repeat = 'safe' | 'never';

export interface OrgRequest {
  readonly method: HttpRequest['method'];
  /** Begins with a slash; `{v}` stands for the API version, as in `/services/data/v{v}/limits`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** A string or bytes go out as they are; anything in `json` is serialised. */
  readonly body?: HttpRequest['body'];
  readonly json?: unknown;
  readonly repeat: Repeat;
  /** Default 60,000 ms of silence. */
  readonly idleTimeoutMs?: number;
}

/** Fulfilled by auth/tokenSource: hands out the token in use and renews it once for everybody who asks at the same time. */
export interface TokenSource {
  readonly current: (task: Task) => Promise<Session>;
  /** `rejected` is the token that met a 401; returns at once when a newer one is already there. Throws `login.expired`. */
  readonly renew: (rejected: string, task: Task) => Promise<Session>;
}

export interface Session {
  readonly accessToken: string;
  /** No trailing slash. */
  readonly instanceUrl: string;
}

export interface OrgClient {
  readonly apiVersion: string;
  /**
   * The raw answer, status below 300 guaranteed, or 304 where the request asked for it (If-Modified-Since, If-None-Match);
   * everything else is thrown as SalesforceError. GET follows redirects; another host never sees the token.
   */
  readonly send: (request: OrgRequest, task: Task) => Promise<HttpResponse>;
  /**
   * The answer decoded from JSON; `decode` receives `undefined` for an empty body, and what it throws becomes
   * `server.unexpected`. A connection that breaks within the body counts as a failed call and is repeated like one.
   */
  readonly json: <T>(request: OrgRequest, decode: (value: unknown) => T, task: Task) => Promise<T>;
}

export interface OrgClientParts {
  readonly transport: HttpTransport;
  readonly tokens: TokenSource;
  readonly clock: Clock;
  readonly log: Logger;
  /** For example `66.0`. */
  readonly apiVersion: string;
  /** What people call the org, for sentences. */
  readonly org: string;
  /** Jitter of the retries; tests make it certain. */
  readonly random?: () => number;
}

export function createOrgClient({
  transport,
  tokens,
  clock,
  log,
  apiVersion,
  org,
  random = Math.random,
}: OrgClientParts): OrgClient {
  const layers = [retry({ clock, log, random }), authorize(tokens), report(clock, log)];
  return toClient(apiVersion, compose(layers, createExchange({ transport, apiVersion, org })));
}

/** A client without a session, for what comes before the login; `baseUrl` is the login host. */
export function createOpenClient({
  transport,
  clock,
  log,
  baseUrl,
  random = Math.random,
}: Omit<OrgClientParts, 'tokens' | 'apiVersion' | 'org'> & { readonly baseUrl: string }): OrgClient {
  const exchange = createExchange({ transport, apiVersion: '', org: new URL(baseUrl).host, baseUrl });
  return toClient('', compose([retry({ clock, log, random }), report(clock, log)], exchange));
}

function toClient(apiVersion: string, send: Send): OrgClient {
  return {
    apiVersion,
    send: (request, task) => send({ request, whole: false }, task),
    json: async (request, decode, task) => {
      const response = await send({ request, whole: true }, task);
      return decodeJson(await response.text(), decode, `${request.method} ${request.path}`);
    },
  };
}

function decodeJson<T>(text: string, decode: (value: unknown) => T, what: string): T {
  try {
    return decode(text === '' ? undefined : JSON.parse(text));
  } catch (error) {
    if (error instanceof SalesforceError) throw error;
    throw new SalesforceError('server.unexpected', { what, message: text.slice(0, 200) }, { cause: error });
  }
}

const report =
  (clock: Clock, log: Logger): Interceptor =>
  (next) =>
  async (call, task) => {
    const { method, path } = call.request;
    const startedAt = clock.now();
    try {
      const response = await next(call, task);
      log.debug('call', { method, path, status: response.status, elapsedMs: clock.now() - startedAt });
      return response;
    } catch (error) {
      const code = error instanceof SalesforceError ? error.code : 'stopped';
      log.debug('call failed', { method, path, code, elapsedMs: clock.now() - startedAt });
      throw error;
    }
  };
