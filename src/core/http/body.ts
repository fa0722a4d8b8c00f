// Reads the body of a response that may be of any size and arrive at any speed: both have a limit.
import type { SalesforceError } from '../errors/salesforceError';
import type { Clock } from '../ports';

/** A body that arrives more slowly than this is not read to its end. */
export const slowest = { bytesPerSecond: 100, forMs: 5 * 60_000 } as const;

/** One wait counts for at most this long: while a computer sleeps, its clock runs on. */
const maxWaitMs = slowest.forMs / 2;

/**
 * The chunks of the body. Throws when too few of them arrive within five minutes of waiting for the server. The time in
 * which the reader handles a chunk does not count.
 */
export async function* watchSpeed(
  body: AsyncIterable<Uint8Array>,
  clock: Clock,
  toError: () => SalesforceError,
): AsyncIterable<Uint8Array> {
  let waitedMs = 0;
  let sizeBytes = 0;
  let askedAt = clock.now();
  for await (const chunk of body) {
    waitedMs += Math.min(maxWaitMs, Math.max(0, clock.now() - askedAt));
    sizeBytes += chunk.byteLength;
    if (waitedMs >= slowest.forMs) {
      if ((sizeBytes * 1000) / waitedMs < slowest.bytesPerSecond) throw toError();
      waitedMs = 0;
      sizeBytes = 0;
    }
    yield chunk;
    askedAt = clock.now();
  }
}

/** The whole body as text; `beyond` decides what happens to a body with more bytes: it returns or throws. */
export async function readText(
  body: AsyncIterable<Uint8Array>,
  maxBytes: number,
  beyond: (start: string) => string,
): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let sizeBytes = 0;
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true });
    sizeBytes += chunk.byteLength;
    if (sizeBytes > maxBytes) return beyond(text);
  }
  return text + decoder.decode();
}
