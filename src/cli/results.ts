// What the command line says of a job: JSON for scripts, sentences for people, an exit code for shells.
import {
  catalog,
  fill,
  type Core,
  type ErrorCode,
  type Family,
  type ExportState,
  type JobState,
  type LoadState,
  type Route,
  type RunResult,
  type Trouble,
} from '../core/core';
import { routeText } from './routeText';

type Jobs = Pick<Core['jobs'], 'get' | 'attempts'>;

interface CommonResult extends Pick<
  RunResult,
  'jobId' | 'remoteJobIds' | 'handedOver' | 'timedOut' | 'successCount' | 'failedCount' | 'unprocessedCount'
> {
  /** complete, stopped, broken, refused, interrupted (can be resumed), or the phase of a job that is not finished. */
  readonly state: string;
  readonly total: number;
  readonly totalRecords: number;
  readonly error?: { readonly code: string; readonly message: string };
}

export interface JobResult extends CommonResult {
  readonly succeeded: number;
  readonly failed: number;
  readonly unprocessed: number;
  readonly failedFile: string | null;
  readonly succeededFile: string | null;
  readonly unprocessedFile: string | null;
  /** Why rows failed; the first is group 1 of `kinetic retry --group`. */
  readonly errors: readonly { readonly code: string; readonly message: string; readonly count: number }[];
  /** The first failed rows; not in lists of jobs. */
  readonly recordErrors?: RunResult['errors'];
  /** Which API took the rows, and why; missing until they are counted. */
  readonly route?: Route;
  /** The job whose rows these are. */
  readonly retryOf?: string;
  /** The load and all its retries together, once there is one: a row counts where it was last. */
  readonly attempts?: Family['totals'] & { readonly jobIds: readonly string[] };
}

export interface ExportResult extends CommonResult {
  /** Records in the file. */
  readonly exported: number;
  /** Null unless every record is in it. */
  readonly file: string | null;
  readonly bytes: number;
}

/** Of a job that `jobs` knows. */
export function toResult(ran: RunResult, jobs: Jobs): JobResult | ExportResult {
  const state = jobs.get(ran.jobId) as JobState;
  return state.kind === 'export' ? toExportResult(ran, state) : toLoadResult(ran, state, jobs);
}

function toCommon(ran: RunResult): CommonResult {
  const { jobId, remoteJobIds, handedOver, timedOut, successCount, failedCount, unprocessedCount, totalRecords } = ran;
  return {
    jobId,
    remoteJobIds,
    state: ran.state,
    total: totalRecords,
    handedOver,
    timedOut,
    totalRecords,
    successCount,
    failedCount,
    unprocessedCount,
    ...(ran.error && { error: { code: ran.error.code, message: sentence(ran.error) } }),
  };
}

const toLoadResult = (ran: RunResult, { spec, plan, groups }: LoadState, jobs: Jobs): JobResult => ({
  ...toCommon(ran),
  succeeded: ran.successCount,
  failed: ran.failedCount,
  unprocessed: ran.unprocessedCount,
  failedFile: ran.files['failed'] ?? null,
  succeededFile: ran.files['succeeded'] ?? null,
  unprocessedFile: ran.files['unprocessed'] ?? null,
  errors: groups.map(({ code, message, count }) => ({ code, message, count })),
  recordErrors: ran.errors,
  ...(plan?.route && { route: plan.route }),
  ...(spec.retryOf && { retryOf: spec.retryOf.jobId }),
  ...toFamily(jobs.attempts(ran.jobId)),
});

const toFamily = (attempts: Family | undefined): Pick<JobResult, 'attempts'> =>
  attempts && attempts.attempts.length > 1
    ? { attempts: { ...attempts.totals, jobIds: attempts.attempts.map(({ jobId }) => jobId) } }
    : {};

const toExportResult = (ran: RunResult, { written }: ExportState): ExportResult => ({
  ...toCommon(ran),
  exported: ran.successCount,
  file: ran.files['records'] ?? null,
  bytes: written?.bytes ?? 0,
});

const sentence = (trouble: Trouble): string => {
  const row = catalog[trouble.code as ErrorCode] as { readonly text: string } | undefined;
  return row ? fill(row.text, trouble.details) : trouble.code;
};

const isOpen = ({ state }: Pick<CommonResult, 'state'>): boolean =>
  !['completed', 'aborted', 'failed', 'rejected', 'interrupted'].includes(state);

