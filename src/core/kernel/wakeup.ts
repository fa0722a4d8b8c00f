// Wakes those who wait for something to change, at the latest after a while.
import type { Clock } from '../ports';

export interface Wakeup {
  /** Wakes everybody who waits. */
  readonly wake: () => void;
  /** Resolves at the next ring, or after `longestMs`. Rejects with the signal's reason when it aborts. */
  readonly wait: (longestMs: number, signal: AbortSignal) => Promise<void>;
}

export function createWakeup(clock: Clock): Wakeup {
  let next = new AbortController();
  return {
    wake: () => {
      next.abort();
      next = new AbortController();
    },
    wait: async (longestMs, signal) => {
      const rung = next.signal;
      try {
        await clock.sleep(longestMs, AbortSignal.any([rung, signal]));
      } catch (error) {
        signal.throwIfAborted();
        if (!rung.aborted) throw error;
      }
    },
  };
}
