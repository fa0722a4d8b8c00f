// A clock that moves only when a test moves it.
import type { Clock } from '../../src/core/ports';

export interface ManualClock extends Clock {
  /** Moves the time and wakes, in order, every sleeper whose time has come. */
  readonly advance: (ms: number) => Promise<void>;
  /** Waits for a sleeper, then moves to the moment at which the first one wakes; returns the milliseconds. */
  readonly wakeNext: () => Promise<number>;
  /** Remaining times of all sleepers, shortest first. */
  readonly waits: () => readonly number[];
}

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

export function createManualClock(start = Date.UTC(2026, 0, 1)): ManualClock {
  let now = start;
  let sleepers: readonly Sleeper[] = [];
  let onSleep: () => void = () => undefined;

  const first = (): Sleeper | undefined => sleepers[0];
  const leave = (sleeper: Sleeper): void => {
    sleepers = sleepers.filter((other) => other !== sleeper);
  };
  const advanceTo = async (until: number): Promise<void> => {
    for (let next = first(); next && next.at <= until; next = first()) {
      now = next.at;
      leave(next);
      next.wake();
      await settle();
    }
    now = until;
  };

  return {
    now: () => now,
    sleep: (waitMs, signal) =>
      new Promise((resolve, reject) => {
        signal.throwIfAborted();
        const onAbort = (): void => {
          leave(sleeper);
          reject(signal.reason as Error);
        };
        const sleeper: Sleeper = {
          at: now + Math.max(0, waitMs),
          wake: () => {
            signal.removeEventListener('abort', onAbort);
            resolve();
          },
        };
        signal.addEventListener('abort', onAbort, { once: true });
        sleepers = [...sleepers, sleeper].sort((a, b) => a.at - b.at);
        onSleep();
      }),
    advance: async (ms) => {
      await settle();
      await advanceTo(now + ms);
    },
    wakeNext: async () => {
      await settle();
      while (!first())
        await new Promise<void>((resolve) => {
          onSleep = resolve;
        });
      const before = now;
      await advanceTo(first()!.at);
      return now - before;
    },
    waits: () => sleepers.map(({ at }) => at - now),
  };
}

/** Lets all pending promises settle. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A clock on which every sleep ends at once; the time moves by as much. For tests that do not depend on waiting. */
export function createHastyClock(start = Date.UTC(2026, 0, 1)): Clock {
  let now = start;
  return {
    now: () => now,
    sleep: async (waitMs, signal) => {
      signal.throwIfAborted();
      now += waitMs;
      await settle();
      signal.throwIfAborted();
    },
  };
}
