// Ranged reads of a table of any kind and size: the page asks for some rows of a query, the host answers with their
// cells. Result rows of jobs, records of a query, log lines and events share these messages and one grid.
import * as z from 'zod/mini';

// z.int() would add another kilobyte to the page for its number formats.
const whole = z.number().check(z.multipleOf(1));
export const count = whole.check(z.nonnegative());

/** More rows than these are asked for in several reads. */
export const maxRowsPerRead = 1000;

const column = z.object({
  /** Stable between reads and sessions: the page sorts by it and remembers the width under it. */
  id: z.string(),
  label: z.string(),
  /**
   * `link` cells open something when clicked; `number` cells are aligned right; `mark` cells are empty in most rows.
   */
  kind: z.enum(['text', 'number', 'link', 'error', 'mark']),
  sortable: z.boolean(),
});
export type TableColumn = z.output<typeof column>;

const sort = z.object({ column: z.string().check(z.maxLength(1000)), descending: z.boolean() });
export type TableSort = z.output<typeof sort>;

/** What one row shows, column by column; null is a missing value. */
const cells = z.array(z.nullable(z.string()));

const tableRows = z.object({
  /** Changes whenever the rows change: rows that were read under another version may be out of date. */
  version: count,
  /** Rows that match the query. */
  total: count,
  /** Sent when asked for: a wide table has more names than a page of rows has values. */
  columns: z.exactOptional(z.array(column)),
  rows: z.array(cells),
});
export type TableRows = z.output<typeof tableRows>;

const tableSearch = z.object({
  /** Missing: the table's own order. */
  sort: z.exactOptional(sort),
  /** Case-insensitive text that occurs somewhere in the row. */
  text: z.exactOptional(z.string().check(z.maxLength(1000))),
});
export type TableSearch = z.output<typeof tableSearch>;

const tableRead = z.extend(tableSearch, {
  offset: count,
  limit: whole.check(z.minimum(1), z.maximum(maxRowsPerRead)),
  withColumns: z.boolean(),
});
/** A read without the table's own filter, which only the owner of the table knows. */
export type TableRead = z.output<typeof tableRead>;

/**
 * The messages of one table. `filter` narrows the rows in the table's own terms, for example to one list of a job.
 * A read that is no longer needed is aborted like any request of the channel.
 */
export function tableProtocol<Filter extends z.ZodMiniType>(filter: Filter) {
  return {
    /** All rows of a search, for acts on more rows than the page has read. */
    query: z.extend(tableSearch, { filter }),
    readRows: { params: z.extend(tableRead, { filter }), answer: tableRows },
  };
}
