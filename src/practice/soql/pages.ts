// Returns query results page by page: records with their children, and locators for the next page.
import { idOf } from '../data/ids';
import type { Table } from '../data/table';
import { refuse } from '../http/http';
import type { Org } from '../org/org';
import { candidates, visitRows } from './rowWalk';
import { takeWindow } from './rowsPlan';
import type { ChildQuery, Selection } from './selection';
import type { WireRecord } from './shape';
import { finish, type Steps } from './steps';

export const maxPageSize = 2000;
const minPageSize = 200;
const cursorLifeMs = 2 * 24 * 60 * 60 * 1000;

export interface QueryPage {
  readonly totalSize: number;
  readonly done: boolean;
  readonly nextRecordsUrl?: string;
  readonly records: readonly WireRecord[];
}

interface Cursor {
  readonly selection: Selection;
  readonly rows: readonly number[];
  usedAt: number;
}

export interface PageRequest {
  readonly selection: Selection;
  readonly rows: readonly number[];
  readonly pageSize: number;
  /** The URL of the query resource; the locator is appended for the next page. */
  readonly url: string;
}

/** The page size in a `Sforce-Query-Options` header, limited to the valid range. */
export function pageSizeOf(header: string | undefined): number {
  const asked = /batchSize\s*=\s*(\d+)/i.exec(header ?? '')?.[1];
  return asked === undefined ? maxPageSize : Math.min(maxPageSize, Math.max(minPageSize, Number(asked)));
}

/** The open query results, by locator. */
export class Cursors {
  readonly #org: Org;
  /** The maximum number of rows in all open results; the oldest results are closed beyond it. */
  readonly #maxHeldRows: number;
  readonly #open = new Map<string, Cursor>();
  #opened = 0;
  #heldRows = 0;

  constructor(org: Org, maxHeldRows = 20_000_000) {
    this.#org = org;
    this.#maxHeldRows = maxHeldRows;
  }

  async firstPage(request: PageRequest): Promise<QueryPage> {
    const { rows, pageSize } = request;
    const records = await this.#write(request, rows.slice(0, pageSize));
    return { ...this.#envelope(request), records };
  }

  /** @param locator id and offset, as in `01g…-2000`; throws INVALID_QUERY_LOCATOR for an unknown one */
  async nextPage(locator: string, request: Pick<PageRequest, 'pageSize' | 'url'>): Promise<QueryPage> {
    const [id = '', digits = ''] = locator.split('-');
    const cursor = this.#open.get(id);
    const offset = /^\d+$/.test(digits) ? Number(digits) : Infinity;
    if (!cursor || offset >= cursor.rows.length || this.#org.now() - cursor.usedAt > cursorLifeMs) {
      throw refuse(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator');
    }
    cursor.usedAt = this.#org.now();
    const end = offset + request.pageSize;
    const records = await this.#write({ ...request, ...cursor }, cursor.rows.slice(offset, end));
    const rest = end < cursor.rows.length ? { nextRecordsUrl: `${request.url}/${id}-${end}` } : {};
    return { totalSize: cursor.rows.length, done: end >= cursor.rows.length, ...rest, records };
  }

  clear(): void {
    this.#open.clear();
    this.#heldRows = 0;
  }

  #envelope({ selection, rows, pageSize, url }: PageRequest): Omit<QueryPage, 'records'> {
    if (rows.length <= pageSize) return { totalSize: rows.length, done: true };
    this.#heldRows += rows.length;
    for (const [oldest, cursor] of this.#open) {
      if (this.#heldRows <= this.#maxHeldRows) break;
      this.#open.delete(oldest);
      this.#heldRows -= cursor.rows.length;
    }
    const id = idOf('01g', this.#opened);
    this.#opened += 1;
    this.#open.set(id, { selection, rows, usedAt: this.#org.now() });
    return { totalSize: rows.length, done: false, nextRecordsUrl: `${url}/${id}-${pageSize}` };
  }

  async #write(request: Omit<PageRequest, 'rows'>, rows: readonly number[]): Promise<WireRecord[]> {
    const { selection } = request;
    const { table } = selection.scope;
    // A record may have been deleted permanently since the query ran.
    const present = rows.filter((row) => table.numberOf(table.idOf(row)) >= 0);
    const records = present.map((row) => selection.shape.write({ table, row }));
    for (const child of selection.children) {
      const pages = await this.#childPages(request, child, present);
      for (const [i, record] of records.entries()) record[child.key] = pages[i] ?? null;
    }
    return records;
  }

  /** The children of each row as a nested result; null for a row without children. */
  async #childPages(
    request: Omit<PageRequest, 'rows'>,
    child: ChildQuery,
    parents: readonly number[],
  ): Promise<(QueryPage | null)[]> {
    const families = await finish(childRows(child, request.selection.scope.table, parents));
    const inner = { ...request, selection: child.selection };
    const written = await this.#write(
      inner,
      families.flatMap((rows) => rows.slice(0, request.pageSize)),
    );
    let next = 0;
    return families.map((rows) => {
      if (rows.length === 0) return null;
      const records = written.slice(next, (next += Math.min(rows.length, request.pageSize)));
      return { ...this.#envelope({ ...inner, rows }), records };
    });
  }
}

/** The rows of the child query for each parent, found in one pass over the children. */
export function* childRows(
  { plan, reference }: ChildQuery,
  parentTable: Table,
  parents: readonly number[],
): Steps<(readonly number[])[]> {
  const { table } = plan.scope;
  const families = new Map<string, number[]>();
  for (const row of parents) families.set(parentTable.idOf(row), []);
  yield* plan.condition.prepare();
  yield* visitRows(candidates(plan.scope, plan.condition.lookups), (row) => {
    const family = families.get(String(table.value(row, reference)));
    if (family && plan.condition.test(row)) family.push(row);
    return true;
  });
  const windows: (readonly number[])[] = [];
  for (const rows of families.values()) windows.push(yield* takeWindow(rows, plan.order, plan));
  return windows;
}
