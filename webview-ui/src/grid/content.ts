// What a grid is given to show, and the events it reports.
import type { Columns } from './columns';
import type { Cells, Feed } from './feed';
import type { Sorted } from './header';
import type { Block, Place } from './selection';

export interface GridContent {
  readonly columns: Columns;
  /** The grid closes it when other content arrives. */
  readonly feed: Feed;
  readonly sorted: Sorted | undefined;
  /** Names the grid for screen readers. */
  readonly label: string;
  readonly at: { readonly row: number; readonly left: number };
}

export interface GridHandlers {
  readonly sort: (column: number) => void;
  /** Enter, a double click, or a click on a link. */
  readonly open: (row: Cells, column: number) => void;
  /** Another cell became active, or its row arrived. */
  readonly active: (row: Cells | undefined, place: Place) => void;
  readonly copy: (blocks: readonly Block[]) => void;
  readonly resized: (columnId: string, width: number) => void;
  /** Scrolling stopped. */
  readonly rested: (at: { readonly row: number; readonly left: number }) => void;
  /** Pages arrived or could not be read. */
  readonly changed: (total: number, error: string | undefined) => void;
}
