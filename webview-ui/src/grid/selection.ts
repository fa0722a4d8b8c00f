// Which cell is active and which block is selected, and where each key moves.
import { clamp } from './columns';

/** Row -1 is the header. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

export interface Extent {
  readonly rows: number;
  readonly columns: number;
  /** Rows that fit on the screen. */
  readonly pageRows: number;
}

export interface Block {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

export interface Stroke {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

/** The place a key moves to; undefined for other keys. */
export function placeAfter(stroke: Stroke, from: Place, extent: Extent): Place | undefined {
  const far = stroke.ctrlKey || stroke.metaKey;
  const lastRow = extent.rows - 1;
  const lastColumn = extent.columns - 1;
  const to = (row: number, column: number): Place => ({
    row: clamp(row, -1, lastRow),
    column: clamp(column, 0, lastColumn),
  });
  switch (stroke.key) {
    case 'ArrowDown':
      return to(far ? lastRow : from.row + 1, from.column);
    case 'ArrowUp':
      return to(far ? 0 : from.row - 1, from.column);
    case 'ArrowRight':
      return to(from.row, far ? lastColumn : from.column + 1);
    case 'ArrowLeft':
      return to(from.row, far ? 0 : from.column - 1);
    case 'PageDown':
      return to(from.row + extent.pageRows, from.column);
    case 'PageUp':
      return to(Math.max(0, from.row - extent.pageRows), from.column);
    case 'Home':
      return to(far ? 0 : from.row, 0);
    case 'End':
      return to(far ? lastRow : from.row, lastColumn);
    default:
      return undefined;
  }
}

export class Selection {
  /** The cell with the focus. The selected block reaches from the anchor to the lead. */
  active: Place = { row: 0, column: 0 };
  #anchor: Place = this.active;
  #lead: Place = this.active;

  /** `extend` keeps the anchor of the block. */
  moveTo(place: Place, extend: boolean): void {
    if (!extend || place.row < 0 || this.#anchor.row < 0) this.#anchor = place;
    this.#lead = place;
    this.active = place;
  }

  /** Selects a block without moving the focus. */
  select(from: Place, to: Place): void {
    this.#anchor = from;
    this.#lead = to;
  }

  get block(): Block {
    return {
      top: Math.min(this.#anchor.row, this.#lead.row),
      bottom: Math.max(this.#anchor.row, this.#lead.row),
      left: Math.min(this.#anchor.column, this.#lead.column),
      right: Math.max(this.#anchor.column, this.#lead.column),
    };
  }

  has(row: number, column: number): boolean {
    const { top, bottom, left, right } = this.block;
    return row >= top && row <= bottom && column >= left && column <= right;
  }
}
