// What a job is asked, what happened to it and where it stands: plain data that views, journals and scripts share.
import type { Route, RouteWish } from './route';
import type { RowEvent, RowStanding } from './rowAnswers';

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

/** Which rows of an earlier load are sent again. The first two sidecars hold one little-endian 32-bit number a record. */
export interface RetryOf {
  readonly jobId: string;
  readonly list: 'failed' | 'unprocessed';
  /** Rows that were offered; a person may have edited the file since. */
  readonly records: number;
  /** Their numbers in that job's list. */
  readonly rowsFile: string;
  /** Their lines in the file that was loaded first. */
  readonly linesFile: string;
  /** What they say: one little-endian 64-bit float a record (RecordHash.key). Missing in old journals. */
  readonly keysFile?: string;
}

/** A load of one CSV file into one object, as asked. Serialisable; the command line and tools send the same. */
export interface LoadSpec extends RouteWish {
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

/** A query whose records go to a file, as asked. */
export interface ExportSpec {
  readonly kind: 'export';
  readonly orgId: string;
  readonly soql: string;
  /** Absolute. Until the last record is there they stand in another file beside it. */
  readonly file: string;
  readonly format: ExportFormat;
  /** Deleted and archived records, too. */
  readonly all?: boolean;
  /** Over REST, for queries that the Bulk API does not take. */
  readonly rest?: boolean;
  /** A file of that name may be replaced. */
  readonly overwrite?: boolean;
}

/** JSON Lines: one object a record and line. */
export type ExportFormat = 'csv' | 'jsonl';

export type JobSpec = LoadSpec | ExportSpec;
export type JobKind = JobSpec['kind'];
export type SpecOf<K extends JobKind> = Extract<JobSpec, { readonly kind: K }>;

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

/** A query job and the API version that made it, in which alone its results can be fetched. */
export interface RemoteQuery {
  readonly remoteId: string;
  readonly apiVersion: string;
}

/**
 * Where the next page of a query's results is found: `list`, behind that locator in Salesforce's list of pages, `skip` of
 * which are done; `chain`, at that locator itself; `cursor`, at that path of REST. Without a locator: at the beginning.
 */
export interface PagePlace {
  readonly by: 'list' | 'chain' | 'cursor';
  readonly locator?: string;
  readonly skip: number;
}

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

/** A failure as plain data: a code of errors/catalog, with its details. */
export interface Trouble {
  readonly code: string;
  readonly details: Readonly<Record<string, string | number>>;
}

/**
 * How a job ended. `complete`: Salesforce settled every row, failed ones included. `stopped`: a person aborted it.
 * `broken`: Salesforce ended it early or rows do not add up. `refused`: nothing was sent.
 */
export type JobEnd = 'complete' | 'stopped' | 'broken' | 'refused';

export type JobEvent = { readonly at: number } & (
  | { readonly type: 'created'; readonly jobId: string; readonly spec: JobSpec; readonly orgLabel: string }
  | {
      readonly type: 'planned';
      readonly sizeBytes: number;
      readonly modifiedMs: number;
      readonly records: number;
      readonly dialect: CsvDialect;
      readonly columns: readonly string[];
      /** The file had to be rewritten (encoding, line endings, mapping); byte offsets are those of the copy in the job's folder. */
      readonly rewritten: boolean;
      /** Of a retry: its rows still have the lines of the file that was loaded first; not when rows were added or taken out. */
      readonly keepsLines?: boolean;
      /** Of the file as it lay on the disk; lower-case hex. */
      readonly sha256?: string;
      readonly parts: readonly PartPlan[];
      /** Decided once and kept; missing in old journals: the Bulk API. */
      readonly route?: Route;
    }
  | RowEvent
  /** The file is being read through before anything is sent. */
  | { readonly type: 'preparing'; readonly readBytes: number; readonly totalBytes: number }
  /** About to ask for a remote job; without a `partCreated` behind it an orphan may exist. */
  | { readonly type: 'partCreating'; readonly part: number }
  | { readonly type: 'partCreated'; readonly part: number; readonly remoteId: string }
  | { readonly type: 'uploading'; readonly part: number; readonly sentBytes: number }
  | { readonly type: 'uploaded'; readonly part: number }
  | { readonly type: 'closed'; readonly part: number }
  | {
      readonly type: 'processing';
      readonly part: number;
      readonly state: RemoteState;
      readonly processed: number;
      readonly failed: number;
      readonly apiTimeMs: number;
    }
  /** The part's remote job cannot be used (broken upload): it is aborted next, then a new one is made. */
  | { readonly type: 'partAbandoned'; readonly part: number; readonly remoteId: string; readonly trouble: Trouble }
  /** Salesforce has said its last word on the part: these are its rows. */
  | ({
      readonly type: 'partSettled';
      readonly part: number;
      readonly state: RemoteState;
      readonly message?: string;
      readonly groups: readonly FailureGroup[];
    } & RowCounts)
  /** Salesforce has a job for the query. It changes nothing there, so no word is needed before it is made. */
  | ({ readonly type: 'queryCreated' } & RemoteQuery)
  /** Salesforce has found all records of the query: this many. */
  | { readonly type: 'queryCounted'; readonly records: number }
  /** Records that have arrived so far, those of pages under way included. */
  | { readonly type: 'fetching'; readonly records: number }
  /** One more page is on the disk. The counts are those of the whole file; `next` is null behind the last page. */
  | { readonly type: 'pageFetched'; readonly records: number; readonly bytes: number; readonly next: PagePlace | null }
  /** What an export has written so far is of no use any more, for this reason; it reads the first record again. */
  | { readonly type: 'begunAnew'; readonly trouble: Trouble }
  /** Salesforce cannot be reached at the moment; the run goes on trying. */
  | { readonly type: 'waiting'; readonly part: number; readonly trouble: Trouble }
  /** Calls have to be repeated; without a trouble that is over. */
  | { readonly type: 'delayed'; readonly trouble?: Trouble }
  /** The run gave up for now; Salesforce may go on, and the job can be resumed. */
  | { readonly type: 'interrupted'; readonly trouble: Trouble }
  | { readonly type: 'resumed' }
  | { readonly type: 'stopping' }
  | { readonly type: 'finished'; readonly end: JobEnd; readonly trouble?: Trouble }
);

/** Events that only matter while somebody watches; they are not written to the journal. */
export const isPassing = (event: JobEvent): boolean => passing.has(event.type);

const passing: ReadonlySet<JobEvent['type']> = new Set(['uploading', 'preparing', 'fetching']);

export type PartPhase = 'waiting' | 'creating' | 'uploading' | 'uploaded' | 'processing' | 'collecting' | 'settled';

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
  readonly rows?: RowStanding;
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

export type JobPhase = 'preparing' | 'uploading' | 'processing' | 'collecting' | 'finished';

type Planned = Extract<JobEvent, { readonly type: 'planned' }>;

export interface JobState<S extends JobSpec = JobSpec> extends RowCounts {
  readonly jobId: string;
  readonly spec: S;
  /** API name of the object that is loaded or exported, as the spec writes it. */
  readonly object: string;
  readonly orgLabel: string;
  readonly phase: JobPhase;
  readonly stopping: boolean;
  readonly createdAt: number;
  readonly changedAt: number;
  /** Rows of the whole job; missing until they are counted, here or by Salesforce. */
  readonly total?: number;
  /** Of a load; missing until the file was read through once. */
  readonly plan?: Omit<Planned, 'at' | 'type' | 'parts'>;
  /** How far the file was read through; missing once it is planned. */
  readonly reading?: { readonly readBytes: number; readonly totalBytes: number };
  /** Of an export: its job at Salesforce, which is also its only part. */
  readonly query?: RemoteQuery;
  /** Of an export: records that have arrived; `succeeded` are those that are on the disk. */
  readonly received?: number;
  /** Of an export: the length of its file so far, and where it goes on. */
  readonly written?: { readonly bytes: number; readonly next: PagePlace | null };
  /** Of an export: why it had to begin at the first record again, if it had. */
  readonly begunAnew?: Trouble;
  readonly parts: readonly PartState[];
  readonly groups: readonly FailureGroup[];
  /** Rows that Salesforce says it processed, failed ones included. */
  readonly processed: number;
  /** Start of upload and of processing, for rates. */
  readonly phaseStartedAt: Readonly<Partial<Record<JobPhase, number>>>;
  readonly end?: JobEnd;
  readonly trouble?: Trouble;
  /** Why Salesforce does not answer its calls at the moment. */
  readonly delayed?: Trouble;
  /** Why nobody is running the job although it is not finished; cleared when it is resumed. */
  readonly interrupted?: Trouble;
}

/** What becomes of a failed row, as data for grids and tools. */
export interface RowFailure {
  /** 1-based line of the source file; 0 when the row could not be found there. */
  readonly line: number;
  readonly recordId: string;
  readonly code: string;
  readonly message: string;
  readonly fields: readonly string[];
  readonly values: readonly string[];
}
