// The result of a job so far, with the property names of Salesforce's own clients.
import type { ErrorData, JobOutcome, JobPhase, JobState } from '../model/job';
import type { KindResult, KindRow, ResultReader } from './jobKind';

export interface RunResult extends KindResult {
  readonly jobId: string;
  /** The outcome of a finished job, `interrupted` for a job that can be resumed, otherwise the phase. */
  readonly state: JobOutcome | 'interrupted' | JobPhase;
  /** Salesforce has all data. Any process can download the results. */
  readonly handedOver: boolean;
  /** The wait ended before the job. */
  readonly timedOut: boolean;
  /** What is counted, as a plural noun. */
  readonly unit: string;
  /** For an export: the records in its file. */
  readonly successCount: number;
  readonly failedCount: number;
  readonly unprocessedCount: number;
  readonly unknownCount: number;
  /** 0 until they are counted. */
  readonly totalRecords: number;
  /** API calls of the job, polls and repeated calls included; missing for none, and where they were not counted. */
  readonly apiCalls?: number;
  /** Why the job as a whole failed or was interrupted. */
  readonly error?: ErrorData;
}

export interface ResultOptions {
  readonly timedOut?: boolean;
  /** Maximum number of failed rows to read from disk (default 10). */
  readonly maxErrors?: number;
}

export async function resultOf(
  state: JobState,
  kind: KindRow<JobState>,
  { timedOut = false, ...options }: ResultOptions,
  reader: Omit<ResultReader, 'maxErrors'>,
): Promise<RunResult> {
  const error = state.error ?? state.interrupted;
  const { remoteJobIds, errors, files } = await kind.result(state, { maxErrors: 10, ...options, ...reader });
  return {
    jobId: state.jobId,
    remoteJobIds,
    state: state.outcome ?? (state.interrupted ? 'interrupted' : state.phase),
    handedOver: state.outcome !== undefined || kind.remaining(state) !== 'send',
    timedOut,
    unit: state.unit,
    successCount: state.succeeded,
    failedCount: state.failed,
    unprocessedCount: state.unprocessed,
    unknownCount: state.unknown,
    totalRecords: state.total ?? 0,
    errors,
    files,
    ...(state.apiCalls !== undefined && { apiCalls: state.apiCalls }),
    ...(error && { error }),
  };
}
