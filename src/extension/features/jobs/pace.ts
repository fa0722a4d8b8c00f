// How far a job is and how fast, from its counts and times alone.
import type { JobState } from '../../../core/core';

export interface Pace {
  /** Of the present phase, 0 to 1; missing while unknown. */
  readonly share?: number;
  readonly rowsPerSecond?: number;
  /** To the end of the present phase. */
  readonly secondsLeft?: number;
}

/** Too short a time makes a speed that only misleads. */
const settledAfterMs = 1000;

export const sentBytes = (state: JobState): number => state.parts.reduce((sum, part) => sum + part.sentBytes, 0);

export const apiTimeMs = (state: JobState): number => state.parts.reduce((sum, part) => sum + part.apiTimeMs, 0);

export function paceOf(state: JobState): Pace {
  const records = state.total;
  const share = shareOf(state);
  if (share === undefined || records === undefined) return {};
  const elapsedMs = state.changedAt - (state.phaseStartedAt[state.phase] ?? state.changedAt);
  if (elapsedMs < settledAfterMs || share === 0) return { share };
  const seconds = elapsedMs / 1000;
  return { share, rowsPerSecond: (records * share) / seconds, secondsLeft: (seconds * (1 - share)) / share };
}

function shareOf(state: JobState): number | undefined {
  const total = state.parts.reduce((sum, { plan }) => sum + plan.end - plan.start, 0);
  if (state.phase === 'uploading' && total > 0) return Math.min(sentBytes(state) / total, 1);
  const records = state.total ?? 0;
  if (state.kind === 'export' && state.phase === 'downloading' && records > 0)
    return Math.min(Math.max(state.downloaded ?? 0, state.succeeded) / records, 1);
  if (state.phase === 'processing' && records > 0) return Math.min(state.processed / records, 1);
  return undefined;
}
