// One row of the grid on the screen: an element that gets the values of other rows while scrolling.
import type { Columns } from './columns';
import type { Cells } from './feed';
import { putInOrder } from './reading';
import type { Selection } from './selection';
import { shown } from './text';

interface CellView {
  readonly element: HTMLElement;
  readonly text: Text;
  column: number;
  /** The values last set on the element: it is touched only when they change. */
  place: string;
  look: string;
}

export class RowView {
  readonly element = document.createElement('div');
  /** Row of the feed; -1 while the element is unused. */
  index = -1;
  #cells: CellView[] = [];
  #top = NaN;

  constructor() {
    this.element.className = 'row';
    this.element.setAttribute('role', 'row');
  }

  place(index: number, top: number): void {
    if (this.index < 0) this.element.hidden = false;
    if (this.index !== index) this.element.setAttribute('aria-rowindex', String(index + 2));
    this.index = index;
    if (this.#top !== top) this.element.style.transform = `translateY(${top}px)`;
    this.#top = top;
  }

  /** Hides the element until another row needs it. */
  park(): void {
    this.index = -1;
    this.element.hidden = true;
  }

  /** Gives the row exactly these columns. Elements keep their column as long as it is shown. */
  lay(columns: Columns, live: readonly number[]): void {
    const free = this.#cells.filter((cell) => !live.includes(cell.column));
    const kept = new Map(this.#cells.map((cell) => [cell.column, cell]));
    this.#cells = live.map((column) => kept.get(column) ?? free.pop() ?? this.#addCell());
    for (const cell of free) cell.element.remove();
    this.#cells.forEach((cell, slot) => {
      const column = live[slot] ?? 0;
      const place = `${columns.left(column)} ${columns.width(column)}`;
      if (cell.place !== place) {
        cell.element.style.left = `${columns.left(column)}px`;
        cell.element.style.width = `${columns.width(column)}px`;
      }
      cell.place = place;
      if (cell.column === column) return;
      cell.column = column;
      cell.element.setAttribute('role', column < columns.pinned ? 'rowheader' : 'gridcell');
      cell.element.setAttribute('aria-colindex', String(column + 1));
    });
  }

  /** Puts the cells into the order of the columns. */
  tidy(): void {
    putInOrder(
      this.element,
      this.#cells.map((cell) => cell.element),
    );
  }

  /** Writes the values; without values the row shows a placeholder. */
  fill(columns: Columns, row: Cells | undefined): void {
    this.element.classList.toggle('loading', row === undefined);
    for (const cell of this.#cells) {
      const value = row?.[cell.column] ?? null;
      const text = value === null ? '' : shown(columns.text(cell.column, value));
      if (cell.text.data !== text) cell.text.data = text;
      const kind = columns.list[cell.column]?.kind ?? 'text';
      const look = `cell ${kind}${cell.column < columns.pinned ? ' pinned' : ''}${text === '' && row ? ' blank' : ''}`;
      if (cell.look !== look) cell.element.className = look;
      cell.look = look;
    }
  }

  /** Shows what is selected and which cell is active. */
  mark(selection: Selection): void {
    for (const { element, column } of this.#cells) {
      const active = selection.active.row === this.index && selection.active.column === column;
      const selected = selection.has(this.index, column);
      setAttribute(element, 'tabindex', active ? '0' : '-1');
      setAttribute(element, 'aria-selected', String(selected));
    }
  }

  cell(column: number): HTMLElement | undefined {
    return this.#cells.find((cell) => cell.column === column)?.element;
  }

  columnOf(element: Element): number | undefined {
    return this.#cells.find((cell) => cell.element === element)?.column;
  }

  #addCell(): CellView {
    const element = document.createElement('div');
    const text = document.createTextNode('');
    element.append(text);
    this.element.append(element);
    return { element, text, column: -1, place: '', look: '' };
  }
}

export function setAttribute(element: Element, name: string, value: string): void {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}
