// The columns of a grid: their widths, their left edges, and which of them a stretch of the screen touches.
import type { TableColumn } from '../../../src/shared/protocol/table';
import type { Cells } from './feed';
import type { TextOf } from './table';

const minWidth = 40;
const maxWidth = 1200;

export class Columns {
  readonly #widths: number[];
  /** Left edge of each column, followed by the right edge of the last. */
  readonly #lefts: number[];
  readonly #textOf: TextOf;

  constructor(
    readonly list: readonly TableColumn[],
    /** This many columns stay in sight on the left. */
    readonly pinned: number,
    widthOf: (column: TableColumn, index: number) => number,
    textOf: TextOf = (_, value) => value,
  ) {
    this.#textOf = textOf;
    this.#widths = list.map((column, index) => clamp(widthOf(column, index), minWidth, maxWidth));
    this.#lefts = new Array<number>(list.length + 1).fill(0);
    this.#measure(0);
  }

  get count(): number {
    return this.list.length;
  }

  get totalWidth(): number {
    return this.#lefts[this.count] ?? 0;
  }

  width(index: number): number {
    return this.#widths[index] ?? 0;
  }

  left(index: number): number {
    return this.#lefts[index] ?? 0;
  }

  /** What is shown and copied of a value. */
  text(index: number, value: string): string {
    return this.#textOf(this.list[index]?.id ?? '', value);
  }

  /** The same for a whole row. */
  readonly texts = (row: Cells): Cells => row.map((value, index) => (value === null ? null : this.text(index, value)));

  resize(index: number, width: number): void {
    this.#widths[index] = clamp(Math.round(width), minWidth, maxWidth);
    this.#measure(index);
  }

  /** First and last column that touch the stretch right of the pinned ones; `last < first` when there is none. */
  touching(left: number, width: number): { readonly first: number; readonly last: number } {
    const start = left + this.left(this.pinned);
    return {
      first: Math.max(this.pinned, this.#at(start)),
      last: Math.min(this.count - 1, this.#at(start + width)),
    };
  }

  /** The column under a horizontal position. */
  #at(position: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.left(middle) <= position) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #measure(from: number): void {
    for (let i = from; i < this.count; i++) this.#lefts[i + 1] = this.left(i) + this.width(i);
  }
}

/** The value of a row in the column of that id; empty where there is no such column. */
export function cellOf(columns: readonly TableColumn[], cells: Cells, id: string): string {
  const index = columns.findIndex((column) => column.id === id);
  return index < 0 ? '' : (cells[index] ?? '');
}

export const clamp = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, value));
