// Turns the first rows of a table into what the grid shows, and selected blocks into text for the clipboard.
import type { TableColumn, TableRows, TableSearch, TableSort } from '../../../src/shared/protocol/table';
import { Columns } from './columns';
import { Feed, type LoadedPage } from './feed';
import { fittingWidth } from './layout';
import { selectedCells } from './selectedCells';
import type { Block } from './selection';
import type { ReadTable, TextOf } from './table';
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
  readonly textOf: TextOf | undefined;
  /** Set by hand, by column id. */
  readonly widths: Readonly<Record<string, number>>;
  /** Has the font of the cells. */
  readonly element: Element;
}

const minMarkPx = 130;
const markIconPx = 20;

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
  const widthOf = (column: TableColumn, index: number): number => {
    const values = sample.map((row) => first.textOf?.(column.id, row[index] ?? '') ?? row[index] ?? '');
    const fitting = fittingWidth(first.element, column.label, values);
    // Few rows have a mark, and the first ones say little about the others.
    return first.widths[column.id] ?? (column.kind === 'mark' ? Math.max(minMarkPx, fitting + markIconPx) : fitting);
  };
  const columns = new Columns(list, 1, widthOf, first.textOf);
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

/** The names of all columns as a line of the clipboard. */
export const columnNames = ({ columns: { list } }: TableContent): string =>
  toTsv(
    [list.map(({ label }) => label)],
    list.map((_, at) => at),
  );

/** The selected rows from top to bottom, each once. */
export async function blocksText(
  { feed, columns: shown }: TableContent,
  blocks: readonly Block[],
  signal: AbortSignal,
): Promise<string> {
  const texts: string[] = [];
  for (const { first, last, columns } of selectedCells(blocks)) {
    const rows = await feed.slice(first, last, signal);
    texts.push(toTsv(rows.map(shown.texts), columns));
  }
  return texts.join('\n');
}
