// What a handler sees of HTTP and what it gives back: calls, routes, answers and Salesforce's way to say no.
/** One signed-in caller. */
export interface Session {
  readonly accessToken: string;
  readonly userId: string;
}

/** One request on its way through a handler. */
export interface Call {
  readonly method: string;
  /** The path as sent, without the query string. */
  readonly path: string;
  /** Percent-decoded values of the pattern's `:name` parts. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The API version of a `/services/data/vNN.0/` path, else the newest one. */
  readonly version: number;
  readonly header: (name: string) => string | undefined;
  /** Absolute address of this org as the caller sees it, without a trailing slash. */
  readonly baseUrl: string;
  /** The caller; routes marked `open` have none. */
  readonly session: Session | undefined;
  /** Body bytes, already unzipped; read it once. */
  readonly stream: () => AsyncIterable<Buffer>;
  readonly text: () => Promise<string>;
  /** Throws JSON_PARSER_ERROR for anything that is not JSON. */
  readonly json: () => Promise<unknown>;
  /** Inside an all-or-none request: collects the steps that take each write back, newest last. */
  readonly undo?: (() => void)[];
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; use `body` for anything else. */
  readonly json?: unknown;
  /** Sent as it is; a stream is sent in chunks. Give the Content-Type in `headers`. */
  readonly body?: string | Buffer | AsyncIterable<Buffer | string>;
}

export type Handler = (call: Call) => Answer | Promise<Answer>;

export interface Route {
  readonly method: string;
  readonly pattern: string;
  readonly handler: Handler;
  /** Needs no session. */
  readonly open: boolean;
  /** The first API version that has it; undefined for those that every served version has. */
  readonly since: number | undefined;
}

export interface RouteOptions {
  readonly open?: boolean;
  readonly since?: number;
}

/**
 * One line of the routing table. `{v}` in the pattern stands for a served API version, `:name` for one path part;
 * literals match in any case and a trailing slash does not matter.
 */
export function route(method: string, pattern: string, handler: Handler, options?: RouteOptions): Route {
  return { method, pattern, handler, open: options?.open ?? false, since: options?.since };
}

/** One entry of the error array of a REST answer. */
export interface ErrorRow {
  readonly message: string;
  readonly errorCode: string;
  readonly fields?: readonly string[];
}

/** A refusal; the server answers with its status and its array of errors. */
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
