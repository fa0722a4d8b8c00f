// The cells of one record in bytes: where they are, and the values of those that are needed.
import { cellEnd, cellText } from '../csv/csvCells';
import type { RowCells } from '../mapping/mapping';

/** One character for each byte; those of ASCII are the same. */
const decoder = new TextDecoder('windows-1252');

export class RecordCells implements RowCells {
  /** Where each cell begins; a cell ends one byte before the next. */
  readonly starts: Uint32Array;
  readonly #lastCell: number;
  readonly #delimiter: number;
  #bytes: Uint8Array = new Uint8Array();
  /** One character for each byte; undefined until it is needed. */
  #text: string | undefined;

  /** `lastCell` is the last one whose end is found. */
  constructor(columnCount: number, lastCell: number, delimiter: number) {
    this.starts = new Uint32Array(columnCount + 1);
    this.#lastCell = lastCell;
    this.#delimiter = delimiter;
  }

  /** The bytes of the next records. */
  open(bytes: Uint8Array): void {
    this.#bytes = bytes;
    this.#text = undefined;
  }

  /** A record's content from `start` to `end`. */
  find(start: number, end: number): void {
    const { starts } = this;
    starts[0] = start;
    for (let at = 0; at <= this.#lastCell; at++)
      starts[at + 1] = cellEnd(this.#bytes, starts[at] as number, end, this.#delimiter) + 1;
  }

  cell = (at: number): string => {
    const bytes = this.#bytes;
    const start = this.starts[at] as number;
    const end = (this.starts[at + 1] as number) - 1;
    if (bytes[start] === quote) return cellText(bytes, start, end);
    for (let i = start; i < end; i++) if ((bytes[i] as number) >= 0x80) return cellText(bytes, start, end);
    // Decoding many records at once is much faster than each cell.
    this.#text ??= decoder.decode(bytes);
    return this.#text.slice(start, end);
  };
}

const quote = 0x22;
