// The rows of one list of the job: errors to choose from, search, the grid, and the active row in full.
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { JobSnapshot, RowFilter, RowPage, RowsAsked } from '../../../../src/shared/protocol/job';
import { type Cells, firstRows } from '../../grid/feed';
import { KineticGrid } from '../../grid/grid';
import type { Block } from '../../grid/selection';
import { icon } from '../../icon';
import type { Arrangement } from './arrangement';
import { type ActiveCell, details } from './details';
import { emptyList } from './emptyList';
import { groupKey, groupList } from './groups';
import type { Notify } from './overview';
import { cellOf } from './rowsTable';
import { blockText, type Loaded, mostCopied, toLoaded } from './rowsContent';
import { say } from './strings';
import { rowsStyles } from './rowsStyles';
import { sharedStyles } from './sharedStyles';
import { toolbar } from './toolbar';

/** What the rows need from the panel around them. */
export interface RowsDeps {
  readonly rows: (asked: RowsAsked, signal: AbortSignal) => Promise<RowPage>;
  readonly notify: Notify;
  readonly arrange: (change: Partial<Arrangement>) => void;
  readonly announce: (sentence: string) => void;
}

const gridNames = { failed: 'failedGrid', succeeded: 'succeededGrid', unprocessed: 'unprocessedGrid' } as const;
const refreshMs = 1000;
const typingMs = 250;

export class JobRows extends LitElement {
  static override styles = [sharedStyles, rowsStyles];
  static override properties = {
    job: { attribute: false },
    arrangement: { attribute: false },
    deps: { attribute: false },
    trouble: { state: true },
    pageTrouble: { state: true },
    active: { state: true },
    total: { state: true },
    draft: { state: true },
  };
  declare job: JobSnapshot;
  declare arrangement: Arrangement;
  declare deps: RowsDeps;
  /** Why the rows that were asked for last could not be had. */
  declare trouble: string | undefined;
  /** Why a page of the rows that are shown could not be had. */
  declare pageTrouble: string | undefined;
  declare active: ActiveCell | undefined;
  /** Rows that pass the filter; undefined until the first page came. */
  declare total: number | undefined;
  /** What stands in the search field; it becomes the filter when typing pauses. */
  declare draft: string | undefined;
  private loaded: Loaded | undefined;
  private loading: { readonly key: string; readonly abort: AbortController } | undefined;
  private refreshTimer: ReturnType<typeof setTimeout> | undefined;
  private typingTimer: ReturnType<typeof setTimeout> | undefined;
  private readonly grid = this.createGrid();

  /** Puts the cursor into the search field. */
  focusSearch(): void {
    this.renderRoot.querySelector('input')?.select();
  }

  focusGrid(): void {
    this.grid.focus();
  }

  protected override updated(changed: PropertyValues): void {
    const before = changed.get('job') as JobSnapshot | undefined;
    const { list } = this.arrangement;
    if (this.job.rows[list] === 0) return;
    const known = this.loading?.key ?? (this.loaded && JSON.stringify(this.loaded.filter));
    if (known !== JSON.stringify(this.filter)) void this.load();
    else if (before && before.rows[list] !== this.job.rows[list]) {
      this.refreshTimer ??= setTimeout(() => this.refresh(), refreshMs);
    }
  }

  protected override render(): TemplateResult {
    const { list } = this.arrangement;
    if (this.job.rows[list] === 0) return emptyList(this.job, list);
    const trouble = this.trouble ?? this.pageTrouble;
    const groups = list === 'failed' && this.job.groups.length > 0;
    return html`${toolbar({
        list,
        draft: this.draft ?? this.arrangement.text,
        found: this.foundSentence,
        typed: (text) => this.typed(text),
        clear: () => this.choose({ text: '' }),
        filter: () => this.filter,
        notify: this.deps.notify,
        retry: this.canRetry ? (edit) => this.retryRows(edit) : undefined,
      })}
      <div class="main">
        ${
          groups
            ? groupList({
                groups: this.job.groups,
                total: this.job.totals.failed,
                chosen: this.group === undefined ? undefined : this.arrangement.group,
                choose: (group) => this.choose({ group }),
              })
            : nothing
        }
        <div class="table">
          ${trouble === undefined ? nothing : this.troubleBar(trouble)}
          <div class="gridbox">${this.grid}${this.total === 0 ? this.noMatch() : nothing}</div>
          ${details(this.loaded?.table.columns ?? [], this.total === 0 ? undefined : this.active, this.deps.notify)}
        </div>
      </div>`;
  }

  private get foundSentence(): string {
    const all = this.job.rows[this.arrangement.list];
    const found = this.total ?? all;
    const filtered = this.filter.text !== undefined || this.filter.group !== undefined;
    return filtered ? say('rowsFound', { count: found, all }) : say('rowsShown', { count: found });
  }

  private get canRetry(): boolean {
    const { list } = this.arrangement;
    return list !== 'succeeded' && (this.job.retryable?.[list] ?? 0) > 0;
  }

  private retryRows(edit: boolean): void {
    const { top, bottom } = this.grid.selectedBlock;
    const [rows, first] = [this.total ?? 0, Math.max(0, top)];
    const selected = { first, rows: Math.max(1, bottom - first + 1) };
    this.deps.notify({ type: 'retryRows', filter: this.filter, rows, selected, edit });
  }

  private noMatch(): TemplateResult {
    return html`<div class="nomatch">
      <p>${say('noMatch')}</p>
      <vscode-button secondary @click=${() => this.choose({ text: '', group: undefined })}
        >${say('clearFilter')}</vscode-button
      >
    </div>`;
  }

