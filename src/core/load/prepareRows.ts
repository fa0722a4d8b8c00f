// Decides how the rows of a file become the rows that are sent: every change of columns and cells on the way is
// listed here.
import { nullValue, type LoadSpec } from '../model/load';
import { isLineColumn } from '../results/layout';
import { isDeletion, sentColumns, type SentColumn } from './sentColumns';

export interface PreparedColumn extends SentColumn {
  /** What is sent for a blank cell. */
  readonly blank: string;
}

export interface PreparedRows {
  /** Columns of the file. */
  readonly columnCount: number;
  /** Columns that are sent, in the order of the file. */
  readonly columns: readonly PreparedColumn[];
  /** Of a retry: place of the column with the lines of the file that was loaded first; -1 when it was removed. */
  readonly lineColumn: number;
}

/** Undefined when rows are sent as they are; then bytes stay bytes. */
export function prepareRows(columns: readonly string[], spec: LoadSpec): PreparedRows | undefined {
  const clears = clearsBlanks(spec);
  const sent = sentColumns(columns, spec).map((column) => ({
    ...column,
    blank: clears(column.field) ? nullValue : '',
  }));
  const isUnchanged =
    sent.length === columns.length && sent.every(({ column, field, blank }) => column === field && blank === '');
  if (isUnchanged) return undefined;
  return {
    columnCount: columns.length,
    columns: sent,
    lineColumn: spec.retryOf ? columns.findIndex(isLineColumn) : -1,
  };
}

/**
 * Whether a blank cell of a field's column empties the field. Never in a column that finds the record: a missing key
 * must stay missing.
 */
function clearsBlanks({ blanks, operation, externalIdField }: LoadSpec): (field: string) => boolean {
  if (blanks !== 'clear' || isDeletion(operation)) return () => false;
  const keys = new Set(['id', externalIdField?.toLowerCase()]);
  return (field) => !keys.has(field.toLowerCase());
}
