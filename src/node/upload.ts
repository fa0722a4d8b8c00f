// Converts a request body into a stream for node-fetch and tracks how much of it was sent.
import { setImmediate } from 'node:timers/promises';
import { Readable } from 'node:stream';
import type { HttpRequest, StreamBody } from '../core/ports';
import type { IdleTimer } from './idleTimer';

export interface Upload {
  readonly body: Buffer | Readable | undefined;
  /** The Content-Length to send. Undefined: chunked encoding. */
  readonly sizeBytes: number | undefined;
  /** Stops sending an unfinished body, which closes the connection. */
  readonly stop: () => void;
  /** The error from the source; undefined if there is none. */
  readonly failure: () => { readonly error: unknown; readonly sentAny: boolean } | undefined;
}

/** Large enough for speed, small enough that a slow connection makes progress within the idle timeout. */
const sliceBytes = 256 * 1024;

export function toUpload(body: HttpRequest['body'], idleTimer: IdleTimer): Upload {
  if (isStream(body)) return streamUpload(body, idleTimer);
  const bytes =
    typeof body === 'string' ? Buffer.from(body) : body && Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  return { body: bytes, sizeBytes: undefined, stop: () => undefined, failure: () => undefined };
}

export const isStream = (body: HttpRequest['body']): body is StreamBody =>
  typeof body === 'object' && !(body instanceof Uint8Array);

function streamUpload(source: StreamBody, idleTimer: IdleTimer): Upload {
  let sentBytes = 0;
  let isDone = false;
  let failure: ReturnType<Upload['failure']>;

  async function* slices(): AsyncGenerator<Uint8Array> {
    try {
      idleTimer.pause();
      for await (const chunk of source.open())
        for (let start = 0; start < chunk.length; start += sliceBytes) {
          const slice = chunk.subarray(start, start + sliceBytes);
          checkSize(sentBytes + slice.length, false);
          sentBytes += slice.length;
          // An early response is read in this turn of the event loop, before the next write to a closed socket fails.
          await setImmediate();
          idleTimer.restart();
          yield slice;
          idleTimer.pause();
        }
      checkSize(sentBytes, true);
      isDone = true;
    } catch (error) {
      failure = { error, sentAny: sentBytes > 0 };
      throw error;
    } finally {
      idleTimer.restart();
    }
  }

  /** With a wrong Content-Length, the server would wait for the rest or read the excess as the next request. */
  function checkSize(bytes: number, isEnd: boolean): void {
    const { sizeBytes } = source;
    if (sizeBytes === undefined || (isEnd ? bytes === sizeBytes : bytes <= sizeBytes)) return;
    throw new RangeError(
      `the body has ${isEnd ? 'only' : 'at least'} ${bytes} bytes, but Content-Length is ${sizeBytes}`,
    );
  }

  const body = Readable.from(slices(), { objectMode: false, highWaterMark: sliceBytes });
  return {
    body,
    sizeBytes: source.sizeBytes,
    stop: () => {
      if (!isDone && sentBytes !== source.sizeBytes) body.destroy();
    },
    failure: () => failure,
  };
}