  private troubleBar(sentence: string): TemplateResult {
    return html`<p class="outcome broken" role="alert">
      ${icon('error')} <span>${say('noRows', { sentence })}</span>
      <vscode-button secondary @click=${() => this.retry()}>${say('tryAgain')}</vscode-button>
    </p>`;
  }

  /** Number of the chosen group in the snapshot; undefined when none is chosen or it is gone. */
  private get group(): number | undefined {
    const { list, group } = this.arrangement;
    if (list !== 'failed' || group === undefined) return undefined;
    const index = this.job.groups.findIndex((one) => groupKey(one) === group);
    return index < 0 ? undefined : index;
  }

  private get filter(): RowFilter {
    const { list, text, sort } = this.arrangement;
    const { group } = this;
    return {
      list,
      ...(text.trim() ? { text: text.trim() } : {}),
      ...(group === undefined ? {} : { group }),
      ...(sort ? { sort } : {}),
    };
  }

  private choose(change: { text?: string; group?: string | undefined; sort?: Arrangement['sort'] | undefined }): void {
    clearTimeout(this.typingTimer);
    if (change.text !== undefined) this.draft = change.text;
    this.deps.arrange({ ...change, row: 0 });
  }

  private typed(text: string): void {
    this.draft = text;
    clearTimeout(this.typingTimer);
    this.typingTimer = setTimeout(() => this.choose({ text }), typingMs);
  }

  private retry(): void {
    this.trouble = undefined;
    if (this.loaded && !this.loading) this.loaded.feed.refresh();
    else void this.load();
  }

  private refresh(): void {
    this.refreshTimer = undefined;
    this.loaded?.feed.refresh();
  }

  /** What is shown stays until the first page of the new rows is here, so that nothing flickers. */
  private async load(): Promise<void> {
    this.loading?.abort.abort();
    const { filter } = this;
    const abort = new AbortController();
    this.loading = { key: JSON.stringify(filter), abort };
    this.grid.toggleAttribute('busy', true);
    const offset = Math.floor(this.arrangement.row / firstRows) * firstRows;
    try {
      const page = await this.deps.rows({ ...filter, offset, limit: firstRows }, abort.signal);
      if (abort.signal.aborted) return;
      this.display(filter, { ...page, offset });
      this.loading = undefined;
    } catch (error) {
      if (abort.signal.aborted) return;
      this.trouble = error instanceof Error ? error.message : String(error);
    }
    this.grid.toggleAttribute('busy', false);
  }

  private display(filter: RowFilter, first: RowPage & { readonly offset: number }): void {
    const { row, left, widths } = this.arrangement;
    const { rows } = this.deps;
    this.trouble = undefined;
    this.pageTrouble = undefined;
    const from = { filter, first, widths, rows, operation: this.job.operation, element: this.grid };
    const loaded = toLoaded(from, this.loaded);
    this.loaded = loaded;
    this.total = first.total;
    const label = say(gridNames[filter.list], { file: this.job.fileName });
    const { sort } = filter;
    const sorted = sort && { column: loaded.table.columnOf(sort.by), descending: sort.descending };
    this.grid.show({ columns: loaded.columns, feed: loaded.feed, sorted, label, at: { row, left } });
    this.deps.announce(this.foundSentence);
  }

  private createGrid(): KineticGrid {
    const grid = new KineticGrid();
    grid.handlers = {
      sort: (column) => this.sort(column),
      open: (row, column) => this.open(row, column),
      active: (row, { column }) => (this.active = row && { row, column }),
      copy: (block) => void this.copy(block),
      resized: (id, width) => this.deps.arrange({ widths: { ...this.arrangement.widths, [id]: width } }),
      rested: (at) => this.deps.arrange(at),
      changed: (total, trouble) => {
        this.total = total;
        this.pageTrouble = trouble;
      },
    };
    return grid;
  }

  /** Up, down, and back to the order of the file. */
  private sort(column: number): void {
    const by = this.loaded?.table.sortBy(column);
    if (by === undefined) return;
    const { sort } = this.arrangement;
    const next = sort?.by !== by ? { by, descending: false } : sort.descending ? undefined : { by, descending: true };
    this.choose({ sort: next });
    const name = this.loaded?.table.columns[column]?.label ?? '';
    const order = say(next?.descending ? 'descending' : 'ascending');
    this.deps.announce(next ? say('sortedBy', { column: name, order }) : say('unsorted'));
  }

  private open(row: Cells, column: number): void {
    const columns = this.loaded?.table.columns ?? [];
    const recordId = columns[column]?.id === 'recordId' ? row[column] : undefined;
    const line = Number(cellOf(columns, row, 'line'));
    if (recordId) this.deps.notify({ type: 'openRecord', recordId });
    else if (line > 0) this.deps.notify({ type: 'openLine', line });
  }

  private async copy(block: Block): Promise<void> {
    const { loaded } = this;
    if (!loaded) return;
    const { notify, announce } = this.deps;
    const rows = block.bottom - block.top + 1;
    if (rows > mostCopied) {
      if (rows === loaded.feed.total) notify({ type: 'copyRows', filter: loaded.filter });
      else announce(say('tooMany', { count: mostCopied }));
      return;
    }
    try {
      notify({ type: 'copyText', text: await blockText(loaded, block, new AbortController().signal) });
      announce(say('copied', { count: rows }));
    } catch (error) {
      this.trouble = error instanceof Error ? error.message : String(error);
    }
  }
}
