// What a load is asked and how its parts and rows are counted: plain data.
import type { CallState } from './callRows';
import type { RoutePreference } from './route';

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
export interface LoadSpec extends RoutePreference {
  readonly kind: 'load';
  readonly orgId: string;
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
  /** Who wants it, where that is not the person before the program; see {@link Task}. */
  readonly startedBy?: string;
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
