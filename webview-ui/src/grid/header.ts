// The header row of the grid: names, sort marks and the handles that change a column's width.
import type { Columns } from './columns';
import { setAttribute } from './rowView';

export interface Sorted {
  readonly column: number;
  readonly descending: boolean;
}

export interface HeaderEvents {
  readonly resized: (column: number, width: number, done: boolean) => void;
  readonly fit: (column: number) => void;
}

interface HeaderCell {
  readonly element: HTMLElement;
  readonly label: HTMLElement;
  readonly mark: HTMLElement;
  column: number;
}

const arrows = { ascending: '\uEB71', descending: '\uEB6E', none: '' } as const;

export class Header {
  readonly #row: HTMLElement;
  readonly #events: HeaderEvents;
  readonly #cells: HeaderCell[] = [];
  #widthOf: (column: number) => number = () => 0;
  #drag: { readonly column: number; readonly startX: number; readonly startWidth: number } | undefined;

  constructor(row: HTMLElement, events: HeaderEvents) {
    this.#row = row;
    this.#events = events;
    row.addEventListener('pointermove', (event) => this.#dragTo(event.clientX, false));
    for (const end of ['pointerup', 'pointercancel'] as const) {
      row.addEventListener(end, (event) => this.#dragTo(event.clientX, true));
    }
  }

  lay(columns: Columns, live: readonly number[], sorted: Sorted | undefined): void {
    while (this.#cells.length < live.length) this.#cells.push(this.#addCell());
    while (this.#cells.length > live.length) this.#cells.pop()?.element.remove();
    this.#cells.forEach((cell, slot) => {
      const index = live[slot] ?? 0;
      const column = columns.list[index];
      if (!column) return;
      cell.column = index;
      cell.element.className = `cell head ${column.kind}${index < columns.pinned ? ' pinned' : ''}${column.sortable ? ' sortable' : ''}`;
      cell.element.style.width = `${columns.width(index)}px`;
      cell.element.style.left = `${columns.left(index)}px`;
      cell.element.title = column.label;
      if (cell.label.textContent !== column.label) cell.label.textContent = column.label;
      setAttribute(cell.element, 'aria-colindex', String(index + 1));
      const order = sorted?.column !== index ? 'none' : sorted.descending ? 'descending' : 'ascending';
      if (column.sortable) setAttribute(cell.element, 'aria-sort', order);
      else cell.element.removeAttribute('aria-sort');
      cell.mark.textContent = arrows[order];
    });
    this.#widthOf = (index) => columns.width(index);
  }

  mark(activeColumn: number | undefined): void {
    for (const cell of this.#cells) setAttribute(cell.element, 'tabindex', cell.column === activeColumn ? '0' : '-1');
  }

  cell(column: number): HTMLElement | undefined {
    return this.#cells.find((cell) => cell.column === column)?.element;
  }

  find(element: Element): number | undefined {
    return this.#cells.find((cell) => cell.element.contains(element))?.column;
  }

  /** A click on a handle ends a drag and does not sort. */
  isHandle(element: Element): boolean {
    return element.classList.contains('handle');
  }

  #addCell(): HeaderCell {
    const element = document.createElement('div');
    const label = document.createElement('span');
    const mark = document.createElement('span');
    const handle = document.createElement('span');
    element.setAttribute('role', 'columnheader');
    label.className = 'label';
    mark.className = 'icon';
    mark.ariaHidden = 'true';
    handle.className = 'handle';
    element.append(label, mark, handle);
    this.#row.append(element);
    const cell: HeaderCell = { element, label, mark, column: -1 };
    handle.addEventListener('pointerdown', (event) => {
      event.preventDefault();
      event.stopPropagation();
      handle.setPointerCapture(event.pointerId);
      this.#drag = { column: cell.column, startX: event.clientX, startWidth: this.#widthOf(cell.column) };
    });
    handle.addEventListener('dblclick', (event) => {
      event.stopPropagation();
      this.#events.fit(cell.column);
    });
    return cell;
  }

  #dragTo(x: number, done: boolean): void {
    if (!this.#drag) return;
    const { column, startX, startWidth } = this.#drag;
    if (done) this.#drag = undefined;
    this.#events.resized(column, startWidth + x - startX, done);
  }
}
