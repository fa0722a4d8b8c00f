// Rows of a job that later attempts took, as its page shows them.
import type { Jobs, RetriedRows } from '../../../core/core';
import type { JobSnapshot } from '../../../shared/protocol/job';

export type Retried = NonNullable<JobSnapshot['retried']>;

type Known = Pick<Jobs, 'attempts' | 'unreadable'>;

/** An attempt that took rows of the job, as the column `retry` names it. */
export function takerOf(attemptId: string, jobId: string, jobs: Known): string {
  const index = jobs.attempts(jobId)?.attempts.findIndex((attempt) => attempt.jobId === attemptId) ?? -1;
  if (index >= 0) return String(index);
  return jobs.unreadable().some((job) => job.jobId === attemptId) ? 'unreadable' : 'removed';
}

/** Undefined when no rows were taken. */
export function toRetried(rows: RetriedRows, jobId: string, jobs: Known): Retried | undefined {
  const { attempts, failed, unprocessed, unknown } = rows;
  if (attempts.length === 0) return undefined;
  return { failed, unprocessed, unknown, attempts: attempts.map((id) => takerOf(id, jobId, jobs)) };
}

/** Rows of a failure group that no later attempt took. */
export const leftIn = (group: { readonly count: number }, index: number, rows: RetriedRows): number =>
  Math.max(0, group.count - (rows.groups?.[index] ?? 0));
