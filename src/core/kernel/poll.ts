// How often to poll the server: soon at first, less often later, and sooner when the server suggests it.
import type { Clock } from '../ports';

export interface PollDelay {
  /**
   * Waits the early waits, then the first wait of the schedule, then 1.5 times as long each time, up to 30 seconds or
   * the first wait if it is longer. A `hintMs` from the server can shorten this one wait. Rejects with the signal's
   * reason when it aborts.
   */
  readonly wait: (signal: AbortSignal, hintMs?: number) => Promise<void>;
}

export interface PollSchedule {
  /** Default 2. */
  readonly firstWaitSeconds?: number | undefined;
  /** For work that has often ended by then: the waits before the first one of the schedule. */
  readonly earlyWaitsMs?: readonly number[];
}

const growth = 1.5;
const maxWaitMs = 30_000;

export function createPollDelay(
  clock: Clock,
  { firstWaitSeconds = 2, earlyWaitsMs = [] }: PollSchedule = {},
): PollDelay {
  const early = [...earlyWaitsMs];
  const firstWaitMs = firstWaitSeconds * 1000;
  let nextMs = firstWaitMs;
  const takeNext = (): number => {
    const waitMs = nextMs;
    nextMs = Math.min(nextMs * growth, Math.max(maxWaitMs, firstWaitMs));
    return waitMs;
  };
  return {
    wait: (signal, hintMs = Infinity) =>
      clock.sleep(Math.min(early.shift() ?? takeNext(), Math.max(0, hintMs)), signal),
  };
}
