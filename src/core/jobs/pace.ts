// The speed of a job and the time that its current phase still takes, calculated from its progress.
import { progressOf, type AnyJobState } from './kinds';

export interface Pace {
  /** The share of the current phase that is done, from 0 to 1; missing while unknown. */
  readonly share?: number;
  readonly rowsPerSecond?: number;
  /** Until the end of the current phase. */
  readonly secondsLeft?: number;
}

/** A speed that is measured over less time is misleading. */
const minElapsedMs = 1000;

/** A job that is interrupted or delayed has no speed, and a finished job has no pace. */
export function paceOf(state: AnyJobState): Pace {
  const { done, total } = progressOf(state);
  if (state.phase === 'finished' || total === undefined) return {};
  const share = Math.min(done / total, 1);
  const elapsedMs = state.changedAt - (state.phaseStartedAt[state.phase] ?? state.changedAt);
  const isMoving = state.interrupted === undefined && state.delayed === undefined;
  if (state.total === undefined || share === 0 || elapsedMs < minElapsedMs || !isMoving) return { share };
  const seconds = elapsedMs / 1000;
  return { share, rowsPerSecond: (state.total * share) / seconds, secondsLeft: (seconds * (1 - share)) / share };
}
