// Tells watchers of changed jobs at a pace that people and pages can follow, and never keeps back the last word.
import type { JobState } from '../model/job';
import type { Clock } from '../ports';

export interface Throttle {
  readonly notify: (state: JobState) => void;
  readonly onChange: (listener: (state: JobState) => void) => () => void;
  readonly close: () => void;
}

/** At most one call per job and `everyMs`; a finished or interrupted job is told at once. */
export function createThrottle(clock: Clock, everyMs: number): Throttle {
  const listeners = new Set<(state: JobState) => void>();
  const told = new Map<string, number>();
  const held = new Map<string, JobState>();
  const closed = new AbortController();

  const speak = (state: JobState): void => {
    told.set(state.jobId, clock.now());
    held.delete(state.jobId);
    for (const listener of listeners) listener(state);
  };
  const speakLater = async (jobId: string, waitMs: number): Promise<void> => {
    await clock.sleep(waitMs, closed.signal);
    const state = held.get(jobId);
    if (state) speak(state);
  };
  return {
    notify: (state) => {
      const waitMs = (told.get(state.jobId) ?? -Infinity) + everyMs - clock.now();
      const isLast = state.phase === 'finished' || state.interrupted !== undefined;
      const isHeld = held.has(state.jobId);
      if (waitMs <= 0 || isLast) speak(state);
      else held.set(state.jobId, state);
      if (waitMs > 0 && !isLast && !isHeld) speakLater(state.jobId, waitMs).catch(() => undefined);
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => closed.abort(),
  };
}
