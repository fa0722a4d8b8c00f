// The progress of a job in its current phase, and a meter whose values never decrease.
import type { Progress } from '../kernel/task';
import type { JobState } from '../model/job';

/** A total of 0 means that it is not known yet. */
export const progress = (phase: string, unit: string, done: number, total = 0): Progress =>
  total > 0 ? { phase, unit, done: Math.min(done, total), total } : { phase, unit, done };

/** Reports each value once. Within a phase, values never decrease, even when a part is uploaded again. */
export function createMeter<T extends JobState>(
  progressOf: (state: T) => Progress,
  report: (progress: Progress) => void,
): (state: T) => void {
  let last: Progress | undefined;
  return (state) => {
    const now = progressOf(state);
    const done = last?.phase === now.phase ? Math.max(last.done, now.done) : now.done;
    if (last?.phase === now.phase && last.done === done && last.total === now.total) return;
    last = { ...now, done };
    report(last);
  };
}
