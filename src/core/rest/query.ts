// SOQL queries: the first page has the number of rows, the others are fetched while the caller reads.
import * as z from 'zod';
import { SalesforceError } from '../errors/salesforceError';
import type { OrgClient } from '../http/client';
import { createLinkCheck } from '../kernel/linkCheck';
import type { Task } from '../kernel/task';
import { getJson } from './longGet';

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
  /**
   * Can be read once, in the order of the query. Reading fetches the next pages and throws as the query itself, and
   * `network.otherCount` at the end when there are not as many rows as Salesforce found.
   */
  readonly rows: AsyncIterable<Row>;
}

const page = z.lazy(() =>
  z.object({
    totalSize: z.number(),
    done: z.boolean(),
    nextRecordsUrl: z.string().optional(),
    records: z.array(z.record(z.string(), z.unknown())),
  }),
);

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
  const rows = withProgress(first, pages, task);
  return { total: first.total, rows: isCounted(soql) ? checked(rows, first.total) : rows };
}

/** The rows of a count are none, and an external system may not know how many it has. */
const isCounted = (soql: string): boolean =>
  !/^\s*SELECT\s+COUNT\s*\(\s*\)/i.test(soql) && !/\sFROM\s+\w+__x\b/i.test(soql);

/** A stored or changed response may end the pages early, or have rows of another page. */
async function* checked(rows: AsyncIterable<Row>, expected: number): AsyncGenerator<Row> {
  let received = 0;
  for await (const row of rows) {
    received += 1;
    if (received > expected) break;
    yield row;
  }
  checkCount(expected, received);
}

function checkCount(expected: number, received: number): void {
  if (received !== expected) throw new SalesforceError('network.otherCount', { expected, received });
}

/** Has Salesforce check the query without running it. Throws `request.badSoql`. */
export async function checkQuery(client: OrgClient, soql: string, task: Task): Promise<void> {
  await getJson(client, { path: '/query', query: { explain: soql } }, () => undefined, task);
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
  const request = { client, headers, task };
  const path = all ? '/queryAll' : '/query';
  const first =
    'soql' in from
      ? await getJson(client, { path, query: { q: from.soql }, headers }, (value) => page.parse(value), task)
      : await fetchPage(from.next, request);
  yield* pagesFrom(first, request, 'next' in from ? from.next : undefined);
}

function fetchPage(path: string, { client, headers, task }: PageRequest): Promise<Page> {
  return client.json({ method: 'GET', path, headers, repeat: 'safe' }, (value) => page.parse(value), task);
}

/** `at`: the path of the first of these pages, if it has one. */
async function* pagesFrom(first: Page, request: PageRequest, at?: string): AsyncGenerator<QueryPage, void> {
  const takeLink = createLinkCheck('GET /query', at);
  for (let current = first; ;) {
    const next = current.done ? null : (current.nextRecordsUrl ?? null);
    // A page that leads back is not given to the caller: a resume would continue at its link.
    if (next !== null) takeLink(next);
    const rows: Row[] = [];
    for (const record of current.records) rows.push(await toRow(record, request));
    yield { total: current.totalSize, rows, next };
    if (next === null) return;
    current = await fetchPage(next, request);
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
  const first = page.parse(value);
  const all: Row[] = [];
  for await (const { rows } of pagesFrom(first, request)) all.push(...rows);
  checkCount(first.totalSize, all.length);
  return all;
}
