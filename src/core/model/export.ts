// What an export is asked and where its pages are found: plain data.

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
