// The pace at which something remote is asked how it goes: soon at first, rarely later, sooner when the server hints so.
import type { Clock } from '../ports';

export interface Pace {
  /**
   * Waits `firstWaitMs` at first and half as long again each time, up to 30 seconds. A `hintMs` of the server shortens the
   * one wait it is given for. Rejects with the signal's reason when it aborts.
   */
  readonly wait: (signal: AbortSignal, hintMs?: number) => Promise<void>;
}

const growth = 1.5;
const longestWaitMs = 30_000;

/** `firstWaitMs` is 2 seconds unless the work may well be done sooner. */
export function createPace(clock: Clock, firstWaitMs = 2_000): Pace {
  let nextMs = firstWaitMs;
  return {
    wait: (signal, hintMs = Infinity) => {
      const waitMs = Math.min(nextMs, Math.max(0, hintMs));
      nextMs = Math.min(nextMs * growth, longestWaitMs);
      return clock.sleep(waitMs, signal);
    },
  };
}
