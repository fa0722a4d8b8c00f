// Which cell is active and which blocks are selected, and where each key moves.
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

export interface RowSpan {
  readonly first: number;
  readonly rows: number;
}

/** The rows of blocks, each once, from top to bottom. Blocks of the header have none. */
export function rowSpans(blocks: readonly Block[]): readonly RowSpan[] {
  const spans: RowSpan[] = [];
  for (const { top, bottom } of [...blocks].sort((a, b) => a.top - b.top)) {
    const last = spans.at(-1);
    const first = Math.max(0, top, last ? last.first + last.rows : 0);
    if (bottom < first) continue;
    if (last && first === last.first + last.rows) spans[spans.length - 1] = { ...last, rows: bottom - last.first + 1 };
    else spans.push({ first, rows: bottom - first + 1 });
  }
  return spans;
}

export interface Stroke {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

/** The nearest place that is in the table or its header. */
export const placeInside = ({ row, column }: Place, { rows, columns }: Pick<Extent, 'rows' | 'columns'>): Place => ({
  row: clamp(row, -1, Math.max(0, rows - 1)),
  column: clamp(column, 0, Math.max(0, columns - 1)),
});

/** The place a key moves to; undefined for other keys. */
export function placeAfter(stroke: Stroke, from: Place, extent: Extent): Place | undefined {
  const far = stroke.ctrlKey || stroke.metaKey;
  const lastRow = extent.rows - 1;
  const lastColumn = extent.columns - 1;
  const to = (row: number, column: number): Place => placeInside({ row, column }, extent);
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
  /** The cell with the focus. The block that keys and drags change reaches from the anchor to the lead. */
  active: Place = { row: 0, column: 0 };
  #anchor: Place = this.active;
  #lead: Place = this.active;
  /** Selected before the current block, and still selected. */
  #others: readonly Block[] = [];

  /** `extend` keeps the anchor of the block. */
  moveTo(place: Place, extend: boolean): void {
    if (!extend) this.#others = [];
    if (!extend || place.row < 0 || this.#anchor.row < 0) this.#anchor = place;
    this.#lead = place;
    this.active = place;
  }

  /** Selects a block without moving the focus. */
  select(from: Place, to: Place): void {
    this.#others = [];
    this.#anchor = from;
    this.#lead = to;
  }

  /** Adds the cell to what is selected. In a row that is selected, it takes the row out, unless it is the only one. */
  toggle(place: Place): void {
    const before = this.blocks;
    const left = before.flatMap((block) => withoutRow(block, place.row));
    const last = left.at(-1);
    this.active = place;
    if (last && before.some((block) => hasRow(block, place.row))) {
      this.select({ row: last.top, column: last.left }, { row: last.bottom, column: last.right });
      this.#others = left.slice(0, -1);
    } else {
      this.select(place, place);
      this.#others = left;
    }
  }

  /** The last one is the current one. Never empty. */
  get blocks(): readonly Block[] {
    return [...this.#others, this.#block];
  }

  get #block(): Block {
    return {
      top: Math.min(this.#anchor.row, this.#lead.row),
      bottom: Math.max(this.#anchor.row, this.#lead.row),
      left: Math.min(this.#anchor.column, this.#lead.column),
      right: Math.max(this.#anchor.column, this.#lead.column),
    };
  }

  has(row: number, column: number): boolean {
    return this.blocks.some((block) => hasRow(block, row) && column >= block.left && column <= block.right);
  }
}

const hasRow = ({ top, bottom }: Block, row: number): boolean => row >= top && row <= bottom;

const withoutRow = (block: Block, row: number): readonly Block[] =>
  hasRow(block, row)
    ? [
        { ...block, bottom: row - 1 },
        { ...block, top: row + 1 },
      ].filter(({ top, bottom }) => top <= bottom)
    : [block];
