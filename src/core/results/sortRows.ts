// Sorts row numbers in small steps, so that a million rows never hold up the program.

const runLength = 16;
const stepsBetweenPauses = 16_384;

/**
 * In place and stable: rows that compare as equal keep their order. `pause` is called often and may let other work run.
 */
export async function sortRows(
  rows: Uint32Array,
  compare: (a: number, b: number) => number,
  pause: () => Promise<void>,
): Promise<void> {
  for (let start = 0; start < rows.length; start += runLength) {
    insertionSort(rows, start, Math.min(start + runLength, rows.length), compare);
    if (start % stepsBetweenPauses === 0) await pause();
  }
  let from = rows;
  let to: Uint32Array = new Uint32Array(rows.length);
  for (let width = runLength; width < rows.length; width *= 2) {
    await mergePass({ from, to, width, compare, pause });
    [from, to] = [to, from];
  }
  if (from !== rows) rows.set(from);
}

function insertionSort(rows: Uint32Array, start: number, end: number, compare: (a: number, b: number) => number): void {
  for (let i = start + 1; i < end; i++) {
    const row = rows[i] as number;
    let at = i;
    while (at > start && compare(rows[at - 1] as number, row) > 0) {
      rows[at] = rows[at - 1] as number;
      at--;
    }
    rows[at] = row;
  }
}

interface Pass {
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  readonly width: number;
  readonly compare: (a: number, b: number) => number;
  readonly pause: () => Promise<void>;
}

/** Merges neighboring runs of `width` into runs twice as long. */
async function mergePass({ from, to, width, compare, pause }: Pass): Promise<void> {
  const { length } = from;
  for (let start = 0; start < length; start += 2 * width) {
    const middle = Math.min(start + width, length);
    const end = Math.min(start + 2 * width, length);
    let left = start;
    let right = middle;
    for (let out = start; out < end;) {
      const stop = Math.min(end, out + stepsBetweenPauses);
      for (; out < stop; out++) {
        const takesLeft = left < middle && (right >= end || compare(from[left] as number, from[right] as number) <= 0);
        to[out] = (takesLeft ? from[left++] : from[right++]) as number;
      }
      if (stop % stepsBetweenPauses === 0 || stop === length) await pause();
    }
  }
}
