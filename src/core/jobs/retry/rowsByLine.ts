// Finds rows of a list by their lines in the file that was loaded first, and notes which were found.
import { sourceLineOf } from '../../results/layout';
import { eachEntry, type RowSource } from '../../results/rowSource';

export class RowsByLine {
  /** Ascending, as in the index. Rows without a line are left out. */
  readonly #lines: Uint32Array;
  readonly #rows: Uint32Array;
  readonly #isWanted: Uint8Array;
  readonly #isFound: Uint8Array;

  private constructor(lines: Uint32Array, rows: Uint32Array, isWanted: Uint8Array) {
    this.#lines = lines;
    this.#rows = rows;
    this.#isWanted = isWanted;
    this.#isFound = new Uint8Array(isWanted.length);
  }

  /** `wanted`: numbers of rows. Needs ten bytes for each row of the list. */
  static async of(source: RowSource, wanted: Uint32Array): Promise<RowsByLine> {
    const isWanted = new Uint8Array(source.total);
    for (const row of wanted) isWanted[row] = 1;
    const lines = new Uint32Array(source.total);
    const rows = new Uint32Array(source.total);
    let size = 0;
    for (const segment of source.segments)
      await eachEntry(source, segment, (row, entry) => {
        const line = sourceLineOf(entry.line);
        if (line === 0) return;
        lines[size] = line;
        rows[size++] = row;
      });
    return new RowsByLine(lines.subarray(0, size), rows.subarray(0, size), isWanted);
  }

  /** Looks a row up; each can be taken once. */
  take(line: number): 'wanted' | 'unwanted' | 'twice' | 'none' {
    const first = this.#firstAt(line);
    if (line === 0 || this.#lines[first] !== line) return 'none';
    let at = first;
    while (this.#lines[at] === line && this.#isFound[this.#rows[at] as number] === 1) at++;
    if (this.#lines[at] !== line) return 'twice';
    const row = this.#rows[at] as number;
    this.#isFound[row] = 1;
    return this.#isWanted[row] === 0 ? 'unwanted' : 'wanted';
  }

  #firstAt(line: number): number {
    let low = 0;
    let high = this.#lines.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#lines[middle] as number) < line) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The numbers of the wanted rows that were found, in ascending order. */
  sent(): Uint32Array {
    return Uint32Array.from(this.#isWanted.keys()).filter((row) => this.#isSent(row));
  }

  /** Their lines. */
  sentLines(): Uint32Array {
    return this.#lines.filter((_, at) => this.#isSent(this.#rows[at] as number));
  }

  #isSent(row: number): boolean {
    return this.#isWanted[row] === 1 && this.#isFound[row] === 1;
  }
}
