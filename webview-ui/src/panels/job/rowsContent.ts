// Turns a first page of the job's rows into what the grid shows, and a selected block into clipboard text.
import type { JobSnapshot, RowFilter, RowPage, RowsAsked } from '../../../../src/shared/protocol/job';
import { Columns } from '../../grid/columns';
import { Feed } from '../../grid/feed';
import { fittingWidth } from '../../grid/layout';
import type { Block } from '../../grid/selection';
import { toTsv } from '../../grid/text';
import { type RowsTable, rowsTable } from './rowsTable';

export interface Loaded {
  readonly filter: RowFilter;
  readonly table: RowsTable;
  readonly columns: Columns;
  readonly feed: Feed;
}

export interface LoadedFrom {
  readonly filter: RowFilter;
  readonly operation: JobSnapshot['operation'];
  readonly first: RowPage & { readonly offset: number };
  readonly rows: (asked: RowsAsked, signal: AbortSignal) => Promise<RowPage>;
  /** Chosen by the person, by column id. */
  readonly widths: Readonly<Record<string, number>>;
  /** Where the font can be asked for. */
  readonly element: Element;
}

/** Columns are kept from `before` when they are the same, so that sorting and filtering leave the widths alone. */
export function toLoaded(from: LoadedFrom, before: Loaded | undefined): Loaded {
  const { filter, first, rows } = from;
  const table = rowsTable(filter.list, from.operation, first.columns);
  const cells = first.rows.map(table.toCells);
  const feed = new Feed({
    first: { total: first.total, offset: first.offset, rows: cells },
    ...pagesFor(table.columns.length),
    load: async (offset, limit, signal) => {
      const page = await rows({ ...filter, offset, limit }, signal);
      return { total: page.total, rows: page.rows.map(table.toCells) };
    },
  });
  if (before && sameIds(before.table, table)) return { filter, table, columns: before.columns, feed };
  // Measuring text costs time, so very wide tables are measured by fewer rows.
  const sample = cells.slice(0, table.columns.length > 200 ? 2 : 40);
  const columns = new Columns(table.columns, 1, (column, index) => {
    const values = sample.map((row) => row[index] ?? '');
    return from.widths[column.id] ?? fittingWidth(from.element, column.label, values);
  });
  return { filter, table, columns, feed };
}

/** Wide rows come in smaller pages, so that a page stays some hundred thousand values; the sizes divide each other. */
function pagesFor(columns: number): { readonly pageRows: number; readonly keepPages: number } {
  if (columns <= 200) return { pageRows: 200, keepPages: 40 };
  return columns <= 1000 ? { pageRows: 50, keepPages: 40 } : { pageRows: 20, keepPages: 15 };
}

const sameIds = (one: RowsTable, other: RowsTable): boolean =>
  one.columns.length === other.columns.length && one.columns.every((column, i) => column.id === other.columns[i]?.id);

/** Rows that may be copied at once through the page; more go through the extension. */
export const mostCopied = 10_000;

export async function blockText({ feed }: Loaded, block: Block, signal: AbortSignal): Promise<string> {
  return toTsv(await feed.slice(Math.max(0, block.top), block.bottom, signal), block.left, block.right);
}
