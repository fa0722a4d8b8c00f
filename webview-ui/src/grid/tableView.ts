// A table of any size and kind: the grid with its search, order, errors, empty states and copying. What surrounds it
// comes through slots: `actions` beside the search, `side` left of the grid, `details` below it, `empty` in its place.
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { TableRows, TableSearch, TableSort } from '../../../src/shared/protocol/table';
import { icon } from '../icon';
import { pageStyles } from '../pageStyles';
import { type Cells, firstRows } from './feed';
import { KineticGrid } from './grid';
import { searchField } from './searchField';
import { rowSpans, type Block, type RowSpan } from './selection';
import { say } from './strings';
import type { Table, TableArrangement, TableCell, TableHandlers } from './table';
import { blocksText, columnNames, maxCopied, nextSort, type TableContent, toContent } from './tableContent';
import { tableStyles } from './tableStyles';

const refreshMs = 1000;
const typingMs = 250;

export class TableView extends LitElement {
  static override styles = [pageStyles, tableStyles];
  static override properties = {
    table: { attribute: false },
    arrangement: { attribute: false },
    handlers: { attribute: false },
    loadError: { state: true },
    pageError: { state: true },
    total: { state: true },
    draft: { state: true },
  };
  declare table: Table;
  declare arrangement: TableArrangement;
  declare handlers: TableHandlers;
  /** Why the rows that were asked for last could not be read. */
  declare loadError: string | undefined;
  /** Why a page of the rows that are shown could not be read. */
  declare pageError: string | undefined;
  /** Rows of the search; undefined until the first ones arrive. */
  declare total: number | undefined;
  /** The text in the search field; it is searched for when typing pauses. */
  declare draft: string | undefined;
  #content: TableContent | undefined;
  /** The table and search that were asked for last, and whether their first rows have arrived. */
  #asked: string | undefined;
  #hasArrived = false;
  #loading: AbortController | undefined;
  #refreshTimer: ReturnType<typeof setTimeout> | undefined;
  #typingTimer: ReturnType<typeof setTimeout> | undefined;
  readonly #grid = this.#createGrid();

  focusSearch(): void {
    this.renderRoot.querySelector('input')?.select();
  }

  get search(): TableSearch {
    const { text, sort } = this.arrangement;
    const trimmed = text.trim();
    return { ...(trimmed !== '' && { text: trimmed }), ...(sort && { sort }) };
  }

  /** Positions of the selected rows; the first row when only the header is selected. */
  get selected(): readonly RowSpan[] {
    const spans = rowSpans(this.#grid.selectedBlocks);
    return spans.length > 0 ? spans : [{ first: 0, rows: 1 }];
  }

  copyCells(): Promise<void> {
    return this.#copy(this.#grid.selectedBlocks);
  }

  /** The selected rows whole, after a line with the names of the columns. */
  copyRows(): Promise<void> {
    const right = (this.#content?.columns.count ?? 1) - 1;
    const blocks = this.selected.map(({ first, rows }) => ({ top: first, bottom: first + rows - 1, left: 0, right }));
    return this.#copy(blocks, this.#content && columnNames(this.#content));
  }

  override willUpdate(changed: PropertyValues): void {
    const before = changed.get('arrangement') as TableArrangement | undefined;
    if (before && before.text !== this.arrangement.text) this.#forgetDraft();
  }

  override updated(changed: PropertyValues): void {
    this.#grid.menu = this.table.menu;
    if (this.table.rows === 0) return;
    const before = changed.get('table') as Table | undefined;
    if (this.#asked !== this.#wanted) void this.#load();
    else if (before && before.version !== this.table.version)
      this.#refreshTimer ??= setTimeout(() => this.#refresh(), refreshMs);
  }

  override render(): TemplateResult {
    if (this.table.rows === 0)
      return html`<slot name="empty"
        ><div class="empty"><p class="title">${say('noRows')}</p></div></slot
      >`;
    const error = this.loadError ?? this.pageError;
    return html`<div class="toolbar">
        <slot name="actions"></slot>
        ${searchField({
          text: this.draft ?? this.arrangement.text,
          typed: (text) => this.#typed(text),
          clear: () => this.#search({ text: '' }),
        })}
        <span class="found">${this.#found}</span>
      </div>
      <div class="main">
        <slot name="side"></slot>
        <div class="table">
          ${error === undefined ? nothing : this.#errorBanner(error)}
          <div class="gridbox">${this.#grid}${this.total === 0 ? this.#noMatch() : nothing}</div>
          <slot name="details"></slot>
        </div>
      </div>`;
  }

  get #found(): string {
    const { rows, isFiltered } = this.table;
    const found = this.total ?? rows;
    if (!isFiltered && this.search.text === undefined) return say('rowsShown', { count: found });
    return say('rowsFound', { found, count: rows });
  }

  #noMatch(): TemplateResult {
    const clear = (): void => {
      this.#search({ text: '' });
      this.handlers.clearFilter();
    };
    return html`<div class="nomatch">
      <p>${say('noMatch')}</p>
      <button class="button secondary" @click=${clear}>${say('clearFilter')}</button>
    </div>`;
  }

  #errorBanner(sentence: string): TemplateResult {
    return html`<p class="banner error" role="alert">
      ${icon('error')} <span>${say('notRead', { sentence })}</span>
      <button class="button secondary" @click=${() => this.#tryAgain()}>${say('tryAgain')}</button>
    </p>`;
  }

