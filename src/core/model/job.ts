// What a job is asked, what happened to it and where it stands: plain data that views, journals and scripts share.
import type { CsvDialect, LoadSpec, PartPlan, RemoteState, RowCounts, FailureGroup, PartState } from './load';
import type { ExportSpec, RemoteQuery, PagePlace } from './export';
import type { Route } from './route';
import type { CallEvent } from './callRows';

export type JobSpec = LoadSpec | ExportSpec;
export type JobKind = JobSpec['kind'];
export type SpecOf<K extends JobKind> = Extract<JobSpec, { readonly kind: K }>;

/** A failure as plain data: a code of errors/catalog, with its details. */
export interface ErrorData {
  readonly code: string;
  readonly details: Readonly<Record<string, string | number>>;
}

/**
 * How a job ended. `completed`: every row has a result, failed rows included. `aborted`: it was aborted. `failed`: it ended
 * early or the rows do not add up. `rejected`: nothing was sent.
 */
export type JobOutcome = 'completed' | 'aborted' | 'failed' | 'rejected';

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
      /** Of a retry: its rows name their lines in the file that was loaded first; not when their column was removed. */
      readonly keepsLines?: boolean;
      /** Of a retry that keeps lines: rows that name none, because they were added to the retry file. */
      readonly addedRows?: number;
      /** Of the file as it lay on the disk; lower-case hex. */
      readonly sha256?: string;
      readonly parts: readonly PartPlan[];
      /** Decided once and kept; missing in old journals: the Bulk API. */
      readonly route?: Route;
    }
  | CallEvent
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
  | { readonly type: 'partAbandoned'; readonly part: number; readonly remoteId: string; readonly error: ErrorData }
  /** Salesforce has said its last word on the part: these are its rows. */
  | ({
      readonly type: 'partFinished';
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
  | { readonly type: 'downloading'; readonly records: number }
  /** One more page is on the disk. The counts are those of the whole file; `next` is null behind the last page. */
  | { readonly type: 'pageSaved'; readonly records: number; readonly bytes: number; readonly next: PagePlace | null }
  /** What an export has written so far is of no use any more, for this reason; it reads the first record again. */
  | { readonly type: 'restarted'; readonly error: ErrorData }
  /** Calls have to be repeated; without a trouble that is over. */
  | { readonly type: 'delayed'; readonly error?: ErrorData }
  /** The run gave up for now; Salesforce may go on, and the job can be resumed. */
  | { readonly type: 'interrupted'; readonly error: ErrorData }
  | { readonly type: 'resumed' }
  | { readonly type: 'aborting' }
  | { readonly type: 'finished'; readonly outcome: JobOutcome; readonly error?: ErrorData }
);

/** Events that only matter while somebody watches; they are not written to the journal. */
export const isTransient = (event: JobEvent): boolean => transient.has(event.type);

const transient: ReadonlySet<JobEvent['type']> = new Set(['uploading', 'preparing', 'downloading']);

export type JobPhase = 'preparing' | 'uploading' | 'processing' | 'downloading' | 'finished';

type Planned = Extract<JobEvent, { readonly type: 'planned' }>;

export interface JobState<S extends JobSpec = JobSpec> extends RowCounts {
  readonly jobId: string;
  readonly spec: S;
  /** API name of the object that is loaded or exported, as the spec writes it. */
  readonly object: string;
  readonly orgLabel: string;
  readonly phase: JobPhase;
  readonly aborting: boolean;
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
  readonly downloaded?: number;
  /** Of an export: the length of its file so far, and where it goes on. */
  readonly written?: { readonly bytes: number; readonly next: PagePlace | null };
  /** Of an export: why it had to begin at the first record again, if it had. */
  readonly restarted?: ErrorData;
  readonly parts: readonly PartState[];
  readonly groups: readonly FailureGroup[];
  /** Rows that Salesforce says it processed, failed ones included. */
  readonly processed: number;
  /** Start of upload and of processing, for rates. */
  readonly phaseStartedAt: Readonly<Partial<Record<JobPhase, number>>>;
  readonly outcome?: JobOutcome;
  readonly error?: ErrorData;
  /** Why Salesforce does not answer its calls at the moment. */
  readonly delayed?: ErrorData;
  /** Why nobody is running the job although it is not finished; cleared when it is resumed. */
  readonly interrupted?: ErrorData;
}
