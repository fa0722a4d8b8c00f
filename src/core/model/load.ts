// The spec, the events and the state of a load, its parts and its rows, as plain data.
import type { CallEvent, CallState } from './callRows';
import type { ErrorData, JobSpec, JobState } from './job';
import type { Route, RoutePreference } from './route';

export type IngestOperation = 'insert' | 'update' | 'upsert' | 'delete' | 'hardDelete';
export type Delimiter = ',' | '\t' | ';' | '|' | '^' | '`';
export type LineEnding = 'LF' | 'CRLF';
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** The format of a CSV file, detected from its bytes. */
export interface CsvDialect {
  readonly delimiter: Delimiter;
  readonly lineEnding: LineEnding;
  readonly encoding: Encoding;
  /** Length of the byte order mark, which is not loaded: 0, 2 or 3. */
  readonly bomBytes: number;
}

/** The rows of an earlier load that are loaded again. */
export interface RetryOf {
  readonly jobId: string;
  readonly list: 'failed' | 'unprocessed';
  /** Rows that were written to the retry file. A user may have edited it since. */
  readonly records: number;
  /** How many of them are not in the file of the first attempt, so they have no line number; missing for none. */
  readonly withoutLine?: number;
  /** The file with their numbers in that job's list (kernel/numberFile). No other attempt may send these rows. */
  readonly rowsFile: string;
}

/** Salesforce's value for a cell that empties its field; the Bulk API cannot load it as text. */
export const nullValue = '#N/A';

/** A load of one CSV file into one object. Serializable: the command line and tools send it, too. */
export interface LoadSpec extends JobSpec, RoutePreference {
  readonly kind: 'load';
  readonly file: string;
  readonly object: string;
  readonly operation: IngestOperation;
  readonly externalIdField?: string;
  /** Source column → field API name. Columns without an entry are not sent. Missing: all columns are sent. */
  readonly mapping?: Readonly<Record<string, string>>;
  /**
   * What a blank cell does. `ignore` (the default, also Salesforce's): the field keeps its value. `clear`: the field is
   * emptied; the cell is sent as `#N/A`, except in Id and the external ID. `#N/A` in the file always empties a field.
   */
  readonly blanks?: 'ignore' | 'clear';
  /** Overrides what was detected from the bytes. */
  readonly dialect?: Partial<CsvDialect>;
  /** Maximum bytes of a part before base64 (default 95 MB; Salesforce allows 100 MB). */
  readonly partBytes?: number;
  /** Maximum number of records of a part (default 10 million). */
  readonly partRecords?: number;
  /** Maximum number of parts at a time (default 3). 1 keeps the order of the file. */
  readonly parallelParts?: number;
  /** Set when `file` contains rows of an earlier load. */
  readonly retryOf?: RetryOf;
}

/** Whole records of the source: bytes `start` (inclusive) to `end` (exclusive), without the header. */
export interface PartPlan {
  readonly index: number;
  readonly start: number;
  readonly end: number;
  readonly records: number;
  /** 1-based line of the source file on which the part's first record starts. */
  readonly firstLine: number;
}

/** Salesforce's names for the states of a Bulk API 2.0 job. */
export type RemoteState = 'Open' | 'UploadComplete' | 'InProgress' | 'JobComplete' | 'Failed' | 'Aborted';

export interface RowCounts {
  readonly succeeded: number;
  readonly failed: number;
  readonly unprocessed: number;
}

/** Failed rows with the same cause. */
export interface FailureGroup {
  /** Salesforce's status code, for example REQUIRED_FIELD_MISSING. */
  readonly code: string;
  /** The message without ids and values of single rows. */
  readonly message: string;
  readonly fields: readonly string[];
  readonly count: number;
}

export type PartPhase = 'waiting' | 'creating' | 'uploading' | 'uploaded' | 'processing' | 'downloading' | 'finished';

