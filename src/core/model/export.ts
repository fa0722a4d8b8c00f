// The spec, the events and the state of an export, as plain data.
import type { ErrorData, JobSpec, JobState } from './job';
import type { PartState, RemoteEvent } from './load';

/** A query whose records are written to a file. */
export interface ExportSpec extends JobSpec {
  readonly kind: 'export';
  readonly soql: string;
  /** Absolute path. Until the last record is written, the records are in another file next to it. */
  readonly file: string;
  readonly format: ExportFormat;
  /** Includes deleted and archived records. */
  readonly all?: boolean;
  /** Over REST, for queries that the Bulk API does not support. */
  readonly rest?: boolean;
  /**
   * Numbers of the Bulk API are written without exponents: `87700000` for `8.77E7`. REST results never have exponents.
   */
  readonly plainNumbers?: boolean;
  /** Seconds before the first poll of the query job after two early ones (default 2). */
  readonly firstPollSeconds?: number;
  /** An existing file may be replaced. */
  readonly overwrite?: boolean;
}

/** `jsonl` is JSON Lines: each record is an object on its own line. */
export type ExportFormat = 'csv' | 'jsonl';

/** A query job and the API version that created it. Its results can only be downloaded with that version. */
export interface RemoteQuery {
  readonly remoteId: string;
  readonly apiVersion: string;
}

/**
 * Where the next page of a query's results is. `list`: after the locator in Salesforce's list of pages, without the
 * first `skip` pages. `chain`: at the locator. `cursor`: at the REST path in `locator`. No locator: the first page.
 */
export interface PagePlace {
  readonly by: 'list' | 'chain' | 'cursor';
  readonly locator?: string;
  readonly skip: number;
}

export type ExportEvent =
  | RemoteEvent
  | ({ readonly at: number } &
      /** Salesforce has a job for the query. A query changes no data, so no event is needed before its creation. */
      (
        | ({ readonly type: 'queryCreated' } & RemoteQuery)
        /** Salesforce has found all records of the query. */
        | { readonly type: 'queryCounted'; readonly records: number }
        /** The number of records that have arrived so far, unfinished pages included. */
        | { readonly type: 'downloading'; readonly records: number }
        /** Another page is on disk. The counts are those of the whole file; `next` is null after the last page. */
        | {
            readonly type: 'pageSaved';
            readonly records: number;
            readonly bytes: number;
            readonly next: PagePlace | null;
          }
        /** The file written so far cannot be used, for this reason. The export starts again at the first record. */
        | { readonly type: 'restarted'; readonly error: ErrorData }
      ));

export interface ExportState extends JobState<ExportSpec> {
  /** API name, as written in the query. */
  readonly object: string;
  /** The query job at Salesforce; missing over REST. */
  readonly query?: RemoteQuery;
  /** The query job in the form of a load's part, for views; empty over REST. */
  readonly parts: readonly PartState[];
  /** Records that have arrived; `succeeded` counts those on disk. */
  readonly downloaded?: number;
  /** The length of the file so far, and the next page. */
  readonly written?: { readonly bytes: number; readonly next: PagePlace | null };
  /** Why the export started again at the first record. */
  readonly restarted?: ErrorData;
}
