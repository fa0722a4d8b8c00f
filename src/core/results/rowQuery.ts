// What can be asked about a job's result rows, and what comes back.
import type { Delimiter, FailureGroup, RowFailure } from '../model/load';
import type { RowList } from './layout';

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

/** A query for all of its rows. */
export type RowChoice = Omit<RowQuery, 'offset' | 'limit'>;

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
