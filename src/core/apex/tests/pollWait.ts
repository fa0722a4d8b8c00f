// How long to wait before a test run is asked for its results again.

const minWaitMs = 200;
const maxWaitMs = 5_000;
/** Near the end, so that the run does not seem to take longer than it did. */
const maxLastWaitMs = 400;
/** From this share of its methods on, a run may end at any time. */
const lastShare = 0.9;

/**
 * A twentieth of the time so far, because what took long will often take as long again; less when most methods have
 * ended. An hour then takes about 800 calls.
 */
export function pollWaitMs(elapsedMs: number, done: number, total: number): number {
  const isNearEnd = total - done <= 3 || done >= total * lastShare;
  return Math.min(Math.max(minWaitMs, elapsedMs / 20), isNearEnd ? maxLastWaitMs : maxWaitMs);
}
