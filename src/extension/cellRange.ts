// Finds a cell of a CSV in the text of an editor.

export interface CellOfRow {
  /** On which the row begins, from 0. */
  readonly line: number;
  /** Of the cell in the row, from 0. */
  readonly index: number;
  readonly delimiter: string;
}

/** Line and character, both from 0. */
type Place = readonly [number, number];

/** A row of more lines is not searched to its end. */
const maxLines = 1000;

/** The cell with its quotes; undefined when the row has no such cell. `lineAt` gives undefined after the last line. */
export function cellRange(
  lineAt: (line: number) => string | undefined,
  { line, index, delimiter }: CellOfRow,
): readonly [Place, Place] | undefined {
  let left = index;
  let isQuoted = false;
  let start: Place = [line, 0];
  for (let at = line; at < line + maxLines; at++) {
    const text = lineAt(at);
    if (text === undefined) return undefined;
    for (let i = 0; i < text.length; i++) {
      if (text[i] === '"') isQuoted = !isQuoted;
      else if (text[i] === delimiter && !isQuoted) {
        if (left === 0) return [start, [at, i]];
        left--;
        start = [at, i + 1];
      }
    }
    if (!isQuoted) return left === 0 ? [start, [at, text.length]] : undefined;
  }
  return undefined;
}
