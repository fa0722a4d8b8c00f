// One org's HTTP door: paths in, answers out; every call passes the interceptors (authorize, retry, guardWrites).
import type { HttpRequest, HttpResponse } from '../ports';
import type { Task } from '../kernel/task';

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
  /** For `json`: a refusal (HTTP 400) whose body says what became of each part is an answer, not an error. */
  readonly isAnswer?: (text: string) => boolean;
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

export type Decode<T> = (value: unknown, answer: Pick<HttpResponse, 'status' | 'header'>) => T;

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
  readonly json: <T>(request: OrgRequest, decode: Decode<T>, task: Task) => Promise<T>;
}
