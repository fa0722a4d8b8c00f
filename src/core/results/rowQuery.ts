// Queries of a job's result rows and their answers.
import type { Delimiter, FailureGroup, RowFailure } from '../model/load';
import type { RowList } from './layout';

/** One page of a job's rows, sorted and filtered. */
export interface RowQuery {
  readonly list: RowList;
  readonly offset: number;
  readonly limit: number;
  /** `line` is the order of the source file and the default; a number is the index of a source column. */
  readonly sort?: { readonly by: 'line' | 'error' | number; readonly descending: boolean };
  /** Text that occurs somewhere in the row or its error, in any case. */
  readonly text?: string;
  /** Index into JobState.groups. */
  readonly group?: number;
}

/** A query for all of its rows, not for a page of them. */
export type RowChoice = Omit<RowQuery, 'offset' | 'limit'>;

export interface RowPage {
  /** Rows that pass the filter, on all pages. */
  readonly total: number;
  readonly columns: readonly string[];
  readonly rows: readonly RowFailure[];
  /** The number of each of these rows in the list (see rowSource). */
  readonly numbers: readonly number[];
}

/** The job whose rows are read: its folder, and what its state says about them. */
export interface RowView {
  readonly folder: string;
  /** Indexes of the finished parts, in order. */
  readonly parts: readonly number[];
  readonly columns: readonly string[];
  readonly delimiter: Delimiter;
  readonly groups: readonly FailureGroup[];
}
