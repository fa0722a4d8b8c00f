// SOQL queries: the first page tells how many rows there are, the others are fetched as somebody reads on.
import * as z from 'zod';
import type { OrgClient, OrgRequest } from '../http/client';
import type { Task } from '../kernel/task';

/** A parent record is a row within the row, a child query the list of its rows. Salesforce's `attributes` are left out. */
export type Value = string | number | boolean | null | Row | readonly Row[];
export interface Row {
  readonly [field: string]: Value;
}

export interface QueryOptions {
  /** Also deleted and archived records. */
  readonly all?: boolean;
  /** Rows a page, 200 to 2,000; Salesforce may send fewer. */
  readonly pageRows?: number;
}

export interface QueryAnswer {
  /** Rows of the whole answer; for `SELECT COUNT()` the count, and no rows follow. */
  readonly total: number;
  /** Can be read once, in the order of the query. Reading on fetches; errors as of the query itself. */
  readonly rows: AsyncIterable<Row>;
}

const page = z.object({
  totalSize: z.number(),
  done: z.boolean(),
  nextRecordsUrl: z.string().optional(),
  records: z.array(z.record(z.string(), z.unknown())),
});

type Page = z.infer<typeof page>;

interface Asking {
  readonly client: OrgClient;
  readonly headers: Readonly<Record<string, string>>;
  readonly task: Task;
}

/** Errors: `request.badSoql`, `request.refused`, `request.noAccess`. A stopped task stops the reading too. */
export async function query(client: OrgClient, soql: string, options: QueryOptions, task: Task): Promise<QueryAnswer> {
  const { all = false, pageRows } = options;
  const headers = pageRows === undefined ? {} : { 'Sforce-Query-Options': `batchSize=${pageRows}` };
  const path = `/services/data/v{v}/${all ? 'queryAll' : 'query'}`;
  const asking = { client, headers, task };
  const first = await fetchPage({ path, query: { q: soql } }, asking);
  return { total: first.totalSize, rows: rowsFrom(first, asking) };
}

function fetchPage(where: Pick<OrgRequest, 'path' | 'query'>, { client, headers, task }: Asking): Promise<Page> {
  return client.json({ method: 'GET', ...where, headers, repeat: 'safe' }, (value) => page.parse(value), task);
}

async function* rowsFrom(first: Page, asking: Asking): AsyncGenerator<Row> {
  let done = 0;
  for (let current = first; ;) {
    for (const record of current.records) yield await toRow(record, asking);
    done += current.records.length;
    asking.task.progress({ phase: 'reading', done, total: first.totalSize, unit: 'records' });
    if (current.nextRecordsUrl === undefined || current.done) return;
    current = await fetchPage({ path: current.nextRecordsUrl }, asking);
  }
}

async function toRow(record: Readonly<Record<string, unknown>>, asking: Asking): Promise<Row> {
  const row: Record<string, Value> = {};
  for (const [field, value] of Object.entries(record))
    if (field !== 'attributes')
      row[field] = typeof value === 'object' && value !== null ? await toNested(value, asking) : (value as Value);
  return row;
}

/** A parent, a compound value such as an address, or the first page of a child query. */
async function toNested(value: object, asking: Asking): Promise<Value> {
  if (!('records' in value && 'totalSize' in value)) return toRow(value as Record<string, unknown>, asking);
  const rows: Row[] = [];
  for await (const row of rowsFrom(page.parse(value), {
    ...asking,
    task: { ...asking.task, progress: () => undefined },
  }))
    rows.push(row);
  return rows;
}
