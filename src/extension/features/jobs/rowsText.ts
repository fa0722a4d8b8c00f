// Rows of a job as text: CSV for files, tab-separated for the clipboard and spreadsheets. Reads page by page.
import type { Jobs, RowFailure, RowQuery } from '../../../core/core';
import type { RowFilter } from '../../../shared/protocol/job';

const pageRows = 1000;

export type Shape = 'csv' | 'tabs';

/** Chunks of text with a header line first: the line in the source file, what Salesforce said, then the source columns. */
export async function* rowsText(
  jobs: Pick<Jobs, 'rows'>,
  ask: { readonly jobId: string; readonly filter: RowFilter; readonly shape: Shape },
  signal: AbortSignal,
): AsyncGenerator<string> {
  for (let offset = 0; ; offset += pageRows) {
    const query: RowQuery = { ...ask.filter, offset, limit: pageRows };
    const page = await jobs.rows(ask.jobId, query, signal);
    const told =
      ask.filter.list === 'failed' ? ['Line', 'Record ID', 'Error', 'Message', 'Fields'] : ['Line', 'Record ID'];
    if (offset === 0) yield toLine([...told, ...page.columns], ask.shape);
    yield page.rows.map((row) => toLine([...toldOf(row).slice(0, told.length), ...row.values], ask.shape)).join('');
    if (page.rows.length === 0 || offset + page.rows.length >= page.total) return;
  }
}

const toldOf = (row: RowFailure): readonly string[] => [
  String(row.line),
  row.recordId,
  row.code,
  row.message,
  row.fields.join(', '),
];

function toLine(cells: readonly string[], shape: Shape): string {
  const delimiter = shape === 'csv' ? ',' : '\t';
  return `${cells.map((cell) => quoted(cell, delimiter)).join(delimiter)}\n`;
}

const quoted = (cell: string, delimiter: string): string =>
  cell.includes(delimiter) || /["\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
