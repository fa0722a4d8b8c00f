// Rows of a job as tab-separated text, which spreadsheets paste from the clipboard. Reads the rows page by page.
import { csvLine, type Jobs, type RowFailure } from '../../../core/core';
import { lineText, type RowChoice } from './loadRowsTable';

const pageRows = 1000;

/** A header line, then the rows: the line in the source file, Salesforce's result, and the source columns. */
export async function rowsText(
  jobs: Pick<Jobs, 'rows'>,
  request: { readonly jobId: string; readonly filter: RowChoice },
  signal: AbortSignal,
): Promise<string> {
  const isFailed = request.filter.list === 'failed';
  const lines: string[] = [];
  for (let offset = 0; ; offset += pageRows) {
    const page = await jobs.rows(request.jobId, { ...request.filter, offset, limit: pageRows }, signal);
    if (offset === 0) lines.push(toLine([...resultColumns.slice(0, isFailed ? undefined : 2), ...page.columns]));
    for (const row of page.rows) lines.push(toLine([...resultCells(row, isFailed), ...row.values]));
    if (page.rows.length === 0 || offset + page.rows.length >= page.total) return lines.join('');
  }
}

const resultColumns = ['Line', 'Record ID', 'Error', 'Message', 'Fields'];

const resultCells = (row: RowFailure, isFailed: boolean): readonly string[] => {
  const { recordId, code, message, fields } = row;
  const lead = [lineText(row), recordId];
  return isFailed ? [...lead, code, message, fields.join(', ')] : lead;
};

const toLine = (cells: readonly string[]): string => csvLine(cells, { delimiter: '\t' });
