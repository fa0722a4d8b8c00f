// The spec, the events and the state of a load, its parts and its rows, as plain data.
import type { CallEvent, CallState } from './callRows';
import type { Encoding } from './encoding';
import type { ErrorData, JobSpec, JobState } from './job';
import type { Mapping } from './mapping';
import type { Route, RoutePreference } from './route';
import type { SaveOptions } from './saveOptions';

export type IngestOperation = 'insert' | 'update' | 'upsert' | 'delete' | 'hardDelete' | 'undelete';
export type Delimiter = ',' | '\t' | ';' | '|' | '^' | '`';
export type LineEnding = 'LF' | 'CRLF';

/** The format of a CSV file, detected from its bytes. */
export interface CsvDialect {
  readonly delimiter: Delimiter;
  readonly lineEnding: LineEnding;
  readonly encoding: Encoding;
  /** Length of the byte order mark, which is not loaded: 0, 2 or 3. */
  readonly bomBytes: number;
  /** Length of the line `sep=;` after it, with which a spreadsheet names the delimiter; missing when there is none. */
  readonly sepBytes?: number;
}

/** The rows of an earlier load that are loaded again. */
export interface RetryOf {
  readonly jobId: string;
  readonly list: 'failed' | 'unprocessed' | 'unknown';
  /** Rows that were written to the retry file. A user may have edited it since. */
  readonly records: number;
  /** How many of them are not in the file of the first attempt, so they have no line number; missing for none. */
  readonly withoutLine?: number;
  /** The file with the lines of those that have one (kernel/numberFile). */
  readonly linesFile?: string;
  /** Columns of the retry file after that of the lines. */
  readonly columns?: readonly string[];
  /** The file with their numbers in that job's list (kernel/numberFile). No other attempt may send these rows. */
  readonly rowsFile: string;
}

/** Salesforce's value for a cell that clears its field; the Bulk API cannot load it as text. */
export const nullValue = '#N/A';

/** A load of one CSV file into one object. Serializable: the command line and tools send it, too. */
export interface LoadSpec extends JobSpec, RoutePreference {
  readonly kind: 'load';
  readonly file: string;
  readonly object: string;
  readonly operation: IngestOperation;
  readonly externalIdField?: string;
  /** Columns that it does not use are not sent. Missing: each column is sent as the field of its name. */
  readonly mapping?: Mapping;
  /**
   * What a blank cell does. `ignore` (the default, also Salesforce's): the field keeps its value. `clear`: the field is
   * emptied, except that of the Id and of the external ID.
   */
  readonly blanks?: 'ignore' | 'clear';
  /** Of a retry: what the mapping of the load said of the blank cells of single fields. */
  readonly blanksOf?: Readonly<Record<string, 'ignore' | 'clear'>>;
  /**
   * What a cell does whose whole value is `#N/A`. `clear` (the default, also Salesforce's): the field is emptied.
   * `text`: it is a value like any other, which only REST and collections can store.
   */
  readonly naCells?: 'clear' | 'text';
  /** What Salesforce is told about saving the rows; missing: its defaults, without assignment rules. */
  readonly save?: SaveOptions;
  /** The file may contain U+FFFD, which shows that a program has destroyed text. Missing: such a file is rejected. */
  readonly allowReplacementCharacters?: boolean;
  /** Overrides what was detected from the bytes. */
  readonly dialect?: Partial<CsvDialect>;
  /** Maximum bytes of a part before base64 (default 95 MB; Salesforce allows 100 MB). */
  readonly partBytes?: number;
  /** Maximum number of records of a part (default 10 million). */
  readonly partRecords?: number;
  /** Maximum number of parts at a time (default 3). 1 keeps the order of the file. */
  readonly parallelParts?: number;
  /** Seconds before the first poll of a bulk job of more than 10,000 rows (default 2). */
  readonly firstPollSeconds?: number;
  /** Set when `file` contains rows of an earlier load. */
  readonly retryOf?: RetryOf;
  /** Set when `file` has the IDs that a deletion wrote: the job of this deletion, and the file that it read. */
  readonly undeletes?: { readonly jobId: string; readonly file: string };
}

/**
 * `leftOut`: the mapping says so. `notMapped`: it does not name the column. `onlyIds`: the operation sends nothing
 * else. `resultColumn`: the column comes from the results of an earlier load.
 */
export type LeftOutReason = 'leftOut' | 'notMapped' | 'onlyIds' | 'resultColumn';

/** A column that is not sent. */
export interface LeftOutColumn {
  readonly column: string;
  readonly reason: LeftOutReason;
}

