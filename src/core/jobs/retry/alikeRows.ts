// Whether rows that were edited and moved at once can be told by their values: what is on the line of a row now is more
// like another row that was not saved.
import type { LoadState } from '../../model/load';
import { rowLists } from '../../results/layout';
import type { LoadFamily } from './loadFamily';
import type { FoundByLine } from './otherRows';
import { eachSentRow, placeOf } from './rowIdentity';

/** Lines that moved show in any of the rows, so it is enough to compare so many of them. */
const maxRows = 200;

/** `owner`: the attempt whose file has changed. Throws `job.*` when its rows cannot be read. */
export async function areLikeOthers(
  found: readonly FoundByLine[],
  owner: LoadState,
  family: LoadFamily,
  signal: AbortSignal,
): Promise<boolean> {
  const view = await family.viewOf(owner);
  const places = (family.state.plan?.columns ?? []).map((name) => placeOf(name, view.columns));
  const compared = found.map((row) => ({ ...row, kept: equalCells(row.cells, row.cellsNow) }));
  // Where only one cell has changed, no other row is more alike but one that is equal (otherRows.ts).
  const candidates = compared.filter(({ kept, cells }) => kept < cells.length - 1).slice(0, maxRows);
  let isLikeOther = false;
  const visit = (line: number, cells: readonly string[]): void => {
    const ordered = places.map((at) => cells[at] ?? '');
    isLikeOther ||= candidates.some((row) => row.line !== line && equalCells(ordered, row.cellsNow) > row.kept);
  };
  for (const list of candidates.length > 0 ? rowLists : [])
    if (list !== 'succeeded') await eachSentRow({ ...family, view, list }, visit, signal);
  return isLikeOther;
}

/** How many cells are the same. */
function equalCells(one: readonly string[], other: readonly string[]): number {
  let count = 0;
  for (let at = 0; at < one.length; at++) if (one[at] === other[at]) count++;
  return count;
}
