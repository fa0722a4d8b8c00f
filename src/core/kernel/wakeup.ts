// Wakes all waiting callers when something changes, or after a time limit.
import type { Clock } from '../ports';

export interface Wakeup {
  /** Wakes all callers that wait. */
  readonly wake: () => void;
  /** Resolves at the next `wake`, or after `maxWaitMs`. Rejects with the signal's reason when it aborts. */
  readonly wait: (maxWaitMs: number, signal: AbortSignal) => Promise<void>;
}

export function createWakeup(clock: Clock): Wakeup {
  let next = new AbortController();
  return {
    wake: () => {
      next.abort();
      next = new AbortController();
    },
    wait: async (maxWaitMs, signal) => {
      const woken = next.signal;
      try {
        await clock.sleep(maxWaitMs, AbortSignal.any([woken, signal]));
      } catch (error) {
        signal.throwIfAborted();
        if (!woken.aborted) throw error;
      }
    },
  };
}
