// The network port: one HTTP request, streamed both ways.

/** A body that is opened when the first byte is needed; `sizeBytes` makes it a Content-Length instead of chunks. */
export interface StreamBody {
  readonly open: () => AsyncIterable<Uint8Array>;
  readonly sizeBytes?: number;
  /** `open` may be called again from the start if the call has to be repeated. Missing: it is opened once. */
  readonly reopenable?: boolean;
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | StreamBody;
  readonly signal: AbortSignal;
  /**
   * The longest time without data on the connection, in either direction, in milliseconds. After it, the call fails.
   */
  readonly idleTimeoutMs: number;
}

export interface HttpResponse {
  readonly status: number;
  /** Case-insensitive; several values are joined with a comma. */
  readonly header: (name: string) => string | undefined;
  /** Already unzipped. Read it to the end or call `discard`; reading throws NoAnswerError when the stream breaks. */
  readonly body: AsyncIterable<Uint8Array>;
  readonly text: () => Promise<string>;
  readonly discard: () => void;
}

/**
 * One request, streamed both ways. Throws {@link NoAnswerError} when no answer came and the signal's reason when it was
 * aborted, nothing else. No retry, login, redirect or parsing.
 */
export interface HttpTransport {
  readonly send: (request: HttpRequest) => Promise<HttpResponse>;
}

export type NoAnswerReason = 'refused' | 'hostNotFound' | 'proxy' | 'tls' | 'reset' | 'timeout' | 'sourceFailed';

/** No answer came. `reached` says whether the server may have acted on the request. */
export class NoAnswerError extends Error {
  constructor(
    readonly reason: NoAnswerReason,
    readonly reached: 'no' | 'maybe',
    options?: { readonly cause?: unknown },
  ) {
    super(`no answer: ${reason}`, options);
    this.name = 'NoAnswerError';
  }
}
