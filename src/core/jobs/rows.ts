// Pages over a job's result rows: sorted, filtered, in time and memory that do not depend on how far one scrolls.
import type { Delimiter, FailureGroup, RowFailure } from '../kernel/job';
import type { RowList } from '../kernel/resultFiles';
import type { Clock, FileWriter, Files } from '../ports';

/** One page of a job's rows. Sorting and filtering happen where the rows lie, so a page costs the same at any size. */
export interface RowQuery {
  readonly list: RowList;
  readonly offset: number;
  readonly limit: number;
  /** `line` is the order of the source file and the default; a number is the index of a source column. */
  readonly sort?: { readonly by: 'line' | 'error' | number; readonly descending: boolean };
  /** Case-insensitive text that must occur somewhere in the row or its error. */
  readonly text?: string;
  /** Index into JobState.groups. */
  readonly group?: number;
}

export interface RowPage {
  /** Rows that pass the filter, on all pages. */
  readonly total: number;
  readonly columns: readonly string[];
  readonly rows: readonly RowFailure[];
}

/** Whose rows: what the job's state and folder say about them. */
export interface RowView {
  readonly folder: string;
  /** Indexes of the settled parts, in order. */
  readonly parts: readonly number[];
  readonly columns: readonly string[];
  readonly delimiter: Delimiter;
  readonly groups: readonly FailureGroup[];
}

export interface RowReader {
  readonly page: (view: RowView, query: RowQuery, signal: AbortSignal) => Promise<RowPage>;
  /** All rows of the query (offset and limit do not count) as CSV with header; closes the writer. */
  readonly exportRows: (
    view: RowView,
    query: Omit<RowQuery, 'offset' | 'limit'>,
    writer: FileWriter,
    signal: AbortSignal,
  ) => Promise<void>;
  /** Drops what is remembered about the folder. */
  readonly forget: (folder: string) => void;
}

export function createRowReader(files: Files, clock: Clock): RowReader {
  throw new Error(`not yet: ${typeof files} ${typeof clock}`);
}
