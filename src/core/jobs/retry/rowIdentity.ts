// What tells a row of an attempt from its other rows: its key, or all its cells where it has none.
import { readCells } from '../../csv/csvCells';
import { requireUnchanged } from '../../results/changedFile';
import { leadingColumns, type RowList } from '../../results/layout';
import type { RowView } from '../../results/rowQuery';
import { eachEntry, eachRow, findRows } from '../../results/rowSource';
import type { Files, Sha256 } from '../../ports';
import { withLf } from './lineBreaks';

/** Where the compared columns and the key are in the cells of a row. */
export interface Places {
  readonly compared: readonly number[];
  /** -1 for rows without a key. */
  readonly key: number;
}

/** `key`: the field that finds the records; undefined for inserts. */
export const placesOf = (compared: readonly string[], key: string | undefined, columns: readonly string[]): Places => ({
  compared: compared.map((name) => placeOf(name, columns)),
  key: key !== undefined && placeOf(key, compared) >= 0 ? placeOf(key, columns) : -1,
});

/** Names of fields are compared without regard to case. */
export const placeOf = (name: string, columns: readonly string[]): number =>
  columns.findIndex((column) => column.toLowerCase() === name.toLowerCase());

export function identityOf(cells: readonly string[], { compared, key }: Places): string {
  const value = cells[key];
  return value ? `key ${value}` : JSON.stringify(compared.map((at) => withLf(cells[at] ?? '')));
}

export interface SentRows {
  readonly files: Files;
  readonly sha256: () => Sha256;
  readonly view: RowView;
  readonly list: RowList;
}

/**
 * Visits the rows of a list with their lines, as in the index, and their cells. Throws `job.resultFileChanged`.
 */
export async function eachSentRow(
  { files, sha256, view, list }: SentRows,
  visit: (line: number, cells: readonly string[]) => void,
  signal: AbortSignal,
): Promise<void> {
  const source = await findRows(files, view, list);
  await requireUnchanged(source, sha256);
  const delimiter = view.delimiter.charCodeAt(0);
  const leading = leadingColumns[list].length;
  const pause = (): Promise<void> => {
    signal.throwIfAborted();
    return Promise.resolve();
  };
  for (const segment of source.segments) {
    const lines = new Uint32Array(segment.rows);
    await eachEntry(source, segment, (row, { line }) => (lines[row - segment.firstRow] = line));
    await eachRow(source, segment, pause, (row, bytes, start, end) => {
      visit(lines[row - segment.firstRow] as number, readCells(bytes, start, end, delimiter).slice(leading));
    });
  }
}
