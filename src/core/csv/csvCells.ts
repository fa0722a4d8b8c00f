// Finds the cells of one whole record in bytes and decodes only those that are needed. Bytes must be UTF-8.

const quote = 0x22;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** The end of the record's content: before its terminator. */
export function contentEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = end;
  if (at > start && bytes[at - 1] === lineFeed) {
    at--;
    if (at > start && bytes[at - 1] === carriageReturn) at--;
  }
  return at;
}

/** The index of the delimiter after the cell that begins at `start`, or `end`, the end of the record's content. */
export function cellEnd(bytes: Uint8Array, start: number, end: number, delimiter: number): number {
  let at = start;
  if (at < end && bytes[at] === quote) {
    at++;
    while (at < end) {
      if (bytes[at] !== quote) at++;
      else if (at + 1 < end && bytes[at + 1] === quote) at += 2;
      else break;
    }
  }
  while (at < end && bytes[at] !== delimiter) at++;
  return at;
}

/** The value of the cell between two delimiters: without its quotes, doubled quotes undone, otherwise untouched. */
export function cellText(bytes: Uint8Array, start: number, end: number): string {
  if (end - start < 2 || bytes[start] !== quote) return decoder.decode(bytes.subarray(start, end));
  const inner = decoder.decode(bytes.subarray(start + 1, end - 1));
  return inner.includes('"') ? inner.replaceAll('""', '"') : inner;
}

/** All values of a record whose content is `start` to `end`. */
export function readCells(bytes: Uint8Array, start: number, end: number, delimiter: number): string[] {
  const values: string[] = [];
  let at = start;
  for (;;) {
    const next = cellEnd(bytes, at, end, delimiter);
    values.push(cellText(bytes, at, next));
    if (next >= end) return values;
    at = next + 1;
  }
}
