// How values look in a cell and in the clipboard.
import type { Cells } from './feed';

/** Longer values are cut in the cell; the details strip and the clipboard have all of it. */
const longestShown = 300;

/** One line with visible line breaks and tabs. An empty value is marked by the cell's class, not by its text. */
export function shown(value: string): string {
  const cut = value.length > longestShown ? `${value.slice(0, longestShown)}…` : value;
  return /[\n\r\t]/.test(cut) ? cut.replace(/\r\n|\r|\n/g, '↵').replace(/\t/g, '⇥') : cut;
}

/** Tab separated, as spreadsheets paste it: values with tabs, line breaks or quotes are quoted. */
export function toTsv(rows: readonly Cells[], left: number, right: number): string {
  const cell = (value: string): string => (/[\t\n\r"]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  return rows
    .map((row) =>
      row
        .slice(left, right + 1)
        .map((v) => cell(v ?? ''))
        .join('\t'),
    )
    .join('\n');
}
