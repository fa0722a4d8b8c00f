// What a job is asked, what happened to it and where it stands: plain data that views, journals and scripts share.
import type { CsvDialect, LoadSpec, PartPlan, RemoteState, RowCounts, FailureGroup, PartState } from './load';
import type { ExportSpec, RemoteQuery, PagePlace } from './export';
import type { Route } from './route';
import type { RowEvent } from './callRows';

export type JobSpec = LoadSpec | ExportSpec;
export type JobKind = JobSpec['kind'];
export type SpecOf<K extends JobKind> = Extract<JobSpec, { readonly kind: K }>;

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
