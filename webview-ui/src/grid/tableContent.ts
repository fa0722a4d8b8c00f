// Turns the first rows of a table into what the grid shows, and a selected block into text for the clipboard.
import type { TableColumn, TableRows, TableSearch, TableSort } from '../../../src/shared/protocol/table';
import { Columns } from './columns';
import { Feed, type LoadedPage } from './feed';
import { fittingWidth } from './layout';
import type { Block } from './selection';
import type { ReadTable } from './table';
import { toTsv } from './text';

export interface TableContent {
  readonly columns: Columns;
  readonly feed: Feed;
}

export interface FirstRows {
  readonly search: TableSearch;
  readonly rows: TableRows;
  readonly offset: number;
  readonly read: ReadTable;
  /** Set by hand, by column id. */
  readonly widths: Readonly<Record<string, number>>;
  /** Has the font of the cells. */
  readonly element: Element;
}

/** Columns are kept from `before` when they are the same, so that sorting and searching do not change the widths. */
export function toContent(first: FirstRows, before: TableContent | undefined): TableContent {
  const { search, rows, offset, read } = first;
  const list = rows.columns ?? [];
  const feed = new Feed({
    first: { ...rows, offset },
    ...pagesFor(list.length),
    load: (from, limit, signal): Promise<LoadedPage> =>
      read({ ...search, offset: from, limit, withColumns: false }, signal),
  });
  if (before && hasIds(before.columns, list)) return { columns: before.columns, feed };
  // Measuring text takes time, so very wide tables are measured by fewer rows.
  const sample = rows.rows.slice(0, list.length > 200 ? 2 : 40);
  const columns = new Columns(list, 1, (column, index) => {
    const values = sample.map((row) => row[index] ?? '');
    return first.widths[column.id] ?? fittingWidth(first.element, column.label, values);
  });
  return { columns, feed };
}

/** Wide rows come in smaller pages, so that a page has some hundred thousand values; the sizes divide each other. */
function pagesFor(columns: number): { readonly pageRows: number; readonly keepPages: number } {
  if (columns <= 200) return { pageRows: 200, keepPages: 40 };
  return columns <= 1000 ? { pageRows: 50, keepPages: 40 } : { pageRows: 20, keepPages: 15 };
}

const hasIds = ({ list }: Columns, other: readonly TableColumn[]): boolean =>
  list.length === other.length && list.every((column, i) => column.id === other[i]?.id);

/** A click on a header: ascending, descending, and back to the table's own order. */
export function nextSort(column: string, sort: TableSort | undefined): TableSort | undefined {
  if (sort?.column !== column) return { column, descending: false };
  return sort.descending ? undefined : { column, descending: true };
}

/** Rows that are copied through the page; more than these are left to the extension. */
export const maxCopied = 10_000;

export async function blockText(feed: Feed, block: Block, signal: AbortSignal): Promise<string> {
  return toTsv(await feed.slice(Math.max(0, block.top), block.bottom, signal), block.left, block.right);
}
