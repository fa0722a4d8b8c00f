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

/** Some rows of an answer, in the order of the query. */
export interface QueryPage {
  /** Rows of the whole answer. */
  readonly total: number;
  readonly rows: readonly Row[];
  /** Where the page behind this one is, for days; null behind the last. */
  readonly next: string | null;
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
  const pages = queryPages(client, { soql }, options, task);
  const { value, done } = await pages.next();
  const first = done ? { total: 0, rows: [], next: null } : value;
  return { total: first.total, rows: told(first, pages, task) };
}

/** Has the query judged without running it: throws `request.badSoql` as running it would. */
export async function checkQuery(client: OrgClient, soql: string, task: Task): Promise<void> {
  const request = {
    method: 'GET',
    path: '/services/data/v{v}/query',
    query: { explain: soql },
    repeat: 'safe',
  } as const;
  await client.json(request, () => undefined, task);
}

/** A query, or the path of a page that an earlier reading named. */
export type From = { readonly soql: string } | { readonly next: string };

/** Errors as of {@link query}, and `job.locatorExpired` where Salesforce has forgotten the place. */
export async function* queryPages(
  client: OrgClient,
  from: From,
  { all = false, pageRows }: QueryOptions,
  task: Task,
): AsyncGenerator<QueryPage, void> {
  const headers = pageRows === undefined ? {} : { 'Sforce-Query-Options': `batchSize=${pageRows}` };
  const path = `/services/data/v{v}/${all ? 'queryAll' : 'query'}`;
  const asking = { client, headers, task };
  const where = 'soql' in from ? { path, query: { q: from.soql } } : { path: from.next };
  yield* pagesFrom(await fetchPage(where, asking), asking);
}

function fetchPage(where: Pick<OrgRequest, 'path' | 'query'>, { client, headers, task }: Asking): Promise<Page> {
  return client.json({ method: 'GET', ...where, headers, repeat: 'safe' }, (value) => page.parse(value), task);
}

async function* pagesFrom(first: Page, asking: Asking): AsyncGenerator<QueryPage, void> {
  for (let current = first; ;) {
    const next = current.done ? null : (current.nextRecordsUrl ?? null);
    const rows: Row[] = [];
    for (const record of current.records) rows.push(await toRow(record, asking));
    yield { total: current.totalSize, rows, next };
    if (next === null) return;
    current = await fetchPage({ path: next }, asking);
  }
}

async function* told(first: QueryPage, others: AsyncGenerator<QueryPage>, task: Task): AsyncGenerator<Row> {
  let done = 0;
  const read = function* ({ rows, total }: QueryPage): Generator<Row> {
    yield* rows;
    done += rows.length;
    task.progress({ phase: 'reading', done, total, unit: 'records' });
  };
  yield* read(first);
  for await (const more of others) yield* read(more);
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
  const all: Row[] = [];
  for await (const { rows } of pagesFrom(page.parse(value), asking)) all.push(...rows);
  return all;
}
