// Pages over a job's result rows: sorted, filtered, in time and memory that do not depend on how far one scrolls.
import type { Delimiter, FailureGroup } from '../kernel/job';
import type { Clock, FileWriter, Files } from '../ports';
import type { RowPage, RowQuery } from './jobs';

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
