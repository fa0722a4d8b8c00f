// The HTTP client of one org: paths in, answers out. Every call passes the interceptors (authorize, retry,
// guardWrites).
import type { HttpRequest, HttpResponse } from '../ports';
import type { Task } from '../kernel/task';

/**
 * May the call be sent again when it is unknown whether the server processed it? `safe` for calls that change nothing,
 * or lead to the same state every time.
 */
export type Repeat = 'safe' | 'never';

export interface OrgRequest {
  readonly method: HttpRequest['method'];
  /** Starts with a slash; `{v}` is replaced by the API version, as in `/services/data/v{v}/limits`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** A string or bytes are sent as they are; `json` is serialized. */
  readonly body?: HttpRequest['body'];
  readonly json?: unknown;
  readonly repeat: Repeat;
  /** Default 60,000 ms of silence. */
  readonly idleTimeoutMs?: number;
  /** For `json`: true for the body of an HTTP 400 that holds the outcome of each part, which is not an error then. */
  readonly isAnswer?: (text: string) => boolean;
}

/** Implemented by auth/tokenSource. Callers that ask for a renewal at the same time share one. */
export interface TokenSource {
  readonly current: (task: Task) => Promise<Session>;
  /**
   * `rejected` is the token that got a 401; returns at once if there is a newer one already. Throws `login.expired`.
   */
  readonly renew: (rejected: string, task: Task) => Promise<Session>;
}

export interface Session {
  readonly accessToken: string;
  /** No trailing slash. */
  readonly instanceUrl: string;
}

export type Decode<T> = (value: unknown, answer: Pick<HttpResponse, 'status' | 'header'>) => T;

export interface OrgClient {
  readonly apiVersion: string;
  /**
   * The raw response, with a status below 300, or 304 where the request asked for it (If-Modified-Since,
   * If-None-Match); any other is thrown as SalesforceError. GET follows redirects, but never sends the token to another
   * host.
   */
  readonly send: (request: OrgRequest, task: Task) => Promise<HttpResponse>;
  /**
   * The response decoded from JSON; `decode` receives `undefined` for an empty body, and what it throws becomes
   * `server.unexpected`. A connection that breaks within the body counts as a failed call and is retried like one.
   */
  readonly json: <T>(request: OrgRequest, decode: Decode<T>, task: Task) => Promise<T>;
}
