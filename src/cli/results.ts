// The result of a job: JSON for scripts, an exit code for shells.
import {
  catalog,
  fill,
  type Advice,
  type Core,
  type ErrorCode,
  type LeftOutColumn,
  type Attempts,
  type ExportState,
  type LoadSpec,
  type LoadState,
  type NaCellsFound,
  type Route,
  type RunResult,
  type ErrorData,
} from '../core/core';
import { linked, placeOf, type Place } from './place';

/** An error as `--json` has it. */
export interface ErrorText extends Place {
  readonly code: string;
  readonly message: string;
  readonly advice: Advice;
  /** Where it is, for the first hundred of several places; missing for one place. */
  readonly places?: readonly string[];
}

export interface CommonResult extends Pick<
  RunResult,
  'jobId' | 'remoteJobIds' | 'handedOver' | 'timedOut' | 'apiCalls'
> {
  /** completed, aborted, failed, rejected, interrupted (can be resumed), or the phase of an unfinished job. */
  readonly state: string;
  /** Rows of the file, or records of the query; 0 until they are counted. */
  readonly total: number;
  readonly error?: ErrorText;
}

export interface JobResult extends CommonResult {
  readonly succeeded: number;
  readonly failed: number;
  readonly unprocessed: number;
  /** Sent, and what became of them is not known. */
  readonly unknown: number;
  readonly failedFile: string | null;
  readonly succeededFile: string | null;
  readonly unprocessedFile: string | null;
  readonly unknownFile: string | null;
  /** Why rows failed; the first is group 1 of `kinetic retry --group`. */
  readonly errors: readonly { readonly code: string; readonly message: string; readonly count: number }[];
  /** The first failed rows; missing in lists of jobs. */
  readonly recordErrors?: RunResult['errors'];
  /** The file in which rows have their lines: that of the first attempt. */
  readonly lineFile: string;
  /** Which API takes the rows, and why; missing until they are counted. */
  readonly route?: Route;
  /** The encoding in which the file was read; missing until then. */
  readonly encoding?: string;
  /** Columns of the file that are not sent, and why. */
  readonly leftOutColumns?: readonly LeftOutColumn[];
  /** Columns whose names had blanks around them in the file. */
  readonly trimmedColumns?: readonly string[];
  /** Cells that are `#N/A`, where the first is, and what they do; missing for none. */
  readonly naCells?: NaCellsFound & { readonly file: string; readonly do: NonNullable<LoadSpec['naCells']> };
  /** Open bulk jobs without rows in Salesforce that this load may have left behind; missing for none. */
  readonly orphanedRemoteJobIds?: readonly string[];
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

const toCommon = (ran: RunResult): CommonResult => ({
  jobId: ran.jobId,
  remoteJobIds: ran.remoteJobIds,
  state: ran.state,
  total: ran.totalRecords,
  handedOver: ran.handedOver,
  timedOut: ran.timedOut,
  ...(ran.apiCalls !== undefined && { apiCalls: ran.apiCalls }),
  ...(ran.error && { error: errorText(ran.error) }),
});

export const toLoadResult = (
  ran: RunResult,
  { spec, plan, groups, parts }: LoadState,
  jobs: Pick<Core['jobs'], 'attempts' | 'lineFile'>,
): JobResult => ({
  ...toCommon(ran),
  succeeded: ran.successCount,
  failed: ran.failedCount,
  unprocessed: ran.unprocessedCount,
  unknown: ran.unknownCount,
  failedFile: ran.files['failed'] ?? null,
  succeededFile: ran.files['succeeded'] ?? null,
  unprocessedFile: ran.files['unprocessed'] ?? null,
  unknownFile: ran.files['unknown'] ?? null,
  errors: groups.map(({ code, message, count }) => ({ code, message, count })),
  recordErrors: ran.errors,
  lineFile: jobs.lineFile(ran.jobId),
  ...(plan?.route && { route: plan.route }),
  ...(plan?.encoding && { encoding: plan.encoding }),
  ...(plan?.leftOut && { leftOutColumns: plan.leftOut }),
  ...(plan?.trimmed && { trimmedColumns: plan.trimmed }),
  ...(plan?.naCells && { naCells: { ...plan.naCells, file: spec.file, do: spec.naCells ?? 'clear' } }),
  ...orphansOf(parts.flatMap(({ orphansLeft = [] }) => orphansLeft)),
  ...(spec.retryOf && { retryOf: spec.retryOf.jobId }),
  ...attemptsOf(jobs.attempts(ran.jobId)),
});

const orphansOf = (ids: readonly string[]): Pick<JobResult, 'orphanedRemoteJobIds'> =>
  ids.length > 0 ? { orphanedRemoteJobIds: ids } : {};

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

const rowOf = ({ code }: ErrorData) => catalog[code as ErrorCode] as (typeof catalog)[ErrorCode] | undefined;

/** A newer version may have written a code that this one does not have. */
export function messageOf(error: ErrorData): string {
  const row = rowOf(error);
  return row ? fill(row.text, error.details) : error.code;
}

export const errorText = (error: ErrorData): ErrorText => ({
  code: error.code,
  message: messageOf(error),
  advice: rowOf(error)?.advice ?? 'none',
  ...placeOf(error.details),
  ...placesOf(error),
});

/** The message for people. */
export const linkedMessageOf = (error: ErrorData): string => linked(messageOf(error), placeOf(error.details));

export function placesOf({ details }: Pick<ErrorData, 'details'>): Pick<ErrorText, 'places'> {
  const places = String(details['places'] ?? '').split('\n');
  return places.length > 1 ? { places } : {};
}

/** It has not ended, and this program no longer waits for it. */
export const isOpen = ({ state }: Pick<CommonResult, 'state'>): boolean =>
  !['completed', 'aborted', 'failed', 'rejected', 'interrupted'].includes(state);

/** The exit code of the shell command `timeout`. */
const timedOutCode = 124;

/**
 * 0: all rows succeeded, or Salesforce has all data. 1: some rows failed, were not processed or are unknown, or the job
 * was interrupted.
 * 2: rejected, nothing was sent or written. 124: not finished in time. 130: aborted by the user.
 */
export function exitCode(ran: RunResult): number {
  if (ran.state === 'aborted') return 130;
  if (ran.timedOut) return timedOutCode;
  if (ran.state === 'rejected') return 2;
  if (isOpen(ran)) return ran.handedOver ? 0 : 1;
  return ran.state === 'completed' && ran.failedCount + ran.unprocessedCount + ran.unknownCount === 0 ? 0 : 1;
}
