// What came of a job by now, with the names that scripts and tools know from Salesforce's own clients.
import type { ErrorData, JobOutcome, JobPhase, JobState } from '../model/job';
import type { KindResult, KindRow, ResultReader } from './jobKind';

export interface RunResult extends KindResult {
  readonly jobId: string;
  /** How it ended; `interrupted`: it can be resumed; else the phase that it is in. */
  readonly state: JobOutcome | 'interrupted' | JobPhase;
  /** Salesforce has all that it needs; only the results are still to be collected, by any process. */
  readonly handedOver: boolean;
  /** The waiting ended before the job did. */
  readonly timedOut: boolean;
  /** What the counts are of, as a plural noun. */
  readonly unit: string;
  /** Of an export: records in its file. */
  readonly successCount: number;
  readonly failedCount: number;
  readonly unprocessedCount: number;
  /** 0 until they are counted. */
  readonly totalRecords: number;
  /** What is wrong with the job as a whole. */
  readonly error?: ErrorData;
}

export interface ResultOptions {
  readonly timedOut?: boolean;
  /** So many of the first failed rows are read from the disk (default 10). */
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
    totalRecords: state.total ?? 0,
    errors,
    files,
    ...(error && { error }),
  };
}