export interface PartState extends RowCounts {
  readonly plan: PartPlan;
  readonly phase: PartPhase;
  readonly remoteId?: string;
  readonly remoteState?: RemoteState;
  readonly message?: string;
  /** When `partCreating` was recorded. If no answer came, it helps to find the remote job. */
  readonly creatingAt?: number;
  readonly sentBytes: number;
  readonly processed: number;
  /** Processed rows that failed, as Salesforce counts them while it works. */
  readonly processedFailed: number;
  readonly apiTimeMs: number;
  /** Remote jobs of this part that were abandoned, oldest first. */
  readonly abandoned: readonly string[];
  /** Only for a part without a bulk job, once some of its rows were sent. */
  readonly calls?: CallState;
}

/** The state of a part before its first event. */
export const freshPart = (plan: PartPlan): PartState => ({
  plan,
  phase: 'waiting',
  sentBytes: 0,
  processed: 0,
  processedFailed: 0,
  apiTimeMs: 0,
  abandoned: [],
  succeeded: 0,
  failed: 0,
  unprocessed: 0,
});

/** A failed row as data, for grids and tools. */
export interface RowFailure {
  /** 1-based line in the file of the first attempt; 0 when the row is not in it. */
  readonly line: number;
  /** For a row that was added to a retry file: its line in that file. */
  readonly addedLine?: number;
  readonly recordId: string;
  readonly code: string;
  readonly message: string;
  readonly fields: readonly string[];
  readonly values: readonly string[];
}

/** What is known after the first pass over the file, before anything is sent. */
export interface FilePlan {
  readonly sizeBytes: number;
  readonly modifiedMs: number;
  readonly records: number;
  readonly dialect: CsvDialect;
  readonly columns: readonly string[];
  /** A converted copy in the job's folder is sent. Byte offsets are those of the copy. */
  readonly rewritten: boolean;
  /** For a retry: its rows name their lines in the file of the first attempt. False when that column was removed. */
  readonly keepsLines?: boolean;
  /** For a retry that keeps lines: rows without a line, because they were added to the retry file. */
  readonly addedRows?: number;
  /** Hash of the original file, in lower-case hex. */
  readonly sha256?: string;
  /** Chosen once, for all resumes. */
  readonly route?: Route;
}

/** Events of a bulk job once Salesforce has its data, for loads and exports. */
export type RemoteEvent = { readonly at: number; readonly part: number } & (
  | { readonly type: 'closed' }
  | {
      readonly type: 'processing';
      readonly state: RemoteState;
      readonly processed: number;
      readonly failed: number;
      readonly apiTimeMs: number;
    }
);

/** Events of one part of a load. */
export type PartEvent =
  | RemoteEvent
  | ({ readonly at: number } & (
      | CallEvent
      /** A remote job is about to be created. Without a `partCreated` after it, an unknown remote job may exist. */
      | { readonly type: 'partCreating'; readonly part: number }
      | { readonly type: 'partCreated'; readonly part: number; readonly remoteId: string }
      | { readonly type: 'uploading'; readonly part: number; readonly sentBytes: number }
      | { readonly type: 'uploaded'; readonly part: number }
      /** The part's remote job is unusable (the upload failed). It is aborted and another one is created. */
      | {
          readonly type: 'partAbandoned';
          readonly part: number;
          readonly remoteId: string;
          readonly error: ErrorData;
        }
      /** The part is finished, with these counts of rows. */
      | ({
          readonly type: 'partFinished';
          readonly part: number;
          readonly state: RemoteState;
          readonly message?: string;
          readonly groups: readonly FailureGroup[];
        } & RowCounts)
    ));

export type LoadEvent =
  | PartEvent
  | ({ readonly at: number; readonly type: 'planned'; readonly parts: readonly PartPlan[] } & FilePlan)
  /** The first pass over the file, before anything is sent. */
  | {
      readonly at: number;
      readonly type: 'preparing';
      readonly readBytes: number;
      readonly totalBytes: number;
    };

export interface LoadState extends JobState<LoadSpec> {
  /** API name, as written in the spec. */
  readonly object: string;
  /** Missing until the first pass over the file is done. */
  readonly plan?: FilePlan;
  /** Progress of the first pass over the file; missing once the load is planned. */
  readonly reading?: { readonly readBytes: number; readonly totalBytes: number };
  readonly parts: readonly PartState[];
  readonly groups: readonly FailureGroup[];
}

export const isLoad = (state: JobState): state is LoadState => state.kind === 'load';
