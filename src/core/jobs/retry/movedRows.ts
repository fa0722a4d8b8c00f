// Which lines of its file still have the rows that a load has sent, and whether such a row is on another line now.
import { readCells } from '../../csv/csvCells';
import { readAgain } from '../../load/load';
import type { LoadState } from '../../model/load';
import { rowLists, sourceLineOf } from '../../results/layout';
import type { LoadFamily } from './loadFamily';
import { eachSentRow, identityOf, placeOf, placesOf, type Places, type SentRows } from './rowIdentity';

/** What so many rows are known by is held in memory; of more rows, so many in equal distances. */
const maxRows = 100_000;
const rowsPerCheck = 10_000;

export interface LinesNow {
  readonly hasMoved: boolean;
  /** The last line that has the row that it had. As long as none has moved, no row was inserted before it. */
  readonly lastKept: number;
}

/** `owner`: the attempt whose file has changed. Throws `job.*` when its rows cannot be read. */
export async function linesNow(owner: LoadState, family: LoadFamily, signal: AbortSignal): Promise<LinesNow> {
  const { files, key, state, viewOf } = family;
  const planned = state.plan;
  const rows = planned && (await readAgain(owner, planned, files, signal));
  if (!rows) return { hasMoved: true, lastKept: 0 };
  const view = await viewOf(owner);
  const shared = planned.columns.filter((name) => placeOf(name, view.columns) >= 0);
  const linesOf = await readLines(owner, { ...family, view, places: placesOf(shared, key, view.columns) }, signal);
  const elsewhere = new Set<string>();
  const delimiter = planned.dialect.delimiter.charCodeAt(0);
  const places = placesOf(shared, key, planned.columns);
  let lastKept = 0;
  let count = 0;
  for await (const { line, bytes } of rows) {
    if (count++ % rowsPerCheck === 0) signal.throwIfAborted();
    const identity = identityOf(readCells(bytes, 0, bytes.length, delimiter), places);
    const lines = linesOf.get(identity);
    if (lines?.delete(line)) lastKept = Math.max(lastKept, sourceLineOf(line));
    else if (lines) elsewhere.add(identity);
  }
  return { hasMoved: [...elsewhere].some((identity) => (linesOf.get(identity)?.size ?? 0) > 0), lastKept };
}

/** The lines that rows had, by what the rows are known by. */
async function readLines(
  { plan }: LoadState,
  { places, ...rows }: Omit<SentRows, 'list'> & { readonly places: Places },
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Set<number>>> {
  const linesOf = new Map<string, Set<number>>();
  const step = Math.ceil((plan?.records ?? 1) / maxRows);
  let count = 0;
  const add = (line: number, cells: readonly string[]): void => {
    if (line === 0 || count++ % step !== 0) return;
    const identity = identityOf(cells, places);
    const lines = linesOf.get(identity);
    if (lines) lines.add(line);
    else linesOf.set(identity, new Set([line]));
  };
  for (const list of rowLists) await eachSentRow({ ...rows, list }, add, signal);
  return linesOf;
}
