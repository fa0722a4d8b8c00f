// Front door of everything long: start it, watch it, stop it, find it again after a crash.
import type { JobSpec, JobState, RowFailure } from '../kernel/job';

export type RowList = 'failed' | 'succeeded' | 'unprocessed';

/** One page of a job's rows. Sorting and filtering happen where the rows lie, so a page costs the same at any size. */
export interface RowQuery {
  readonly list: RowList;
  readonly offset: number;
  readonly limit: number;
  /** `line` is the order of the source file and the default; a number is the index of a source column. */
  readonly sort?: { readonly by: 'line' | 'error' | number; readonly descending: boolean };
  /** Case-insensitive text that must occur somewhere in the row or its error. */
  readonly text?: string;
  /** Index into JobState.groups. */
  readonly group?: number;
}

export interface RowPage {
  /** Rows that pass the filter, on all pages. */
  readonly total: number;
  readonly columns: readonly string[];
  readonly rows: readonly RowFailure[];
}

export interface Jobs {
  /** Resolves with the job id once `created` is on disk; nothing has been sent by then. */
  readonly start: (spec: JobSpec) => Promise<string>;
  readonly list: () => readonly JobState[];
  readonly get: (jobId: string) => JobState | undefined;
  /** At most four calls a second and job; always one for the last state. */
  readonly onChange: (listener: (state: JobState) => void) => () => void;
  /** Resolves with the final state. Aborting the signal stops the waiting, not the job. */
  readonly finished: (jobId: string, signal: AbortSignal) => Promise<JobState>;
  /** Tells Salesforce to stop; rows already saved stay saved. */
  readonly abort: (jobId: string) => Promise<void>;
  readonly resume: (jobId: string) => Promise<void>;
  /** Reads the store and takes up every unfinished job that no living process owns. */
  readonly resumeUnfinished: () => Promise<readonly string[]>;
  readonly rows: (jobId: string, query: RowQuery, signal: AbortSignal) => Promise<RowPage>;
  /** Path of the merged result file; undefined while there is none. */
  readonly resultFile: (jobId: string, list: RowList) => Promise<string | undefined>;
  /** Forgets a finished job and deletes its files. */
  readonly remove: (jobId: string) => Promise<void>;
  /** Stops watching; Salesforce goes on. Resolves when the journals are closed. */
  readonly close: () => Promise<void>;
}
