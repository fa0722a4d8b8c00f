// Which rows of an edited file are which rows of the file before: those that say the same, and between two such rows as
// many in the one as in the other, in their order. What is left was added, taken out or moved.

/** Rows by what they say. */
export type RowKeys = Float64Array;

/** For each row of `after` the place of its row in `before`, ascending; -1 for a row that has none. */
export function alignRows(before: RowKeys, after: RowKeys): Int32Array {
  const found = new Int32Array(after.length).fill(-1);
  let lastBefore = -1;
  let lastAfter = -1;
  for (const [from, to] of [...ascending(sameRows(before, after)), [before.length, after.length] as const]) {
    const between = to - lastAfter;
    if (from - lastBefore === between)
      for (let row = 1; row < between; row++) found[lastAfter + row] = lastBefore + row;
    if (to < after.length) found[to] = from;
    [lastBefore, lastAfter] = [from, to];
  }
  return found;
}

type Pair = readonly [from: number, to: number];

/** Rows whose content stands once before and once after, in the order after. */
function sameRows(before: RowKeys, after: RowKeys): readonly Pair[] {
  const left = places(before);
  const right = places(after);
  return Array.from(after).flatMap((key, to): readonly Pair[] => {
    const from = left.get(key) ?? twice;
    return from === twice || right.get(key) === twice ? [] : [[from, to]];
  });
}

const twice = -1;

function places(keys: RowKeys): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  keys.forEach((key, row) => found.set(key, found.has(key) ? twice : row));
  return found;
}

/** The most pairs whose places before ascend, too: a few rows that were moved must not cost all others their places. */
function ascending(pairs: readonly Pair[]): readonly Pair[] {
  /** Of the chains of each length the pair that ends lowest. */
  const ends: number[] = [];
  const previous = new Int32Array(pairs.length);
  pairs.forEach(([from], index) => {
    const length = lowerBound(ends, (end) => (pairs[end] as Pair)[0] < from);
    previous[index] = ends[length - 1] ?? -1;
    ends[length] = index;
  });
  const chain: Pair[] = [];
  for (let at = ends.at(-1) ?? -1; at >= 0; at = previous[at] as number) chain.push(pairs[at] as Pair);
  return chain.reverse();
}

function lowerBound(values: readonly number[], isBelow: (value: number) => boolean): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBelow(values[middle] as number)) low = middle + 1;
    else high = middle;
  }
  return low;
}
