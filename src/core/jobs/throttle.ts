// Limits how often listeners are notified about a job. The last state is always delivered.
import type { JobState } from '../model/job';
import type { Clock } from '../ports';

export interface Throttle {
  readonly notify: (state: JobState) => void;
  readonly onChange: (listener: (state: JobState) => void) => () => void;
  readonly close: () => void;
}

/** At most one notification per job and `everyMs`. A finished or interrupted job is notified at once. */
export function createThrottle(clock: Clock, everyMs: number): Throttle {
  const listeners = new Set<(state: JobState) => void>();
  const notifiedAt = new Map<string, number>();
  const pending = new Map<string, JobState>();
  const closed = new AbortController();

  const callListeners = (state: JobState): void => {
    notifiedAt.set(state.jobId, clock.now());
    pending.delete(state.jobId);
    for (const listener of listeners) listener(state);
  };
  const callListenersLater = async (jobId: string, waitMs: number): Promise<void> => {
    await clock.sleep(waitMs, closed.signal);
    const state = pending.get(jobId);
    if (state) callListeners(state);
  };
  return {
    notify: (state) => {
      const waitMs = (notifiedAt.get(state.jobId) ?? -Infinity) + everyMs - clock.now();
      const isLast = state.phase === 'finished' || state.interrupted !== undefined;
      const isPending = pending.has(state.jobId);
      if (waitMs <= 0 || isLast) callListeners(state);
      else pending.set(state.jobId, state);
      if (waitMs > 0 && !isLast && !isPending) callListenersLater(state.jobId, waitMs).catch(() => undefined);
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => closed.abort(),
  };
}
