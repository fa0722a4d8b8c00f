// Finds the last rows of a file that was made longer or shorter: no unchanged row follows them and tells their lines.
import { readCells } from '../../csv/csvCells';
import { readAgain } from '../../load/load';
import type { LoadState } from '../../model/load';
import type { LoadFamily } from './loadFamily';
import type { FoundByLine } from './otherRows';

/** Each is compared with every row that follows, so of more rows none is found. */
const maxRows = 200;
const rowsPerCheck = 10_000;

/**
 * The rows that are more like what their line has now than any other row after `lastKept`: a row that was inserted
 * would have moved them.
 */
export async function likeNoOther(
  rows: readonly FoundByLine[],
  lastKept: number,
  { owner, family }: { readonly owner: LoadState; readonly family: LoadFamily },
  signal: AbortSignal,
): Promise<readonly FoundByLine[]> {
  const planned = family.state.plan;
  if (rows.length === 0 || rows.length > maxRows || !planned) return [];
  const now = await readAgain(owner, planned, family.files, signal);
  if (!now) return [];
  const delimiter = planned.dialect.delimiter.charCodeAt(0);
  const likely = new Set(rows.filter(({ cells, cellsNow }) => equalValues(cells, cellsNow) > 0));
  let count = 0;
  for await (const { line, bytes } of now) {
    if (count++ % rowsPerCheck === 0) signal.throwIfAborted();
    if (line <= lastKept) continue;
    const cells = readCells(bytes, 0, bytes.length, delimiter);
    for (const row of likely)
      if (row.line !== line && equalValues(row.cells, cells) >= equalValues(row.cells, row.cellsNow))
        likely.delete(row);
  }
  return [...likely];
}

/** How many cells have the same value; that both are empty says nothing. */
function equalValues(one: readonly string[], other: readonly string[]): number {
  let count = 0;
  for (let at = 0; at < one.length; at++) if (one[at] !== '' && one[at] === other[at]) count++;
  return count;
}
