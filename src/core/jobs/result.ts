// What came of a job by now, with the names that scripts and tools know from Salesforce's own clients.
import type { JobOutcome, JobPhase, JobState, ErrorData } from '../model/job';
import { rowLists, type RowList } from '../results/layout';
import type { Jobs } from './jobs';

export interface RecordError {
  /** 1-based line of the file that was loaded first; 0 when the row is not in it. */
  readonly line: number;
  /** Of a row that was added to a retry file: its line there. */
  readonly addedLine?: number;
  /** Empty when Salesforce gave the record no id. */
  readonly recordId: string;
  readonly statusCode: string;
  readonly message: string;
  readonly fields: readonly string[];
}

export interface RunResult {
  readonly jobId: string;
  readonly remoteJobIds: readonly string[];
  /** How it ended; `interrupted`: it can be taken up again; else the phase in which somebody runs it, or left it. */
  readonly state: JobOutcome | 'interrupted' | JobPhase;
  /** Salesforce has all that it needs; only the results are still to be collected, by whomever. */
  readonly handedOver: boolean;
  /** The waiting ended before the job did. */
  readonly timedOut: boolean;
  /** Of an export: records in its file. */
  readonly successCount: number;
  readonly failedCount: number;
  readonly unprocessedCount: number;
  /** 0 until they are counted. */
  readonly totalRecords: number;
  /** The first ones, in the order of the source file. */
  readonly errors: readonly RecordError[];
  /** Paths of what is written by now: the rows of a load by their fate, the `records` of an export. */
  readonly files: Readonly<Partial<Record<RowList | 'records', string>>>;
  /** What is wrong with the job as a whole. */
  readonly error?: ErrorData;
}

export const stateOf = ({ outcome: end, interrupted, phase }: JobState): RunResult['state'] =>
  end ?? (interrupted ? 'interrupted' : phase);

/** From here on the process that runs the job may end without anything being left to send. */
const isHandedOver = (state: JobState): boolean =>
  state.outcome !== undefined ||
  (state.parts.length > 0 &&
    state.parts.every(
      ({ phase, remoteId }) => phase === 'finished' || (isClosed.has(phase) && remoteId !== undefined),
    ));

/** All that is to be done is done by Salesforce. Where every row is settled, the end is only a moment away. */
export const isLeftToSalesforce = (state: JobState): boolean =>
  isHandedOver(state) && state.parts.some(({ phase }) => phase !== 'finished');

const isClosed: ReadonlySet<string> = new Set(['processing', 'downloading']);

/** `maxErrors`: so many of the first failed rows are read from the disk. */
export async function resultOf(
  state: JobState,
  { timedOut = false, maxErrors = 10 }: { readonly timedOut?: boolean; readonly maxErrors?: number },
  jobs: Pick<Jobs, 'rows' | 'resultFile'>,
  signal: AbortSignal,
): Promise<RunResult> {
  const error = state.error ?? state.interrupted;
  return {
    jobId: state.jobId,
    remoteJobIds: state.parts.flatMap((part) => part.remoteId ?? []),
    state: stateOf(state),
    handedOver: isHandedOver(state),
    timedOut,
    successCount: state.succeeded,
    failedCount: state.failed,
    unprocessedCount: state.unprocessed,
    totalRecords: state.total ?? 0,
    errors: await firstErrors(state, maxErrors, jobs, signal),
    files: await filesOf(state, jobs),
    ...(error && { error: error }),
  };
}

async function firstErrors(
  { jobId, spec, failed }: JobState,
  limit: number,
  jobs: Pick<Jobs, 'rows'>,
  signal: AbortSignal,
): Promise<readonly RecordError[]> {
  if (spec.kind === 'export' || failed === 0 || limit === 0) return [];
  const { rows } = await jobs.rows(jobId, { list: 'failed', offset: 0, limit }, signal);
  return rows.map(({ line, addedLine, recordId, code, message, fields }) => ({
    line,
    ...(addedLine !== undefined && { addedLine }),
    recordId,
    statusCode: code,
    message,
    fields,
  }));
}

async function filesOf(
  { jobId, spec, outcome: end }: JobState,
  jobs: Pick<Jobs, 'resultFile'>,
): Promise<RunResult['files']> {
  if (spec.kind === 'export') return end === 'completed' ? { records: spec.file } : {};
  const found = await Promise.all(rowLists.map(async (list) => [list, await jobs.resultFile(jobId, list)] as const));
  return Object.fromEntries(found.filter(([, path]) => path !== undefined));
}
