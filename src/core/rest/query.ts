// SOQL queries: the first page has the number of rows, the others are fetched while the caller reads.
import * as z from 'zod';
import type { OrgClient, OrgRequest } from '../http/client';
import type { Task } from '../kernel/task';

/** A parent record is a row within the row, a child query a list of rows. Salesforce's `attributes` are left out. */
export type Value = string | number | boolean | null | Row | readonly Row[];
export interface Row {
  readonly [field: string]: Value;
}

export interface QueryOptions {
  /** Includes deleted and archived records. */
  readonly all?: boolean;
  /** Rows per page, 200 to 2,000; Salesforce may send fewer. */
  readonly pageRows?: number;
}

/** Some of the rows, in the order of the query. */
export interface QueryPage {
  /** Number of all rows of the query. */
  readonly total: number;
  readonly rows: readonly Row[];
  /** The path of the next page, which stays valid for days; null on the last page. */
  readonly next: string | null;
}

export interface QueryAnswer {
  /** Number of all rows; for `SELECT COUNT()` the count, without rows. */
  readonly total: number;
  /** Can be read once, in the order of the query. Reading fetches the next pages and throws as the query itself. */
  readonly rows: AsyncIterable<Row>;
}

const page = z.object({
  totalSize: z.number(),
  done: z.boolean(),
  nextRecordsUrl: z.string().optional(),
  records: z.array(z.record(z.string(), z.unknown())),
});

type Page = z.infer<typeof page>;

interface PageRequest {
  readonly client: OrgClient;
  readonly headers: Readonly<Record<string, string>>;
  readonly task: Task;
}

/** Errors: `request.badSoql`, `request.refused`, `request.noAccess`. Canceling the task also ends the reading. */
export async function query(client: OrgClient, soql: string, options: QueryOptions, task: Task): Promise<QueryAnswer> {
  const pages = queryPages(client, { soql }, options, task);
  const { value, done } = await pages.next();
  const first = done ? { total: 0, rows: [], next: null } : value;
  return { total: first.total, rows: withProgress(first, pages, task) };
}

/** Has Salesforce check the query without running it. Throws `request.badSoql`. */
export async function checkQuery(client: OrgClient, soql: string, task: Task): Promise<void> {
  const request = {
    method: 'GET',
    path: '/services/data/v{v}/query',
    query: { explain: soql },
    repeat: 'safe',
  } as const;
  await client.json(request, () => undefined, task);
}

/** A query, or the path of a page ({@link QueryPage.next}). */
export type From = { readonly soql: string } | { readonly next: string };

/** Errors as for {@link query}, and `job.locatorExpired` for the path of a page that has expired. */
export async function* queryPages(
  client: OrgClient,
  from: From,
  { all = false, pageRows }: QueryOptions,
  task: Task,
): AsyncGenerator<QueryPage, void> {
  const headers = pageRows === undefined ? {} : { 'Sforce-Query-Options': `batchSize=${pageRows}` };
  const path = `/services/data/v{v}/${all ? 'queryAll' : 'query'}`;
  const request = { client, headers, task };
  const where = 'soql' in from ? { path, query: { q: from.soql } } : { path: from.next };
  yield* pagesFrom(await fetchPage(where, request), request);
}

function fetchPage(where: Pick<OrgRequest, 'path' | 'query'>, { client, headers, task }: PageRequest): Promise<Page> {
  return client.json({ method: 'GET', ...where, headers, repeat: 'safe' }, (value) => page.parse(value), task);
}

async function* pagesFrom(first: Page, request: PageRequest): AsyncGenerator<QueryPage, void> {
  for (let current = first; ;) {
    const next = current.done ? null : (current.nextRecordsUrl ?? null);
    const rows: Row[] = [];
    for (const record of current.records) rows.push(await toRow(record, request));
    yield { total: current.totalSize, rows, next };
    if (next === null) return;
    current = await fetchPage({ path: next }, request);
  }
}

async function* withProgress(first: QueryPage, others: AsyncGenerator<QueryPage>, task: Task): AsyncGenerator<Row> {
  let done = 0;
  const read = function* ({ rows, total }: QueryPage): Generator<Row> {
    yield* rows;
    done += rows.length;
    task.progress({ phase: 'reading', done, total, unit: 'records' });
  };
  yield* read(first);
  for await (const more of others) yield* read(more);
}

async function toRow(record: Readonly<Record<string, unknown>>, request: PageRequest): Promise<Row> {
  const row: Record<string, Value> = {};
  for (const [field, value] of Object.entries(record))
    if (field !== 'attributes')
      row[field] = typeof value === 'object' && value !== null ? await toNested(value, request) : (value as Value);
  return row;
}

/** A parent, a compound value such as an address, or the first page of a child query. */
async function toNested(value: object, request: PageRequest): Promise<Value> {
  if (!('records' in value && 'totalSize' in value)) return toRow(value as Record<string, unknown>, request);
  const all: Row[] = [];
  for await (const { rows } of pagesFrom(page.parse(value), request)) all.push(...rows);
  return all;
}
