// The rows on the screen. Elements of rows that scrolled away are used again, so that scrolling creates none.
import type { Columns } from './columns';
import type { Feed } from './feed';
import { putInOrder } from './reading';
import { RowView } from './rowView';
import type { Selection } from './selection';

/** Pixels; VS Code's own lists have 22. */
export const rowPx = 24;

export interface Shown {
  readonly columns: Columns;
  /** Indices of the columns that have elements, in order. */
  readonly live: readonly number[];
  readonly feed: Feed;
  readonly selection: Selection;
}

export class Rows {
  readonly #body: HTMLElement;
  readonly #onScreen = new Map<number, RowView>();
  readonly #reserve: RowView[] = [];

  constructor(body: HTMLElement) {
    this.#body = body;
  }

  /** Shows rows `first` to `last`; the row `keep` stays too, or the focus in it would be lost. */
  show(what: Shown, range: { first: number; last: number; keep: number; shift: number }): void {
    for (const [index, view] of this.#onScreen) {
      if ((index >= range.first && index <= range.last) || index === range.keep) continue;
      this.#onScreen.delete(index);
      this.#reserve.push(view);
    }
    for (let index = range.first; index <= range.last; index++) this.#showRow(what, index, range.shift);
    if (range.keep >= 0 && (range.keep < range.first || range.keep > range.last)) {
      this.#showRow(what, range.keep, range.shift);
    }
    for (const view of this.#reserve) if (view.index >= 0) view.park();
  }

  /** The columns or their widths changed. */
  relay(what: Shown): void {
    for (const view of this.#onScreen.values()) {
      view.lay(what.columns, what.live);
      this.#fill(what, view);
    }
    for (const view of this.#reserve) view.lay(what.columns, what.live);
  }

  /** Values of rows `first` to `last` arrived. */
  refill(what: Shown, first: number, last: number): void {
    for (const view of this.#onScreen.values()) {
      if (view.index >= first && view.index <= last) view.fill(what.columns, what.feed.row(view.index));
    }
  }

  mark(selection: Selection): void {
    for (const view of this.#onScreen.values()) view.mark(selection);
  }

  cell(row: number, column: number): HTMLElement | undefined {
    return this.#onScreen.get(row)?.cell(column);
  }

  /** Row and column of an element inside the body. */
  find(element: Element): { row: number; column: number } | undefined {
    const cell = element.closest('.cell');
    const row = cell?.parentElement;
    if (!cell || !row) return undefined;
    for (const view of this.#onScreen.values()) {
      if (view.element !== row) continue;
      const column = view.columnOf(cell);
      return column === undefined ? undefined : { row: view.index, column };
    }
    return undefined;
  }

  /** Puts the elements into the order of the rows, in which screen readers read them. */
  tidy(): void {
    const ordered = [...this.#onScreen.values()].sort((a, b) => a.index - b.index);
    putInOrder(
      this.#body,
      ordered.map((view) => view.element),
    );
    for (const view of ordered) view.tidy();
  }

  #showRow(what: Shown, index: number, shift: number): void {
    const top = index * rowPx + shift;
    const known = this.#onScreen.get(index);
    if (known) {
      known.place(index, top);
      return;
    }
    const view = this.#reserve.pop() ?? this.#addRow(what);
    this.#onScreen.set(index, view);
    view.place(index, top);
    this.#fill(what, view);
  }

  #fill(what: Shown, view: RowView): void {
    view.fill(what.columns, what.feed.row(view.index));
    view.mark(what.selection);
  }

  #addRow(what: Shown): RowView {
    const view = new RowView();
    view.lay(what.columns, what.live);
    this.#body.append(view.element);
    return view;
  }
}
