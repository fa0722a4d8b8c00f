// The rows of one list of a job: errors to choose from, acts on the rows, and the active row in full.
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { JobSnapshot, RowAct, RowFilter, RowQuery } from '../../../../src/shared/protocol/job';
import type { TableRead, TableRows } from '../../../../src/shared/protocol/table';
import { cellOf } from '../../grid/columns';
import type { Table, TableCell, TableHandlers } from '../../grid/table';
import { TableView } from '../../grid/tableView';
import { pageStyles } from '../../pageStyles';
import type { Arrangement } from './arrangement';
import { details, openLineFor } from './details';
import { emptyList } from './emptyList';
import { groupKey, groupList } from './groups';
import type { Notify } from './pageKind';
import { rowActions } from './rowActions';
import { rowsStyles } from './rowsStyles';
import { say } from './strings';
import { cellText, takenBy } from './takenBy';

/** What the rows need from the panel around them. */
export interface RowsDeps {
  readonly readRows: (asked: TableRead & { filter: RowFilter }, signal: AbortSignal) => Promise<TableRows>;
  readonly notify: Notify;
  readonly arrange: (change: Partial<Arrangement>) => void;
  readonly announce: (sentence: string) => void;
}

const gridNames = {
  failed: 'failedGrid',
  succeeded: 'succeededGrid',
  unprocessed: 'unprocessedGrid',
  unknown: 'unknownGrid',
} as const;

export class JobRows extends LitElement {
  static override styles = [pageStyles, rowsStyles];
  static override properties = {
    job: { attribute: false },
    arrangement: { attribute: false },
    deps: { attribute: false },
    active: { state: true },
  };
  declare job: JobSnapshot;
  declare arrangement: Arrangement;
  declare deps: RowsDeps;
  declare active: TableCell | undefined;
  readonly #handlers: TableHandlers = {
    arrange: (change) => this.deps.arrange(change),
    clearFilter: () => this.#choose(undefined),
    announce: (sentence) => this.deps.announce(sentence),
    open: (cell) => this.#open(cell),
    activate: (cell) => (this.active = cell),
    copyText: (text) => this.deps.notify({ type: 'copyText', text }),
    copyAll: () => this.deps.notify({ type: 'copyRows', query: this.#query }),
  };

  focusSearch(): void {
    this.#view?.focusSearch();
  }

  act(act: RowAct): void {
    switch (act) {
      case 'copyCells':
        void this.#view?.copyCells();
        return;
      case 'copyRows':
        void this.#view?.copyRows();
        return;
      case 'retryRows':
        if (this.#canRetry) this.#retry({ edit: false, onlySelected: true });
    }
  }

  override render(): TemplateResult {
    const { job, arrangement } = this;
    const { list } = arrangement;
    const hasGroups = list === 'failed' && job.groups.length > 0;
    return html`<kinetic-table .table=${this.#table} .arrangement=${arrangement} .handlers=${this.#handlers}>
      ${this.#actions()}
      ${
        hasGroups
          ? groupList({
              groups: job.groups,
              total: job.totals.failed,
              left: job.totals.failed - (job.retried?.failed ?? 0),
              chosen: this.#group === undefined ? undefined : arrangement.group,
              choose: (group) => this.#choose(group),
            })
          : nothing
      }
      ${details(this.active, this.deps.notify)} ${job.rows[list] === 0 ? emptyList(job, list) : nothing}
    </kinetic-table>`;
  }

  #actions(): TemplateResult {
    const { list } = this.arrangement;
    const { notify } = this.deps;
    return rowActions({
      copy: () => notify({ type: 'copyRows', query: this.#query }),
      exportCsv: () => notify({ type: 'exportRows', query: this.#query }),
      reveal: () => notify({ type: 'revealFile', list }),
      isUnknown: list === 'unknown',
      retry: this.#canRetry ? (edit) => this.#retry({ edit, onlySelected: false }) : undefined,
    });
  }

  get #canRetry(): boolean {
    const { list } = this.arrangement;
    return list !== 'succeeded' && (this.job.retryable?.[list] ?? 0) > 0;
  }

  get #view(): TableView | undefined {
    const view = this.renderRoot.querySelector('kinetic-table');
    return view instanceof TableView ? view : undefined;
  }

  get #table(): Table {
    const { job, deps } = this;
    const { list } = this.arrangement;
    const filter = this.#filter;
    return {
      key: JSON.stringify(filter),
      label: say(gridNames[list], { file: job.fileName }),
      rows: job.rows[list],
      version: JSON.stringify([job.rows[list], job.retried]),
      isFiltered: filter.group !== undefined,
      menu: {
        webviewSection: 'rows',
        jobId: job.jobId,
        canRetryRows: this.#canRetry,
        preventDefaultContextMenuItems: true,
      },
      read: (read, signal) => deps.readRows({ filter, ...read }, signal),
      textOf: cellText,
    };
  }

  /** Index of the chosen group in the snapshot; undefined when none is chosen or it does not exist any more. */
  get #group(): number | undefined {
    const { list, group } = this.arrangement;
    if (list !== 'failed' || group === undefined) return undefined;
    const index = this.job.groups.findIndex((one) => groupKey(one) === group);
    return index < 0 ? undefined : index;
  }

  get #filter(): RowFilter {
    const group = this.#group;
    const { list } = this.arrangement;
    const isRetried = list !== 'succeeded' && (this.job.retried?.[list] ?? 0) > 0;
    return { list, ...(group !== undefined && { group }), ...(isRetried && { withRetry: true }) };
  }

  get #query(): RowQuery {
    return { filter: this.#filter, ...this.#view?.search };
  }

  #choose(group: string | undefined): void {
    this.deps.arrange({ group, row: 0 });
  }

  #retry(how: { readonly edit: boolean; readonly onlySelected: boolean }): void {
    const { total = 0, selected } = this.#view ?? {};
    if (selected) this.deps.notify({ type: 'retryRows', query: this.#query, total, selected: [...selected], ...how });
  }

  #open(cell: TableCell): void {
    const { columns, cells, column } = cell;
    const attempt = columns[column]?.id === 'retry' ? takenBy(cells[column] ?? '')?.index : undefined;
    const recordId = columns[column]?.id === 'recordId' ? cells[column] : undefined;
    const place = columns[column]?.id === 'place' ? cells[column] : undefined;
    const toLine = openLineFor(cellOf(columns, cells, 'line'));
    if (attempt !== undefined) this.deps.notify({ type: 'openAttempt', index: attempt });
    else if (place) this.deps.notify({ type: 'openCode', place });
    else if (recordId) this.deps.notify({ type: 'openRecord', recordId });
    else if (toLine) this.deps.notify(toLine);
  }
}
