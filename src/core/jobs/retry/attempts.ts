// A load and its retries: which attempt comes from which, and what all of them together have done with the rows.
import type { JobState } from '../../model/job';
import { isLoad, type LoadState, type RetryOf, type RowCounts } from '../../model/load';

/** `total` is the sum of all other counts. */
export interface AttemptTotals extends RowCounts {
  /** Rows of the file that was loaded first, and those that a person added to a retry file. */
  readonly total: number;
  /** Rows that are under way. */
  readonly pending: number;
  /** Rows that a person removed from a retry file. */
  readonly leftOut: number;
}

export interface Attempts {
  /** Oldest first; the first is the load itself. Never empty. */
  readonly attempts: readonly LoadState[];
  readonly totals: AttemptTotals;
}

export const retryOf = (state: JobState): RetryOf | undefined => (isLoad(state) ? state.spec.retryOf : undefined);

/** The load that a chain of retries began with. A job whose origin is gone counts as a first load. */
export function rootOf(state: JobState, get: (jobId: string) => JobState | undefined): JobState {
  const origin = get(retryOf(state)?.jobId ?? '');
  return origin ? rootOf(origin, get) : state;
}

/** All attempts of the load that a job belongs to; undefined for a job that is no load. */
export function attemptsOf(state: JobState, all: readonly JobState[]): Attempts | undefined {
  const byId = new Map(all.map((one) => [one.jobId, one]));
  const root = rootOf(state, (jobId) => byId.get(jobId));
  if (!isLoad(root)) return undefined;
  const attempts = [root, ...descendants(root.jobId, all).filter(isLoad)];
  // The clocks of two computers may differ, but a retry never starts before its origin.
  const begunAt = (attempt: JobState): number => {
    const origin = byId.get(retryOf(attempt)?.jobId ?? '');
    return origin ? Math.max(attempt.createdAt, begunAt(origin)) : attempt.createdAt;
  };
  attempts.sort((a, b) => begunAt(a) - begunAt(b));
  return { attempts, totals: attemptTotals(attempts) };
}

export type OpenRows = Omit<RowCounts, 'succeeded'>;

/** Rows of a job that no retry of it took: those that can be tried again. */
export function openRows(state: JobState, all: readonly JobState[]): OpenRows {
  if (isUnsentRetry(state)) return { failed: 0, unprocessed: 0, unknown: 0 };
  const open = { failed: state.failed, unprocessed: state.unprocessed, unknown: state.unknown };
  for (const other of all) {
    const origin = retryOf(other);
    if (origin?.jobId === state.jobId && takesRows(other)) open[origin.list] -= origin.records;
  }
  return open;
}

/** Retries of a job, their retries and so on; those of a job come after it. */
export function descendants(jobId: string, all: readonly JobState[]): readonly JobState[] {
  const children = all.filter((state) => retryOf(state)?.jobId === jobId);
  return [...children, ...children.flatMap((child) => descendants(child.jobId, all))];
}

/**
 * Adds up all attempts of a load. A row counts where it was sent last: rows that an attempt took no longer count in
 * its origin.
 */
export function attemptTotals(attempts: readonly JobState[]): AttemptTotals {
  const sum = { total: 0, succeeded: 0, failed: 0, unprocessed: 0, unknown: 0, pending: 0, leftOut: 0 };
  for (const state of attempts) {
    if (isUnsentRetry(state)) continue;
    const rows = rowsOf(state);
    const origin = attempts.some(({ jobId }) => jobId === retryOf(state)?.jobId) ? retryOf(state) : undefined;
    sum.succeeded += state.succeeded;
    sum.failed += state.failed;
    sum.unprocessed += state.unprocessed;
    sum.unknown += state.unknown;
    sum.pending += rows - settledRows(state);
    if (!origin) sum.total += rows;
    else {
      const { added, kept } = splitRows(rows, origin, state);
      sum[origin.list] -= origin.records;
      sum.leftOut += Math.max(0, origin.records - kept);
      sum.total += added + Math.max(0, kept - origin.records);
    }
  }
  return sum;
}

/**
 * Rows of an attempt that a person added, and those that are from its origin. Without lines only their number tells.
 */
function splitRows(
  rows: number,
  { withoutLine = 0 }: RetryOf,
  state: JobState,
): { readonly added: number; readonly kept: number } {
  const addedRows = isLoad(state) ? (state.plan?.addedRows ?? 0) : 0;
  const added = Math.min(rows, Math.max(0, addedRows - withoutLine));
  return { added, kept: rows - added };
}

/**
 * Nothing was sent of an attempt that was rejected, or ended before its file was read: its rows still count in its
 * origin.
 */
export const takesRows = (state: JobState): boolean =>
  state.outcome === undefined || (state.outcome !== 'rejected' && isLoad(state) && state.plan !== undefined);

/** Its rows are those of its origin, so they must not be offered or counted a second time. */
export const isUnsentRetry = (state: JobState): boolean => retryOf(state) !== undefined && !takesRows(state);

const settledRows = ({ succeeded, failed, unprocessed, unknown }: JobState): number =>
  succeeded + failed + unprocessed + unknown;

function rowsOf(state: JobState): number {
  const counted = settledRows(state);
  if (state.outcome) return counted;
  return Math.max(counted, state.total ?? retryOf(state)?.records ?? 0);
}