/** As `timeout` of the shells has it. */
const timedOutCode = 124;

/** 0 all rows in or handed over, 1 some rows failed or are unsettled, 2 nothing could run, 124 not finished in time, 130 stopped by the user. */
export function exitCode(ran: RunResult): number {
  if (ran.state === 'aborted') return 130;
  if (ran.timedOut) return timedOutCode;
  const nothingSent = ran.remoteJobIds.length === 0 && ran.successCount + ran.failedCount === 0;
  if (ran.state === 'rejected' || (ran.state === 'interrupted' && nothingSent)) return 2;
  if (isOpen(ran)) return ran.handedOver ? 0 : 1;
  return ran.state === 'completed' && ran.failedCount === 0 && ran.unprocessedCount === 0 ? 0 : 1;
}

export function toText(result: JobResult | ExportResult): string {
  const lines = [
    ...(isOpen(result) ? openLines(result) : 'file' in result ? exportLines(result) : loadLines(result)),
    ...(result.state === 'interrupted' ? [`Go on with: kinetic resume ${result.jobId}`] : []),
  ];
  return `${lines.join('\n')}\n`;
}

const openLines = ({ state, handedOver, timedOut, jobId }: CommonResult): readonly string[] => [
  `${timedOut ? 'not finished in the time given, ' : ''}${state}`,
  handedOver
    ? 'Salesforce has everything and goes on by itself.'
    : 'Salesforce does not have everything yet; the rest waits until the job is resumed.',
  `Collect the result with: kinetic resume ${jobId}`,
];

/** What to write instead, where that is another option. */
export const hints: Readonly<Record<string, string>> = {
  'request.notBulkable': 'With --rest it is fetched over REST instead.',
  'input.notUtf8': 'With --encoding windows-1252 it is loaded as that.',
  'input.fileExists': 'With --overwrite it is replaced.',
  'job.mayBeSaved': 'With --even-unknown they are sent all the same.',
};

const errorLines = ({ error }: CommonResult): readonly string[] =>
  error ? [error.message, ...[hints[error.code]].filter((hint) => hint !== undefined)] : [];

const count = (number: number): string => number.toLocaleString('en-US');

const rowCounts = (rows: Pick<JobResult, 'total' | 'succeeded' | 'failed' | 'unprocessed'>): string =>
  `${rows.total === 1 ? '1 row' : `${count(rows.total)} rows`}, ${count(rows.succeeded)} succeeded, ${count(rows.failed)} failed, ${count(rows.unprocessed)} unprocessed`;

const isSpared = ({ state, total }: CommonResult): boolean =>
  total === 0 && (state === 'rejected' || state === 'aborted');

const loadLines = (result: JobResult): readonly string[] => [
  // A file that was not even read through has no counts, only its sentence.
  isSpared(result) ? 'Nothing was sent.' : `${result.state}: ${rowCounts(result)}`,
  ...(result.route && result.state !== 'rejected' ? [`by ${routeText(result.route)}`] : []),
  ...errorLines(result),
  ...result.errors.map((group, at) => `  ${at + 1}. ${count(group.count)} × ${group.code}: ${group.message}`),
  ...(result.failed > 0 && result.failedFile !== null ? [`failed rows: ${result.failedFile}`] : []),
  ...(result.unprocessed > 0 && result.unprocessedFile !== null ? [`unprocessed rows: ${result.unprocessedFile}`] : []),
  ...(result.attempts ? [familyLine(result.attempts)] : []),
];

const familyLine = ({
  jobIds,
  total,
  succeeded,
  failed,
  unprocessed,
  pending,
  leftOut,
}: NonNullable<JobResult['attempts']>) =>
  [
    `all ${jobIds.length} attempts: ${rowCounts({ total, succeeded, failed, unprocessed })}`,
    ...(pending > 0 ? [`${count(pending)} under way`] : []),
    ...(leftOut > 0 ? [`${count(leftOut)} left out`] : []),
  ].join(', ');

const exportLines = (result: ExportResult): readonly string[] => [
  result.state === 'rejected'
    ? 'Nothing was written.'
    : `${result.state}: ${count(result.exported)} of ${count(result.total)} records, ${count(result.bytes)} bytes`,
  ...errorLines(result),
  ...(result.file === null ? [] : [`records: ${result.file}`]),
];
