// The columns of rewritten rows: pieces that are copied, and values that are made.
import type { Converted, RowCells } from '../mapping/mapping';
import type { PreparedColumn } from './prepareRows';

/** Neighboring columns that are copied in one piece, or one column whose blank cells are filled. */
export interface Span {
  readonly first: number;
  readonly last: number;
  /** Sent for a blank cell; empty: cells are sent as they are. */
  readonly blank: Uint8Array;
}

export interface MadeColumn {
  readonly value: (row: RowCells) => Converted;
  readonly blank: string;
  /** The last place that the value may need. */
  readonly last: number;
  /** For messages: the column of the file, or the field where there is none. */
  readonly column: string;
  readonly field: string;
  /** What the row has instead of a value that cannot be made: the cells as they are in the file. */
  readonly original: (row: RowCells) => string;
}

export function toSpans(columns: readonly PreparedColumn[], names: readonly string[]): readonly (Span | MadeColumn)[] {
  const spans: (Span | MadeColumn)[] = [];
  for (const { field, sources, blank, value } of columns) {
    const [at] = sources;
    const before = spans.at(-1);
    if (value || at === undefined) {
      const column = at === undefined ? field : (names[at] ?? field);
      const last = Math.max(-1, ...sources);
      spans.push({ value: value ?? (() => ''), blank, last, column, field, original: originalOf(sources) });
    } else if (before && !('value' in before) && blank === '' && before.blank.length === 0 && before.last === at - 1)
      spans[spans.length - 1] = { ...before, last: at };
    else spans.push({ first: at, last: at, blank: new TextEncoder().encode(blank) });
  }
  return spans;
}

const originalOf =
  (sources: readonly number[]) =>
  (row: RowCells): string =>
    sources
      .map((at) => row.cell(at))
      .filter((text) => text !== '')
      .join(' ');

/** The last cell whose end has to be found. A piece that ends with the row needs only its beginning. */
export const lastNeeded = (column: Span | MadeColumn, lastColumn: number): number =>
  'value' in column || column.last < lastColumn ? column.last : column.first - 1;
