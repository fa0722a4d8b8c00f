// What the command line says about each kind of job: one row a kind.
import type { Core, ExportState, JobState, LoadState, RunResult } from '../core/core';
import { count, recordsText, rowsText } from './counts';
import { toExportResult, toLoadResult, type ExportResult, type JobResult } from './results';
import { routeName } from './routeText';

interface CliKind<S extends JobState> {
  readonly label: (state: S) => string;
  /** What the job counts. */
  readonly unit: string;
  readonly amount: (total: number) => string;
  /** The counts of the job in a list. */
  readonly counts: (state: S) => string;
  /** Follows the amount in the progress line. */
  readonly route: (state: S) => string;
  readonly toResult: (ran: RunResult, state: S, jobs: Pick<Core['jobs'], 'attempts'>) => JobResult | ExportResult;
}

type Rows = { readonly [K in JobState['kind']]: CliKind<Extract<JobState, { readonly kind: K }>> };

const load: CliKind<LoadState> = {
  label: ({ spec }) => spec.operation,
  unit: 'rows',
  amount: rowsText,
  counts: ({ total, succeeded, failed, unprocessed }) =>
    [
      total === undefined ? 'rows unknown' : rowsText(total),
      `${count(succeeded)} succeeded`,
      `${count(failed)} failed`,
      `${count(unprocessed)} unprocessed`,
    ].join(', '),
  route: ({ plan }) => (plan?.route ? ` with ${routeName(plan.route)}` : ''),
  toResult: toLoadResult,
};

const exportKind: CliKind<ExportState> = {
  label: () => 'export',
  unit: 'records',
  amount: recordsText,
  counts: ({ total, succeeded }) =>
    total === undefined ? 'records unknown' : `${count(succeeded)} of ${recordsText(total)}`,
  route: () => '',
  toResult: toExportResult,
};

const rows: Rows = { load, export: exportKind };

/** The compiler cannot see that the kind of a job selects the row made for it. */
export const kindOf = ({ kind }: JobState): CliKind<JobState> => rows[kind] as CliKind<JobState>;

/** `jobs` must have the job. */
export function toResult(ran: RunResult, jobs: Pick<Core['jobs'], 'get' | 'attempts'>): JobResult | ExportResult {
  const state = jobs.get(ran.jobId) as JobState;
  return kindOf(state).toResult(ran, state, jobs);
}
