// Counts the cells whose whole value is `#N/A`, which clears a field, and notes where each column has the first.

export interface NaCount {
  readonly count: number;
  /** 1-based line of the first. */
  readonly line: number;
}

const quote = 0x22;
const sign = new TextEncoder().encode('#N/A');
/** A quoted cell with the carriage return that may follow it. */
const longest = sign.length + 3;

export class NaCells {
  /** By the number of the column, from 1. */
  readonly found = new Map<number, NaCount>();
  /** What earlier chunks have of the cell that is open. */
  #begun: Uint8Array = new Uint8Array();

  /** A cell of the chunk; `start` is negative when it began in an earlier one. */
  isOne(chunk: Uint8Array, start: number, end: number): boolean {
    const size = end - start;
    if (size !== sign.length && size !== sign.length + 2) return false;
    const isQuoted = size > sign.length;
    // Nearly all other cells end here, so that they cost nothing more.
    if (start >= 0 && chunk[isQuoted ? start + 1 : start] !== sign[0]) return false;
    const cell =
      start < 0 ? Uint8Array.of(...this.#begun, ...chunk.subarray(0, Math.max(0, end))) : chunk.subarray(start);
    if (isQuoted && (cell[0] !== quote || cell[size - 1] !== quote)) return false;
    return sign.every((byte, index) => cell[index + (isQuoted ? 1 : 0)] === byte);
  }

  add(column: number, line: number): void {
    const before = this.found.get(column) ?? { count: 0, line };
    this.found.set(column, { count: before.count + 1, line: before.line });
  }

  /** After a chunk, whose last cell began at `start`. */
  keep(chunk: Uint8Array, start: number): void {
    if (chunk.length - start > longest) this.#begun = new Uint8Array();
    else this.#begun = start < 0 ? Uint8Array.of(...this.#begun, ...chunk) : chunk.slice(start);
  }
}
