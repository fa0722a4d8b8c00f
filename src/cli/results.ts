// The result of a job: JSON for scripts, text for people, an exit code for shells.
import {
  catalog,
  fill,
  type Core,
  type ErrorCode,
  type Attempts,
  type ExportState,
  type LoadState,
  type Route,
  type RunResult,
  type ErrorData,
} from '../core/core';
import { count, rowsText } from './counts';
import { routeText } from './routeText';

interface CommonResult extends Pick<
  RunResult,
  'jobId' | 'remoteJobIds' | 'handedOver' | 'timedOut' | 'successCount' | 'failedCount' | 'unprocessedCount'
> {
  /** completed, aborted, failed, rejected, interrupted (can be resumed), or the phase of an unfinished job. */
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
  /** The first failed rows; missing in lists of jobs. */
  readonly recordErrors?: RunResult['errors'];
  /** Which API takes the rows, and why; missing until they are counted. */
  readonly route?: Route;
  /** The job whose rows this one retries. */
  readonly retryOf?: string;
  /** The load and its retries together, if there is one. Each row counts once, in its last attempt. */
  readonly attempts?: Attempts['totals'] & { readonly jobIds: readonly string[] };
}

export interface ExportResult extends CommonResult {
  /** Records in the file. */
  readonly exported: number;
  /** Null unless every record is in it. */
  readonly file: string | null;
  readonly bytes: number;
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
    ...(ran.error && { error: { code: ran.error.code, message: messageOf(ran.error) } }),
  };
}

export const toLoadResult = (
  ran: RunResult,
  { spec, plan, groups }: LoadState,
  jobs: Pick<Core['jobs'], 'attempts'>,
): JobResult => ({
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
  ...attemptsOf(jobs.attempts(ran.jobId)),
});

const attemptsOf = (attempts: Attempts | undefined): Pick<JobResult, 'attempts'> =>
  attempts && attempts.attempts.length > 1
    ? { attempts: { ...attempts.totals, jobIds: attempts.attempts.map(({ jobId }) => jobId) } }
    : {};

export const toExportResult = (ran: RunResult, { written }: ExportState): ExportResult => ({
  ...toCommon(ran),
  exported: ran.successCount,
  file: ran.files['records'] ?? null,
  bytes: written?.bytes ?? 0,
});

export const messageOf = ({ code, details }: ErrorData): string => {
  const row = catalog[code as ErrorCode] as { readonly text: string } | undefined;
  return row ? fill(row.text, details) : code;
};

const isOpen = ({ state }: Pick<CommonResult, 'state'>): boolean =>
  !['completed', 'aborted', 'failed', 'rejected', 'interrupted'].includes(state);

/** The exit code of the shell command `timeout`. */
const timedOutCode = 124;

/**
 * 0: all rows succeeded, or Salesforce has all data. 1: some rows failed or were not processed, or the job was interrupted.
 * 2: rejected, nothing was sent or written. 124: not finished in time. 130: aborted by the user.
 */
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
    ...(result.state === 'interrupted' ? [`Resume with: kinetic resume ${result.jobId}`] : []),
  ];
  return `${lines.join('\n')}\n`;
}

const openLines = ({ state, handedOver, timedOut, jobId }: CommonResult): readonly string[] => [
  `${timedOut ? 'Not finished in time' : 'Not finished'}: ${state}`,
  handedOver
    ? 'Salesforce has all data and continues to process it.'
    : 'Salesforce does not have all data yet. Resuming the job sends the rest.',
  `Get the result with: kinetic resume ${jobId}`,
];

/** For errors that another option can avoid. */
export const hints: Readonly<Record<string, string>> = {
  'request.notBulkable': 'To export it over REST, add --rest.',
  'input.notUtf8': 'To load it as Windows-1252, add --encoding windows-1252.',
  'input.fileExists': 'To replace it, add --overwrite.',
  'job.mayBeSaved': 'To send them anyway, add --even-unknown.',
};

/** A query with a caret under its mistake begins on its own line, so that the caret is under the right column. */
export const ownLines = (message: string): string => message.replace(/^(.*?:) (.*\n *\^)/, '$1\n$2');

const errorLines = ({ error }: CommonResult): readonly string[] =>
  error ? [ownLines(error.message), ...[hints[error.code]].filter((hint) => hint !== undefined)] : [];

/** “Completed”, “Aborted” … */
const outcomeWord = ({ state }: Pick<CommonResult, 'state'>): string => state.charAt(0).toUpperCase() + state.slice(1);

const rowCounts = (rows: Pick<JobResult, 'total' | 'succeeded' | 'failed' | 'unprocessed'>): string =>
  `${rowsText(rows.total)}, ${count(rows.succeeded)} succeeded, ${count(rows.failed)} failed, ${count(rows.unprocessed)} unprocessed`;

const hasSentNothing = ({ state, total }: CommonResult): boolean => total === 0 && state === 'aborted';

const loadLines = (result: JobResult): readonly string[] => [
  // A file that was not read to its end has no counts.
  result.state === 'rejected'
    ? 'Rejected: nothing was sent.'
    : hasSentNothing(result)
      ? 'Nothing was sent.'
      : `${outcomeWord(result)}: ${rowCounts(result)}`,
  ...(result.route && result.state !== 'rejected' ? [`Route: ${routeText(result.route)}`] : []),
  ...errorLines(result),
  ...result.errors.map((group, at) => `  ${at + 1}. ${count(group.count)} × ${group.code}: ${group.message}`),
  ...(result.failed > 0 && result.failedFile !== null ? [`Failed rows: ${result.failedFile}`] : []),
  ...(result.unprocessed > 0 && result.unprocessedFile !== null ? [`Unprocessed rows: ${result.unprocessedFile}`] : []),
  ...(result.attempts ? [attemptsLine(result.attempts)] : []),
];

const attemptsLine = ({
  jobIds,
  total,
  succeeded,
  failed,
  unprocessed,
  pending,
  leftOut,
}: NonNullable<JobResult['attempts']>) =>
  [
    `After ${jobIds.length} attempts: ${rowCounts({ total, succeeded, failed, unprocessed })}`,
    ...(pending > 0 ? [`${count(pending)} in progress`] : []),
    ...(leftOut > 0 ? [`${count(leftOut)} left out`] : []),
  ].join(', ');

const exportLines = (result: ExportResult): readonly string[] => [
  result.state === 'rejected'
    ? 'Rejected: nothing was written.'
    : `${outcomeWord(result)}: ${count(result.exported)} of ${count(result.total)} records, ${count(result.bytes)} bytes`,
  ...errorLines(result),
  ...(result.file === null ? [] : [`File: ${result.file}`]),
];
