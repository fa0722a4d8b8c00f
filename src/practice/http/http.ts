// The types between the server and its handlers: calls, routes, answers and Salesforce's error responses.

/** The session of one authenticated client. */
export interface Session {
  readonly accessToken: string;
  readonly userId: string;
}

/** One request as a handler sees it. */
export interface Call {
  readonly method: string;
  /** The path as received, without the query string. */
  readonly path: string;
  /** Percent-decoded values of the pattern's `:name` parts. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The API version of a `/services/data/vNN.0/` path, otherwise the newest version. */
  readonly version: number;
  readonly header: (name: string) => string | undefined;
  /** The base URL of this org as the client sees it, without a trailing slash. */
  readonly baseUrl: string;
  /** Undefined in routes that are `open`. */
  readonly session: Session | undefined;
  /** The decompressed bytes of the body; can be read once. */
  readonly stream: () => AsyncIterable<Buffer>;
  readonly text: () => Promise<string>;
  /** Throws JSON_PARSER_ERROR for anything that is not JSON. */
  readonly json: () => Promise<unknown>;
  /** In an all-or-none request: collects the functions that undo each write, in the order of the writes. */
  readonly undo?: (() => void)[];
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. Use `body` for other content. */
  readonly json?: unknown;
  /** Sent unchanged; a stream is sent in chunks. Set the Content-Type in `headers`. */
  readonly body?: string | Buffer | AsyncIterable<Buffer | string>;
}

export type Handler = (call: Call) => Answer | Promise<Answer>;

export interface Route {
  readonly method: string;
  readonly pattern: string;
  readonly handler: Handler;
  /** Requires no session. */
  readonly open: boolean;
  /** The first API version with this route; undefined when all supported versions have it. */
  readonly since: number | undefined;
}

export interface RouteOptions {
  readonly open?: boolean;
  readonly since?: number;
}

/**
 * One entry of the routing table. In the pattern, `{v}` matches a supported API version, `:name` one path segment, and
 * `*name` all the rest; letter case and a trailing slash are ignored.
 */
export function route(method: string, pattern: string, handler: Handler, options?: RouteOptions): Route {
  return { method, pattern, handler, open: options?.open ?? false, since: options?.since };
}

/** One entry of the error array in a REST response. */
export interface ErrorRow {
  readonly message: string;
  readonly errorCode: string;
  readonly fields?: readonly string[];
}

/** Thrown by handlers; the server responds with the status and the error array. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly errors: readonly ErrorRow[],
  ) {
    super(errors[0]?.message ?? 'refused');
  }
}

export function refuse(status: number, errorCode: string, message: string, fields?: readonly string[]): Refusal {
  return new Refusal(status, [fields === undefined ? { message, errorCode } : { message, errorCode, fields }]);
}

export function notFound(): Refusal {
  return refuse(404, 'NOT_FOUND', 'The requested resource does not exist');
}

export function ok(json: unknown): Answer {
  return { status: 200, json };
}

/** The access token that a call carries, valid or not. */
export function bearerOf({ header }: Pick<Call, 'header'>): string | undefined {
  return /^(?:Bearer|OAuth)\s+(\S+)$/i.exec(header('authorization') ?? '')?.[1];
}

export function expired(): Refusal {
  return refuse(401, 'INVALID_SESSION_ID', 'Session expired or invalid');
}
