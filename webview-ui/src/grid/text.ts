// How values look in a cell and on the clipboard.
import type { Cells } from './feed';

/** Longer values are cut in the cell; the details and the clipboard have the whole value. */
const maxShown = 300;

/** One line with visible line breaks and tabs. An empty value is marked by the cell's class, not by its text. */
export function shown(value: string): string {
  const cut = value.length > maxShown ? `${value.slice(0, maxShown)}…` : value;
  return /[\n\r\t]/.test(cut) ? cut.replace(/\r\n|\r|\n/g, '↵').replace(/\t/g, '⇥') : cut;
}

/** These columns, separated by tabs, as spreadsheets paste it: values with tabs, line breaks or quotes are quoted. */
export function toTsv(rows: readonly Cells[], columns: readonly number[]): string {
  const cell = (value: string): string => (/[\t\n\r"]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  return rows.map((row) => columns.map((column) => cell(row[column] ?? '')).join('\t')).join('\n');
}
