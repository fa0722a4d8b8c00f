// What the command line says about each kind of job: one row a kind.
import type { Core, ExportState, JobState, LoadState, RunResult } from '../core/core';
import { recordsText, rowsText } from './counts';
import { toExportResult, toLoadResult, type ExportResult, type JobResult } from './results';
import { routeName } from './routeText';

interface CliKind<S extends JobState> {
  readonly label: (state: S) => string;
  /** What the job counts. */
  readonly unit: string;
  readonly amount: (total: number) => string;
  /** Follows the amount in the progress line. */
  readonly route: (state: S) => string;
  /** What is missing while this program still has to send or to request something. */
  readonly unfinished: string;
  readonly toResult: (
    ran: RunResult,
    state: S,
    jobs: Pick<Core['jobs'], 'attempts' | 'lineFile'>,
  ) => JobResult | ExportResult;
}

type Rows = { readonly [K in JobState['kind']]: CliKind<Extract<JobState, { readonly kind: K }>> };

const load: CliKind<LoadState> = {
  label: ({ spec }) => spec.operation,
  unit: 'rows',
  amount: rowsText,
  route: ({ plan }) => (plan?.route ? ` (${routeName(plan.route)})` : ''),
  unfinished: 'Not all rows were sent.',
  toResult: toLoadResult,
};

const exportKind: CliKind<ExportState> = {
  label: () => 'export',
  unit: 'records',
  amount: recordsText,
  route: () => '',
  unfinished: 'Not all records were requested.',
  toResult: toExportResult,
};

const rows: Rows = { load, export: exportKind };

/** The compiler cannot see that the kind of a job selects the row made for it. */
export const kindOf = ({ kind }: JobState): CliKind<JobState> => rows[kind] as CliKind<JobState>;

/** `jobs` must have the job. */
export function toResult(
  ran: RunResult,
  jobs: Pick<Core['jobs'], 'get' | 'attempts' | 'lineFile'>,
): JobResult | ExportResult {
  const state = jobs.get(ran.jobId) as JobState;
  return kindOf(state).toResult(ran, state, jobs);
}
