// How often to poll the server: soon at first, less often later, and sooner when the server suggests it.
import type { Clock } from '../ports';

export interface PollDelay {
  /**
   * Waits `firstWaitMs` the first time, then 1.5 times as long each time, up to 30 seconds. A `hintMs` from the server
   * can shorten this one wait. Rejects with the signal's reason when it aborts.
   */
  readonly wait: (signal: AbortSignal, hintMs?: number) => Promise<void>;
}

const growth = 1.5;
const maxWaitMs = 30_000;

/** Pass a shorter `firstWaitMs` for work that is often done within 2 seconds. */
export function createPollDelay(clock: Clock, firstWaitMs = 2_000): PollDelay {
  let nextMs = firstWaitMs;
  return {
    wait: (signal, hintMs = Infinity) => {
      const waitMs = Math.min(nextMs, Math.max(0, hintMs));
      nextMs = Math.min(nextMs * growth, maxWaitMs);
      return clock.sleep(waitMs, signal);
    },
  };
}
