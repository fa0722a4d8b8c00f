// An export: what it is asked to do, what happens to it, and how far its file is, as plain data.
import type { ErrorData, JobSpec, JobState } from './job';
import type { PartState, RemoteEvent } from './load';

/** A query whose records go to a file, as asked. */
export interface ExportSpec extends JobSpec {
  readonly kind: 'export';
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

export type ExportEvent =
  | RemoteEvent
  | ({ readonly at: number } &
      /** Salesforce has a job for the query. It changes no data there, so no event is needed before it is created. */
      (
        | ({ readonly type: 'queryCreated' } & RemoteQuery)
        /** Salesforce has found all records of the query: this many. */
        | { readonly type: 'queryCounted'; readonly records: number }
        /** Records that have arrived so far, those of unfinished pages included. */
        | { readonly type: 'downloading'; readonly records: number }
        /** One more page is on the disk. The counts are those of the whole file; `next` is null after the last page. */
        | {
            readonly type: 'pageSaved';
            readonly records: number;
            readonly bytes: number;
            readonly next: PagePlace | null;
          }
        /** What the export has written so far cannot be used, for this reason. It reads the first record again. */
        | { readonly type: 'restarted'; readonly error: ErrorData }
      ));

export interface ExportState extends JobState<ExportSpec> {
  /** API name, as the query writes it. */
  readonly object: string;
  /** Its job at Salesforce; missing over REST. */
  readonly query?: RemoteQuery;
  /** The same job as views show the parts of a load; empty over REST. */
  readonly parts: readonly PartState[];
  /** Records that have arrived; `succeeded` counts those that are on the disk. */
  readonly downloaded?: number;
  /** The length of its file so far, and where it continues. */
  readonly written?: { readonly bytes: number; readonly next: PagePlace | null };
  /** Why it had to begin at the first record again. */
  readonly restarted?: ErrorData;
}
