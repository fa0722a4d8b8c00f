// The results of a query job as CSV pages: locators, one header a page, every value in quotes (facts §5).
import type { Value } from '../../data/schema';
import { refuse } from '../../http/http';
import { quote } from '../csv';
import { delimiters, lineEndings } from '../job';
import { createYieldTurn } from '../yieldTurn';
import type { QueryJob } from './job';

/** Rows written out before they are handed over. */
const rowsPerPiece = 500;

export interface Page {
  readonly start: number;
  readonly end: number;
  /** Where the next page starts; undefined after the last one. */
  readonly next: string | undefined;
}

/** Callers must not read anything into it. */
export function toLocator(job: QueryJob, offset: number): string {
  return Buffer.from(`0:0Ga${job.id.slice(3, 15)}:${offset}`).toString('base64url');
}

/** @param locator undefined for the first page; throws for one that this job never gave out */
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

/** Reads the records as they are now, as a page is asked for. */
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
