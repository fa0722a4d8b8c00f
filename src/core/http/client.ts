// The HTTP client of one org: paths in, answers out. Every call passes the interceptors (authorize, retry,
// guardWrites).
import type { SalesforceError } from '../errors/salesforceError';
import type { HttpRequest, HttpResponse } from '../ports';
import type { Task } from '../kernel/task';

/**
 * May the call be sent again when it is unknown whether the server processed it? `safe` for calls that change nothing,
 * or lead to the same state every time.
 */
export type Repeat = 'safe' | 'never';

/** A call of the SOAP API, without its envelope. */
export interface SoapCall {
  /** Of the call and of its headers; default is that of the Partner API. */
  readonly namespace?: string;
  /** What follows the session in the header of the envelope, as XML. */
  readonly header?: string;
  /** The call and its arguments, as XML. */
  readonly body: string;
}

export interface OrgRequest {
  readonly method: HttpRequest['method'];
  /** Starts with a slash; `{v}` is replaced by the API version, as in `/services/data/v{v}/limits`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** A string or bytes are sent as they are; `json` is serialized. */
  readonly body?: HttpRequest['body'];
  readonly json?: unknown;
  /** Sent in an envelope with the session. */
  readonly soap?: SoapCall;
  readonly repeat: Repeat;
  /** The longest time without data; default 60,000 ms. */
  readonly idleTimeoutMs?: number;
  /**
   * For `send`: what only Salesforce answers to the request when it has done it, the documented status or a CSV file.
   * Any other response throws `network.notSalesforce`.
   */
  readonly expects?: 201 | 204 | 'csv';
  /**
   * True for the body of a response of status 300 or higher that is no error, for example because it holds the outcome
   * of each part.
   */
  readonly isAnswer?: (text: string, status: number) => boolean;
  /** For `send`: the body is read before the response is given, because it tells the outcome of the write. */
  readonly readsText?: true;
  readonly instead?: Instead;
  /** The code that it runs was made to end with an exception. Whether it did is in the answer. */
  readonly rollsBack?: true;
}

/** A request that does the same over another API. It belongs to the same write, so a person is asked once for both. */
export interface Instead {
  /** Whether it is sent after this error. The org must not have done anything then. */
  readonly after: (error: SalesforceError) => boolean;
  /** Its own `instead` is never sent. */
  readonly request: OrgRequest;
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

/** Thrown by a decoder: this is JSON, but Salesforce does not answer the call in this way. */
export class ForeignAnswer extends Error {}

export type Decode<T> = (value: unknown, answer: Pick<HttpResponse, 'status' | 'header'>) => T;

export interface OrgClient {
  readonly apiVersion: string;
  /** The org's name in messages. */
  readonly org: string;
  /**
   * The raw response, with a status below 300, or 304 where the request asked for it (If-Modified-Since,
   * If-None-Match); any other is thrown as SalesforceError. GET follows redirects, but never sends the token to another
   * host. Reading a body throws `network.tooSlow` when it arrives with less than 100 bytes a second for five minutes.
   */
  readonly send: (request: OrgRequest, task: Task) => Promise<HttpResponse>;
  /**
   * The response decoded from JSON; `decode` receives `undefined` for a status 204, and what it throws becomes
   * `server.unexpected`, or `network.notSalesforce` for a {@link ForeignAnswer}. Throws `server.tooLarge` beyond 100 MB
   * and `server.tooDeep` beyond 200 levels. A connection that breaks within the body, and a body that is not JSON
   * (`network.notSalesforce`), count as a failed call and are retried like one.
   */
  readonly json: <T>(request: OrgRequest, decode: Decode<T>, task: Task) => Promise<T>;
}
