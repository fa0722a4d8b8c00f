// What a table view is given to show, and the events it reports.
import type { TableColumn, TableRead, TableRows, TableSearch, TableSort } from '../../../src/shared/protocol/table';
import type { Cells } from './feed';

/** What is shown and copied of a value in the column of that id. */
export type TextOf = (column: string, value: string) => string;

export type ReadTable = (read: TableRead, signal: AbortSignal) => Promise<TableRows>;

export interface Table {
  /** A table with another key is read from the start; with the same key its place and widths are kept. */
  readonly key: string;
  /** Names the grid for screen readers. */
  readonly label: string;
  /** Rows without any search or filter. */
  readonly rows: number;
  /** Changes whenever the rows change; those that are shown are read again. */
  readonly version: number | string;
  /** `read` returns only some of the rows of the table. */
  readonly isFiltered: boolean;
  readonly read: ReadTable;
  /** Missing where values are shown as they are. */
  readonly textOf?: TextOf;
  /** What VS Code gets about the rows for its menu: keys of when-clauses and their values. */
  readonly menu?: Readonly<Record<string, string | boolean>>;
}

/** What the page remembers of a table. */
export interface TableArrangement {
  readonly text: string;
  readonly sort?: TableSort | undefined;
  /** By column id. */
  readonly widths: Readonly<Record<string, number>>;
  readonly row: number;
  readonly left: number;
}

/** One row as the grid shows it, and the column that is meant. */
export interface TableCell {
  readonly columns: readonly TableColumn[];
  readonly cells: Cells;
  readonly column: number;
}

export interface TableHandlers {
  /** Comes back as another {@link TableArrangement}. */
  readonly arrange: (change: Partial<TableArrangement>) => void;
  readonly clearFilter: () => void;
  readonly announce: (sentence: string) => void;
  /** Enter, a double click, or a click on a link. */
  readonly open: (cell: TableCell) => void;
  readonly activate: (cell: TableCell | undefined) => void;
  readonly copyText: (text: string) => void;
  /** All rows of the search, too many for the page. */
  readonly copyAll: (search: TableSearch) => void;
}
