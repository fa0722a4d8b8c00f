// A load: what it is asked to do, what happens to it, and the state of its parts and rows, as plain data.
import type { CallEvent, CallState } from './callRows';
import type { ErrorData, JobSpec, JobState } from './job';
import type { Route, RoutePreference } from './route';

export type IngestOperation = 'insert' | 'update' | 'upsert' | 'delete' | 'hardDelete';
export type Delimiter = ',' | '\t' | ';' | '|' | '^' | '`';
export type LineEnding = 'LF' | 'CRLF';
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** How a CSV file is written, as seen in its bytes. */
export interface CsvDialect {
  readonly delimiter: Delimiter;
  readonly lineEnding: LineEnding;
  readonly encoding: Encoding;
  /** Bytes of byte order mark to leave out: 0, 2 or 3. */
  readonly bomBytes: number;
}

/** Which rows of an earlier load are sent again. */
export interface RetryOf {
  readonly jobId: string;
  readonly list: 'failed' | 'unprocessed';
  /** Rows that were written to the retry file; a person may have edited it since. */
  readonly records: number;
  /** How many of them were not in the file that was loaded first, so that they name no line; missing for none. */
  readonly withoutLine?: number;
  /** Their numbers in that job's list (kernel/numberFile): no other attempt may send these rows. */
  readonly rowsFile: string;
}

/** Salesforce's value for a cell that empties its field; the Bulk API cannot load it as text. */
export const nullValue = '#N/A';

/** A load of one CSV file into one object, as asked. Serialisable; the command line and tools send the same. */
export interface LoadSpec extends JobSpec, RoutePreference {
  readonly kind: 'load';
  readonly file: string;
  readonly object: string;
  readonly operation: IngestOperation;
  readonly externalIdField?: string;
  /** Source column → field API name; a column that is not named is left out. Missing: columns are sent as they are. */
  readonly mapping?: Readonly<Record<string, string>>;
  /**
   * What a blank cell says. `ignore`, as Salesforce has it and the default: nothing, its field stays as it is. `clear`: its
   * field is emptied; it goes as `#N/A`, except in Id and the external id. `#N/A` in the file always empties a field.
   */
  readonly blanks?: 'ignore' | 'clear';
  /** Forces a dialect where the guess from the bytes is wrong. */
  readonly dialect?: Partial<CsvDialect>;
  /** Largest part in bytes before base64 (default 95 MB; Salesforce allows 100 MB) and in records (default 10 million). */
  readonly partBytes?: number;
  readonly partRecords?: number;
  /** Parts in flight at once (default 3). 1 keeps the order of the file. */
  readonly parallelParts?: number;
  /** `file` holds rows of an earlier load. */
  readonly retryOf?: RetryOf;
}

/** One record-aligned piece of the source: bytes `start` (inclusive) to `end` (exclusive), without the header. */
export interface PartPlan {
  readonly index: number;
  readonly start: number;
  readonly end: number;
  readonly records: number;
  /** 1-based line of the source file on which the part's first record starts. */
  readonly firstLine: number;
}

/** Salesforce's own words for the state of a Bulk 2.0 job. */
export type RemoteState = 'Open' | 'UploadComplete' | 'InProgress' | 'JobComplete' | 'Failed' | 'Aborted';

export interface RowCounts {
  readonly succeeded: number;
  readonly failed: number;
  readonly unprocessed: number;
}

/** A group of failed rows with one cause. */
export interface FailureGroup {
  /** Salesforce's status code, for example REQUIRED_FIELD_MISSING. */
  readonly code: string;
  /** The message with row-specific ids and values cut out. */
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
  /** When `partCreating` was written, in case its answer never came. */
  readonly creatingAt?: number;
  readonly sentBytes: number;
  readonly processed: number;
  /** Rows among the processed that failed, as the server counts while it works. */
  readonly processedFailed: number;
  readonly apiTimeMs: number;
  /** Remote jobs given up for this part, oldest first. */
  readonly abandoned: readonly string[];
  /** Of a part that goes without a bulk job, once rows of it were sent. */
  readonly calls?: CallState;
}

/** A part that nothing has happened to. */
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

/** What becomes of a failed row, as data for grids and tools. */
export interface RowFailure {
  /** 1-based line of the file that was loaded first; 0 when the row is not in it. */
  readonly line: number;
  /** Of a row that was added to a retry file: its line there. */
  readonly addedLine?: number;
  readonly recordId: string;
  readonly code: string;
  readonly message: string;
  readonly fields: readonly string[];
  readonly values: readonly string[];
}

/** What was found when the file was read through, before anything is sent. */
export interface FilePlan {
  readonly sizeBytes: number;
  readonly modifiedMs: number;
  readonly records: number;
  readonly dialect: CsvDialect;
  readonly columns: readonly string[];
  /** The file had to be rewritten (encoding, line endings, mapping); byte offsets are those of the copy in the job's folder. */
  readonly rewritten: boolean;
  /** Of a retry: its rows name their lines in the file that was loaded first. False when that column was removed. */
  readonly keepsLines?: boolean;
  /** Of a retry that keeps lines: rows that name none, because they were added to the retry file. */
  readonly addedRows?: number;
  /** Of the file as it was on the disk; lower-case hex. */
  readonly sha256?: string;
  /** Decided once and kept. */
  readonly route?: Route;
}

/** What happens to a bulk job once its data is at Salesforce; a load and an export have it in common. */
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
      /** About to create a remote job. Without a `partCreated` after it an orphan may exist. */
      | { readonly type: 'partCreating'; readonly part: number }
      | { readonly type: 'partCreated'; readonly part: number; readonly remoteId: string }
      | { readonly type: 'uploading'; readonly part: number; readonly sentBytes: number }
      | { readonly type: 'uploaded'; readonly part: number }
      /** The part's remote job cannot be used (broken upload): it is aborted next, then another one is created. */
      | {
          readonly type: 'partAbandoned';
          readonly part: number;
          readonly remoteId: string;
          readonly error: ErrorData;
        }
      /** Salesforce is done with the part: these are its rows. */
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
  /** The file is being read through before anything is sent. */
  | {
      readonly at: number;
      readonly type: 'preparing';
      readonly readBytes: number;
      readonly totalBytes: number;
    };

export interface LoadState extends JobState<LoadSpec> {
  /** API name, as the spec writes it. */
  readonly object: string;
  /** Missing until the file was read through once. */
  readonly plan?: FilePlan;
  /** How far the file was read through; missing once it is planned. */
  readonly reading?: { readonly readBytes: number; readonly totalBytes: number };
  readonly parts: readonly PartState[];
  readonly groups: readonly FailureGroup[];
}

export const isLoad = (state: JobState): state is LoadState => state.kind === 'load';