/** Whole records of the source: bytes `start` (inclusive) to `end` (exclusive), without the header. */
export interface PartPlan {
  readonly index: number;
  readonly start: number;
  readonly end: number;
  readonly records: number;
  /** 1-based line of the source file on which the part's first record starts. */
  readonly firstLine: number;
  /** Hash of the header and the records, in lower-case hex: no other bytes are sent. */
  readonly sha256: string;
  /**
   * Why its rows failed when the load was planned. They have no bytes, are never sent, and are the last part. Missing:
   * the part is sent.
   */
  readonly unsent?: readonly FailureGroup[];
}

/** Salesforce's names for the states of a Bulk API 2.0 job. */
export type RemoteState = 'Open' | 'UploadComplete' | 'InProgress' | 'JobComplete' | 'Failed' | 'Aborted';

/** Every row that was sent or skipped is in exactly one of them. */
export interface RowCounts {
  readonly succeeded: number;
  readonly failed: number;
  readonly unprocessed: number;
  readonly unknown: number;
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
  /** Why its rows do not have the results that they should have. */
  readonly error?: ErrorData;
  /** When `partCreating` was recorded. If no answer came, it helps to find the remote job. */
  readonly creatingAt?: number;
  readonly sentBytes: number;
  readonly processed: number;
  /** Processed rows that failed, as Salesforce counts them while it works. */
  readonly processedFailed: number;
  readonly apiTimeMs: number;
  /** Remote jobs of this part that were abandoned, oldest first. */
  readonly abandoned: readonly string[];
  /** Open remote jobs that may be this part's and may be another's, oldest first; missing for none. */
  readonly orphansLeft?: readonly string[];
  /** Only for a part without a bulk job, once some of its rows were sent. */
  readonly calls?: CallState;
}

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

/** The cells of a file whose whole value is `#N/A`, among those that are sent. */
export interface NaCellsFound {
  readonly count: number;
  /** Of the first: its line, from 1, and the name of its column. */
  readonly line: number;
  readonly column: string;
}

/** What is known after the first pass over the file, before anything is sent. */
export interface FilePlan {
  readonly sizeBytes: number;
  readonly modifiedMs: number;
  readonly records: number;
  readonly dialect: CsvDialect;
  readonly columns: readonly string[];
  /** The encoding in which the file was read; `dialect` is that of the bytes that are sent. */
  readonly encoding?: Encoding;
  /** Columns whose names had blanks around them in the file; missing for none. */
  readonly trimmed?: readonly string[];
  /** Missing for none, and for a deletion. */
  readonly naCells?: NaCellsFound;
  /** Columns that are not sent; missing for none. */
  readonly leftOut?: readonly LeftOutColumn[];
  /** A converted copy in the job's folder is sent. Byte offsets are those of the copy. */
  readonly rewritten: boolean;
  /** For a retry: its rows name their lines in the file of the first attempt. False when that column was removed. */
  readonly keepsLines?: boolean;
  /** For a retry that keeps lines: rows without a line, because they were added to the retry file. */
  readonly addedRows?: number;
  /** Hash of the original file, in lower-case hex. */
  readonly sha256: string;
  /** The assignment rule of the bulk jobs; missing for none, and for calls. */
  readonly assignmentRuleId?: string;
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
      /**
       * A create call without an answer may have left this remote job. It was not aborted, since it may be another's.
       */
      | { readonly type: 'orphanLeft'; readonly part: number; readonly remoteId: string }
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
          /** Decides how the load ends, also after a crash. */
          readonly error?: ErrorData;
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

/** How many rows Salesforce had processed at a time, while bulk jobs ran. */
export interface ProcessedAt {
  readonly at: number;
  readonly processed: number;
  /** Salesforce had just processed the last row of a part. */
  readonly endsPart?: true;
}

export interface LoadState extends JobState<LoadSpec> {
  /** API name, as written in the spec. */
  readonly object: string;
  /** Missing until the first pass over the file is done. */
  readonly plan?: FilePlan;
  /** Progress of the first pass over the file; missing once the load is planned. */
  readonly reading?: { readonly readBytes: number; readonly totalBytes: number };
  readonly parts: readonly PartState[];
  /** How many parts Salesforce does not have yet, and how many it has and has not processed. */
  readonly partsLeft: { readonly toUpload: number; readonly toProcess: number };
  readonly groups: readonly FailureGroup[];
  /** Oldest first; empty without bulk jobs. The number of points is limited (jobs/processedOverTime). */
  readonly processedOverTime: readonly ProcessedAt[];
}

export const isLoadSpec = (spec: JobSpec): spec is LoadSpec => spec.kind === 'load';

export const isLoad = (state: JobState): state is LoadState => state.kind === 'load';
