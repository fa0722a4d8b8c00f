// Where the columns of a grid lie: widths, left edges, and which of them a stretch of the screen touches.

export interface Column {
  /** Stable across pages and sessions; widths are remembered by it. */
  readonly id: string;
  readonly label: string;
  /** `link` cells open something when clicked; `number` cells stand right. */
  readonly kind: 'text' | 'number' | 'link' | 'error';
  readonly sortable: boolean;
}

export const narrowest = 40;
export const widest = 1200;

export class Columns {
  private readonly widths: number[];
  /** Left edge of each column, and behind them the right edge of the last. */
  private readonly lefts: number[];

  constructor(
    readonly list: readonly Column[],
    /** So many columns stay in sight at the left. */
    readonly pinned: number,
    widthOf: (column: Column, index: number) => number,
  ) {
    this.widths = list.map((column, index) => clamp(widthOf(column, index), narrowest, widest));
    this.lefts = new Array<number>(list.length + 1).fill(0);
    this.measure(0);
  }

  get count(): number {
    return this.list.length;
  }

  get totalWidth(): number {
    return this.lefts[this.count] ?? 0;
  }

  width(index: number): number {
    return this.widths[index] ?? 0;
  }

  left(index: number): number {
    return this.lefts[index] ?? 0;
  }

  resize(index: number, width: number): void {
    this.widths[index] = clamp(Math.round(width), narrowest, widest);
    this.measure(index);
  }

  /** First and last column that touch the stretch right of the pinned ones; `last < first` when there is none. */
  touching(left: number, width: number): { readonly first: number; readonly last: number } {
    const start = left + this.left(this.pinned);
    return {
      first: Math.max(this.pinned, this.at(start)),
      last: Math.min(this.count - 1, this.at(start + width)),
    };
  }

  /** The column under a horizontal position. */
  private at(position: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.left(middle) <= position) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  private measure(from: number): void {
    for (let i = from; i < this.count; i++) this.lefts[i + 1] = this.left(i) + this.width(i);
  }
}

export const clamp = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, value));
