// What a person may have changed in a retry file without meaning to: its delimiter, and the name of its first column.
import { readCells } from '../csv/csvCells';
import { detectDialect } from '../csv/csvDetect';
import { contentStart, createTranscoder } from '../csv/csvEncoding';
import { SalesforceError } from '../errors/salesforceError';
import type { CsvDialect, LoadSpec } from '../model/load';
import { isLineColumn, isResultColumn } from '../results/layout';

/** As `detectDialect`. A retry file has the delimiter of its load, unless it was saved with another one. */
export function detectRetryDialect(head: Uint8Array, { file, dialect: forced, retryOf }: LoadSpec): CsvDialect {
  const dialect = detectDialect(head, file, forced);
  if (!retryOf || namesLines(head, file, dialect)) return dialect;
  const { delimiter: _, ...others } = forced ?? {};
  const detected = detectDialect(head, file, others);
  return namesLines(head, file, detected) || namesOf(head, file, dialect).length === 1 ? detected : dialect;
}

const namesLines = (head: Uint8Array, file: string, dialect: CsvDialect): boolean =>
  namesOf(head, file, dialect).some(isLineColumn);

/** The names in the first line. */
function namesOf(head: Uint8Array, file: string, dialect: CsvDialect): readonly string[] {
  const text = createTranscoder(dialect, file).push(head.subarray(contentStart(dialect)));
  const end = text.findIndex((byte) => byte === 0x0a || byte === 0x0d);
  return readCells(text, 0, end < 0 ? text.length : end, dialect.delimiter.charCodeAt(0));
}

/**
 * Throws `input.renamedLines` when a column that was not offered is in the place of that of the lines: under another
 * name it would be sent.
 */
export function checkLineColumn(columns: readonly string[], { file, retryOf, mapping }: LoadSpec): void {
  const [column = ''] = columns;
  if (!retryOf?.columns || mapping || columns.some(isLineColumn) || isResultColumn(column)) return;
  const offered = new Set(retryOf.columns.map((name) => name.toLowerCase()));
  if (!offered.has(column.trim().toLowerCase())) throw new SalesforceError('input.renamedLines', { file, column });
}
