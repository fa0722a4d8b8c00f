// The cells of blocks that may overlap, as rows for the clipboard.
import type { Block } from './selection';

/** Rows `first` to `last`, all with the same columns, from left to right. */
export interface SelectedCells {
  readonly first: number;
  readonly last: number;
  readonly columns: readonly number[];
}

/** Each row once, from top to bottom, with every column that a block has of it. Blocks of the header have no rows. */
export function selectedCells(blocks: readonly Block[]): readonly SelectedCells[] {
  const bodies = blocks.filter(({ bottom }) => bottom >= 0).map((block) => ({ ...block, top: Math.max(0, block.top) }));
  const edges = new Set(bodies.flatMap(({ top, bottom }) => [top, bottom + 1]));
  const starts = [...edges].sort((a, b) => a - b);
  return starts.flatMap((first, at) => {
    const here = bodies.filter(({ top, bottom }) => top <= first && first <= bottom);
    const next = starts[at + 1];
    return next === undefined || here.length === 0 ? [] : [{ first, last: next - 1, columns: columnsOf(here) }];
  });
}

function columnsOf(blocks: readonly Block[]): readonly number[] {
  const columns = blocks.flatMap(({ left, right }) => Array.from({ length: right - left + 1 }, (_, at) => left + at));
  return [...new Set(columns)].sort((a, b) => a - b);
}
