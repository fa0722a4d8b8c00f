// Turns the body of a request into a stream for node-fetch and knows how far it got.
import { setImmediate } from 'node:timers/promises';
import { Readable } from 'node:stream';
import type { HttpRequest, StreamBody } from '../core/ports';
import type { Silence } from './silence';

export interface Upload {
  readonly body: Buffer | Readable | undefined;
  /** Byte length to announce; undefined sends chunks. */
  readonly sizeBytes: number | undefined;
  /** Sends no more of a body that is not yet through; the connection closes over it. */
  readonly stop: () => void;
  /** What reading the source threw; undefined while it works. */
  readonly failure: () => { readonly error: unknown; readonly sentAny: boolean } | undefined;
}

/** Large enough for speed, small enough that a slow connection shows progress before it counts as silent. */
const sliceBytes = 256 * 1024;

export function toUpload(body: HttpRequest['body'], silence: Silence): Upload {
  if (isStream(body)) return streamUpload(body, silence);
  const bytes =
    typeof body === 'string' ? Buffer.from(body) : body && Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  return { body: bytes, sizeBytes: undefined, stop: () => undefined, failure: () => undefined };
}

export const isStream = (body: HttpRequest['body']): body is StreamBody =>
  typeof body === 'object' && !(body instanceof Uint8Array);

function streamUpload(source: StreamBody, silence: Silence): Upload {
  let sentBytes = 0;
  let isDone = false;
  let failure: ReturnType<Upload['failure']>;

  async function* slices(): AsyncGenerator<Uint8Array> {
    try {
      silence.disarm();
      for await (const chunk of source.open())
        for (let start = 0; start < chunk.length; start += sliceBytes) {
          const slice = chunk.subarray(start, start + sliceBytes);
          checkSize(sentBytes + slice.length, false);
          sentBytes += slice.length;
          // An answer that came early is read in this turn of the loop, before the next write can meet a closed socket.
          await setImmediate();
          silence.arm();
          yield slice;
          silence.disarm();
        }
      checkSize(sentBytes, true);
      isDone = true;
    } catch (error) {
      failure = { error, sentAny: sentBytes > 0 };
      throw error;
    } finally {
      silence.arm();
    }
  }

  /** A body of another length than announced would leave the server waiting, or take the start of the next request. */
  function checkSize(bytes: number, isEnd: boolean): void {
    const { sizeBytes } = source;
    if (sizeBytes === undefined || (isEnd ? bytes === sizeBytes : bytes <= sizeBytes)) return;
    throw new RangeError(`the body has ${isEnd ? String(bytes) : 'more'} bytes where ${sizeBytes} were announced`);
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