  #forgetDraft(): void {
    clearTimeout(this.#typingTimer);
    this.draft = undefined;
  }

  #typed(text: string): void {
    this.draft = text;
    clearTimeout(this.#typingTimer);
    this.#typingTimer = setTimeout(() => this.#search({ text }), typingMs);
  }

  /** Another search or order starts at its first row. */
  #search(change: { readonly text?: string; readonly sort?: TableSort | undefined }): void {
    this.#forgetDraft();
    this.handlers.arrange({ ...change, row: 0 });
  }

  #sort(index: number): void {
    const column = this.#content?.columns.list[index];
    if (!column) return;
    const sort = nextSort(column.id, this.arrangement.sort);
    this.#search({ sort });
    const order = sort?.descending ? 'descending' : 'ascending';
    this.handlers.announce(sort ? say(order, { column: column.label }) : say('unsorted'));
  }

  #tryAgain(): void {
    this.loadError = undefined;
    if (this.#hasArrived) this.#refresh();
    else void this.#load();
  }

  #refresh(): void {
    this.#refreshTimer = undefined;
    this.#content?.feed.refresh();
  }

  get #wanted(): string {
    return JSON.stringify([this.table.key, this.search]);
  }

  /** The rows on the screen stay until the first new ones arrive, so that nothing flickers. */
  async #load(): Promise<void> {
    this.#loading?.abort();
    const { table, search } = this;
    const { signal } = (this.#loading = new AbortController());
    this.#asked = this.#wanted;
    this.#hasArrived = false;
    this.#grid.toggleAttribute('busy', true);
    const offset = Math.floor(this.arrangement.row / firstRows) * firstRows;
    try {
      const rows = await table.read({ ...search, offset, limit: firstRows, withColumns: true }, signal);
      if (signal.aborted) return;
      this.#display(search, rows, offset);
    } catch (error) {
      if (signal.aborted) return;
      this.loadError = toSentence(error);
    }
    this.#grid.toggleAttribute('busy', false);
  }

  #display(search: TableSearch, rows: TableRows, offset: number): void {
    const { row, left, widths } = this.arrangement;
    const { label, read, textOf } = this.table;
    this.loadError = undefined;
    this.pageError = undefined;
    const content = toContent({ search, rows, offset, read, textOf, widths, element: this.#grid }, this.#content);
    this.#content = content;
    this.#hasArrived = true;
    this.total = rows.total;
    const { sort } = search;
    const column = content.columns.list.findIndex(({ id }) => id === sort?.column);
    const sorted = sort && { column, descending: sort.descending };
    this.#grid.show({ ...content, sorted, label, at: { row, left } });
    this.handlers.announce(this.#found);
  }

  #createGrid(): KineticGrid {
    const grid = new KineticGrid();
    const cell = (cells: Cells, column: number): TableCell => {
      return { columns: this.#content?.columns.list ?? [], cells, column };
    };
    grid.handlers = {
      sort: (column) => this.#sort(column),
      open: (row, column) => this.handlers.open(cell(row, column)),
      active: (row, { column }) => this.handlers.activate(row && cell(row, column)),
      copy: (blocks) => void this.#copy(blocks),
      resized: (id, width) => this.handlers.arrange({ widths: { ...this.arrangement.widths, [id]: width } }),
      rested: (at) => this.handlers.arrange(at),
      changed: (total, error) => {
        this.total = total;
        this.pageError = error;
      },
    };
    return grid;
  }

  /** `header`: a first line. All rows of the search get theirs from the extension. */
  async #copy(blocks: readonly Block[], header?: string): Promise<void> {
    if (!this.#content) return;
    const { feed } = this.#content;
    const { announce, copyText, copyAll } = this.handlers;
    const rows = rowSpans(blocks).reduce((sum, span) => sum + span.rows, 0);
    if (rows > maxCopied) {
      if (rows === feed.total) copyAll(this.search);
      else announce(say('tooMany', { count: maxCopied }));
      return;
    }
    try {
      const text = await blocksText(this.#content, blocks, new AbortController().signal);
      copyText(header === undefined ? text : `${header}\n${text}`);
      announce(say('copied', { count: rows }));
    } catch (error) {
      this.loadError = toSentence(error);
    }
  }
}

const toSentence = (error: unknown): string => (error instanceof Error ? error.message : String(error));

customElements.define('kinetic-table', TableView);
