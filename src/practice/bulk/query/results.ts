// The results of a query job as CSV pages: locators, a header on each page, every value quoted.
// See https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/query_get_job_results.htm
import type { Value } from '../../data/schema';
import { refuse } from '../../http/http';
import { quote } from '../csv';
import { delimiters, lineEndings } from '../job';
import { createYieldTurn } from '../yieldTurn';
import type { QueryJob } from './job';

/** Rows in one piece of the response. */
const rowsPerPiece = 500;

export interface Page {
  readonly start: number;
  readonly end: number;
  /** The locator of the next page; undefined for the last page. */
  readonly next: string | undefined;
}

/** Opaque to clients. */
export function toLocator(job: QueryJob, offset: number): string {
  return Buffer.from(`0:0Ga${job.id.slice(3, 15)}:${offset}`).toString('base64url');
}

/** @param locator undefined for the first page; throws for a locator of another job */
export function pageAt(job: QueryJob, locator: string | undefined, maxRows: number): Page {
  const start = locator === undefined ? 0 : offsetOf(job, locator);
  const end = Math.min(start + maxRows, job.rows.length);
  return { start, end, next: end < job.rows.length ? toLocator(job, end) : undefined };
}

function offsetOf(job: QueryJob, locator: string): number {
  const offset = Number(Buffer.from(locator, 'base64url').toString().split(':')[2]);
  const isOurs = Number.isInteger(offset) && toLocator(job, offset) === locator;
  if (!isOurs || offset > job.rows.length) throw refuse(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator');
  return offset;
}

/** Reads the current values of the records when a page is requested. */
export async function* pageCsv(job: QueryJob, { start, end }: Page): AsyncGenerator<string> {
  const { columns, scope } = job.spec.query.selection;
  const delimiter = delimiters[job.spec.columnDelimiter];
  const lineEnd = lineEndings[job.spec.lineEnding];
  const { table } = scope;
  const yieldTurn = createYieldTurn();
  yield columns.map(({ name }) => quote(name)).join(delimiter) + lineEnd;
  for (let at = start; at < end; at += rowsPerPiece) {
    let lines = '';
    for (const row of job.rows.slice(at, Math.min(at + rowsPerPiece, end))) {
      const isThere = table.numberOf(table.idOf(row)) >= 0;
      lines += columns.map(({ read }) => (isThere ? cell(read(row)) : '""')).join(delimiter) + lineEnd;
    }
    yield lines;
    await yieldTurn();
  }
}

function cell(value: Value): string {
  return value === null ? '""' : quote(String(value));
}
