// The virtual grid: millions of rows and thousands of columns with one screen of elements, by mouse and keyboard.
import type { GridContent, GridHandlers } from './content';
import { onCopy } from './copy';
import { createFrame } from './frame';
import { Header } from './header';
import { fittingWidth, leftToShow, liveColumns } from './layout';
import { followPointer, type Move, type Opening } from './pointer';
import { rowPx, Rows, type Shown } from './rows';
import { type Block, type Place, placeAfter, placeInside, Selection } from './selection';
import { TallScroll } from './tallScroll';

const headerPx = 28;
const spareRows = 10;
const restMs = 150;

export class KineticGrid extends HTMLElement {
  handlers: GridHandlers | undefined;
  readonly #frame = createFrame(this);
  readonly #scroller = this.#frame.scroller;
  readonly #headRow = this.#frame.headRow;
  readonly #body = this.#frame.body;
  readonly #rows = new Rows(this.#body);
  readonly #header = new Header(this.#headRow, {
    resized: (column, width, done) => this.#resizeColumn(column, width, done),
    fit: (column) => this.#fitColumn(column),
  });
  readonly #tall = new TallScroll();
  readonly #selection = new Selection();
  #content: GridContent | undefined;
  #live: readonly number[] = [];
  #view = { width: 0, height: 0 };
  #restTimer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.#scroller.addEventListener('scroll', () => this.#scrolled(), { passive: true });
    this.#scroller.addEventListener('keydown', (event) => this.#key(event));
    this.#scroller.addEventListener('focusin', (event) => this.#focused(event));
    this.#headRow.addEventListener('click', (event) => this.#headerClicked(event));
    onCopy(this.#scroller, () => this.handlers?.copy(this.#selection.blocks));
    followPointer(this.#body, {
      find: (element) => this.#rows.find(element),
      isSelected: ({ row, column }) => this.#selection.has(row, column),
      move: (place, how) => this.#moveTo(place, how),
      open: (place, how) => this.#open(place, how),
      tip: (place) => this.#tip(place),
    });
    new ResizeObserver(() => this.#resized()).observe(this.#scroller);
  }

  /** Replaces the content. The active cell moves to the row at the top and keeps the focus if it had it. */
  show(content: GridContent): void {
    const hadFocus = this.shadowRoot?.activeElement != null;
    this.#content?.feed.close();
    this.#content = content;
    content.feed.changed = (first, last) => this.#feedChanged(first, last);
    this.#scroller.setAttribute('aria-label', content.label);
    this.#scroller.setAttribute('aria-colcount', String(content.columns.count));
    const { row, column } = this.#selection.active;
    const extent = { rows: content.feed.total, columns: content.columns.count };
    this.#selection.moveTo(placeInside({ row: row < 0 ? row : content.at.row, column }, extent), false);
    this.#live = [];
    this.#measure();
    this.#scroller.scrollLeft = content.at.left;
    this.#scroller.scrollTop = this.#tall.reveal(content.at.row * rowPx);
    this.#update(true);
    if (hadFocus) this.#focusActive();
    this.#notifyActive();
  }

  /** What VS Code gets for its menu of the rows; without it, VS Code shows its own. */
  set menu(context: Readonly<Record<string, unknown>> | undefined) {
    if (context) this.#body.dataset['vscodeContext'] = JSON.stringify(context);
    else delete this.#body.dataset['vscodeContext'];
  }

  override focus(): void {
    this.#focusActive();
  }

  selectAll(): void {
    const { feed, columns } = this.#content ?? {};
    if (!feed || !columns || feed.total === 0) return;
    this.#selection.select({ row: 0, column: 0 }, { row: feed.total - 1, column: columns.count - 1 });
    this.#rows.mark(this.#selection);
  }

  get selectedBlocks(): readonly Block[] {
    return this.#selection.blocks;
  }

  get #shown(): Shown | undefined {
    return this.#content && { ...this.#content, live: this.#live, selection: this.#selection };
  }

  #measure(): void {
    if (!this.#content) return;
    const { feed, columns } = this.#content;
    this.#tall.resize(feed.total * rowPx, Math.max(0, this.#view.height - headerPx));
    this.#body.style.height = `${this.#tall.elementPx}px`;
    this.#body.style.width = `${columns.totalWidth}px`;
    this.#headRow.style.width = `${columns.totalWidth}px`;
    this.#scroller.setAttribute('aria-rowcount', String(feed.total + 1));
  }

  /** The details below the grid grow with a long message: the active row that they are about stays in sight. */
  #resized(): void {
    const { active } = this.#selection;
    // Browsers round the scroll position.
    const isInSight = Math.abs(this.#topFor(active) - this.#top) <= 1;
    this.#view = { width: this.#scroller.clientWidth, height: this.#scroller.clientHeight };
    this.#measure();
    if (isInSight) this.#scrollTo(this.#topFor(active));
    this.#update(false);
  }

  get #top(): number {
    return this.#tall.moved(this.#scroller.scrollTop);
  }

  /** Where the rows are scrolled only as far as needed to show the row. */
  #topFor({ row }: Place): number {
    return row < 0 ? this.#top : this.#tall.nearest(this.#top, row * rowPx, (row + 1) * rowPx);
  }

  #scrollTo(top: number): void {
    if (top !== this.#top) this.#scroller.scrollTop = this.#tall.reveal(top);
  }

  #scrolled(): void {
    this.#update(false);
    clearTimeout(this.#restTimer);
    this.#restTimer = setTimeout(() => this.#rest(), restMs);
  }

  #rest(): void {
    const top = this.#top;
    this.#scroller.scrollTop = this.#tall.reveal(top);
    this.#update(false);
    this.#rows.tidy();
    this.handlers?.rested({ row: Math.floor(top / rowPx), left: this.#scroller.scrollLeft });
  }

  /** Updates the elements on the screen to the scroll position. */
  #update(relay: boolean): void {
    const shown = this.#shown;
    if (!shown || !this.#content) return;
    const { columns, feed, sorted } = this.#content;
    const top = this.#top;
    const live = liveColumns(columns, this.#live, {
      left: this.#scroller.scrollLeft,
      width: this.#view.width,
      keep: this.#selection.active.column,
    });
    const moved = relay || live !== this.#live;
    this.#live = live;
    const first = Math.floor(top / rowPx);
    const last = Math.min(feed.total - 1, Math.ceil((top + this.#view.height - headerPx) / rowPx));
    const now = { ...shown, live };
    this.#rows.show(now, {
      first: Math.max(0, first - spareRows),
      last: Math.min(feed.total - 1, last + spareRows),
      keep: Math.min(this.#selection.active.row, feed.total - 1),
      shift: this.#tall.shift,
    });
    if (moved) {
      this.#rows.relay(now);
      this.#header.lay(columns, live, sorted);
    }
    this.#header.mark(this.#selection.active.row < 0 ? this.#selection.active.column : undefined);
    if (last >= first) feed.want(first, last);
  }

  #feedChanged(first: number, last: number): void {
    const shown = this.#shown;
    if (!shown || !this.#content) return;
    this.#measure();
    this.#update(false);
    this.#rows.refill(shown, first, last);
    this.handlers?.changed(this.#content.feed.total, this.#content.feed.error);
    const { row } = this.#selection.active;
    if (row >= first && row <= last) this.#notifyActive();
  }

  #key(event: KeyboardEvent): void {
    const { feed, columns } = this.#content ?? {};
    if (!feed || !columns || event.altKey) return;
    const { active } = this.#selection;
    const pageRows = Math.max(1, Math.floor((this.#view.height - headerPx) / rowPx) - 1);
    const place = placeAfter(event, active, { rows: feed.total, columns: columns.count, pageRows });
    if (active.row < 0 && event.shiftKey && place && place.row < 0) {
      this.#resizeColumn(active.column, columns.width(active.column) + (place.column > active.column ? 16 : -16), true);
    } else if (place) this.#moveTo(place, event.shiftKey ? 'extend' : 'alone');
    else if (event.key === 'Enter') this.#open(active, 'key');
    else if (event.key === ' ' && active.row < 0) this.handlers?.sort(active.column);
    else if (event.key === ' ' && event.shiftKey) this.#selectRow(active.row);
    else if (event.key.toLowerCase() === 'a' && (event.ctrlKey || event.metaKey)) this.selectAll();
    else return;
    event.preventDefault();
  }

  #selectRow(row: number): void {
    this.#selection.select({ row, column: 0 }, { row, column: (this.#content?.columns.count ?? 1) - 1 });
    this.#rows.mark(this.#selection);
  }

  #moveTo(place: Place, how: Move): void {
    const before = this.#selection.active;
    if (how === 'toggle') this.#selection.toggle(place);
    else this.#selection.moveTo(place, how === 'extend');
    this.#reveal(place);
    this.#update(false);
    this.#rows.mark(this.#selection);
    this.#focusActive();
    if (before.row !== place.row || before.column !== place.column) this.#notifyActive();
  }

  /** Scrolls only as far as needed to show the cell. */
  #reveal(place: Place): void {
    if (!this.#content) return;
    this.#scrollTo(this.#topFor(place));
    const view = { left: this.#scroller.scrollLeft, width: this.#view.width };
    this.#scroller.scrollLeft = leftToShow(place.column, this.#content.columns, view);
  }

  #focusActive(): void {
    const { row, column } = this.#selection.active;
    const cell = row < 0 ? this.#header.cell(column) : this.#rows.cell(row, column);
    cell?.focus({ preventScroll: true });
  }

  /** Screen readers set the focus without a key or a click. */
  #focused({ target }: FocusEvent): void {
    if (!(target instanceof Element)) return;
    const column = this.#header.find(target);
    const place = column === undefined ? this.#rows.find(target) : { row: -1, column };
    const { active } = this.#selection;
    if (!place || (place.row === active.row && place.column === active.column)) return;
    this.#selection.moveTo(place, false);
    this.#rows.mark(this.#selection);
    this.#header.mark(place.row < 0 ? place.column : undefined);
    this.#notifyActive();
  }

  #notifyActive(): void {
    const place = this.#selection.active;
    this.handlers?.active(this.#content?.feed.row(place.row), place);
  }

  #open(place: Place, how: Opening): void {
    if (place.row < 0) {
      if (this.#content?.columns.list[place.column]?.sortable) this.handlers?.sort(place.column);
      return;
    }
    const row = this.#content?.feed.row(place.row);
    const isLink = this.#content?.columns.list[place.column]?.kind === 'link';
    if (row && (how === 'key' || isLink === (how === 'click'))) this.handlers?.open(row, place.column);
  }

  #text(row: number, column: number): string {
    return this.#content?.columns.text(column, this.#content.feed.row(row)?.[column] ?? '') ?? '';
  }

  /** The whole value when the cell cannot show it. */
  #tip({ row, column }: Place): string {
    const value = this.#text(row, column);
    const cell = this.#rows.cell(row, column);
    return cell && (cell.scrollWidth > cell.clientWidth || cell.textContent !== value) ? value : '';
  }

  #headerClicked(event: MouseEvent): void {
    if (!(event.target instanceof Element) || this.#header.isHandle(event.target)) return;
    const column = this.#header.find(event.target);
    if (column === undefined) return;
    this.#moveTo({ row: -1, column }, 'alone');
    this.#open({ row: -1, column }, 'click');
  }

  #resizeColumn(column: number, width: number, done: boolean): void {
    const { columns } = this.#content ?? {};
    if (!columns) return;
    columns.resize(column, width);
    this.#measure();
    this.#update(true);
    const id = columns.list[column]?.id;
    if (done && id !== undefined) this.handlers?.resized(id, columns.width(column));
  }

  #fitColumn(column: number): void {
    const { columns, feed } = this.#content ?? {};
    const label = columns?.list[column];
    if (!feed || !label) return;
    const first = Math.floor(this.#top / rowPx);
    const values = Array.from({ length: 100 }, (_, i) => this.#text(first + i, column));
    this.#resizeColumn(column, fittingWidth(this, label.label, values), true);
  }
}

customElements.define('kinetic-grid', KineticGrid);
