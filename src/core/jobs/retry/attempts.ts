// A load and its retries: which attempt comes from which, and what all of them together have done with the rows.
import type { JobState } from '../../model/job';
import type { LoadSpec, RetryOf, RowCounts } from '../../model/load';

export type LoadState = JobState<LoadSpec>;

/** `total` is the sum of all other counts. */
export interface AttemptTotals extends RowCounts {
  /** Rows of the file that was loaded first, and those that a person put into a retry. */
  readonly total: number;
  /** Rows that are under way. */
  readonly pending: number;
  /** Rows that a person took out of a retry. */
  readonly leftOut: number;
}

export interface Attempts {
  /** Oldest first; the first is the load itself. Never empty. */
  readonly attempts: readonly LoadState[];
  readonly totals: AttemptTotals;
}

export const isLoad = (state: JobState): state is LoadState => state.spec.kind === 'load';

export const retryOf = (state: JobState): RetryOf | undefined =>
  state.spec.kind === 'load' ? state.spec.retryOf : undefined;

/** The load that a chain of retries began with. A job whose origin is gone begins a family of its own. */
export function rootOf(state: JobState, get: (jobId: string) => JobState | undefined): JobState {
  const origin = get(retryOf(state)?.jobId ?? '');
  return origin ? rootOf(origin, get) : state;
}

/** The family of a job; undefined for a job that is no load. */
export function attemptsOf(state: JobState, all: readonly JobState[]): Attempts | undefined {
  const byId = new Map(all.map((one) => [one.jobId, one]));
  const root = rootOf(state, (jobId) => byId.get(jobId));
  if (!isLoad(root)) return undefined;
  const attempts = [root, ...descendants(root.jobId, all).filter(isLoad)];
  // Clocks of two computers may differ, but nothing is retried before it was tried; the sort keeps that order.
  const begunAt = (attempt: JobState): number => {
    const origin = byId.get(retryOf(attempt)?.jobId ?? '');
    return origin ? Math.max(attempt.createdAt, begunAt(origin)) : attempt.createdAt;
  };
  attempts.sort((a, b) => begunAt(a) - begunAt(b));
  return { attempts, totals: attemptTotals(attempts) };
}

/** Rows of a job that no retry of it took: those that can be tried again. */
export function openRows(state: JobState, all: readonly JobState[]): Pick<RowCounts, 'failed' | 'unprocessed'> {
  const open = { failed: state.failed, unprocessed: state.unprocessed };
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

/** Adds up the attempts of one family. A row counts where it was last: rows that an attempt took are open no more before it. */
export function attemptTotals(attempts: readonly JobState[]): AttemptTotals {
  const sum = { total: 0, succeeded: 0, failed: 0, unprocessed: 0, pending: 0, leftOut: 0 };
  for (const state of attempts) {
    const rows = rowsOf(state);
    const origin = attempts.some(({ jobId }) => jobId === retryOf(state)?.jobId) ? retryOf(state) : undefined;
    sum.succeeded += state.succeeded;
    sum.failed += state.failed;
    sum.unprocessed += state.unprocessed;
    sum.pending += rows - state.succeeded - state.failed - state.unprocessed;
    if (!origin) sum.total += rows;
    else if (takesRows(state)) {
      sum[origin.list] -= origin.records;
      sum.leftOut += Math.max(0, origin.records - rows);
      sum.total += Math.max(0, rows - origin.records);
    }
  }
  return sum;
}

/** Nothing of a refused attempt was sent: its rows stay where they were. */
export const takesRows = (state: JobState): boolean => state.outcome !== 'rejected';

function rowsOf(state: JobState): number {
  const settled = state.succeeded + state.failed + state.unprocessed;
  if (state.outcome) return settled;
  return Math.max(settled, state.total ?? retryOf(state)?.records ?? 0);
}
