// Reads the rows of one list of one attempt in the order of their lines, without the rows that later attempts took.
// Reads piece by piece, so that millions of rows need no more memory than thousands.
import { joined } from '../../csv/csvScan';
import { entryBytes, readEntry, type IndexEntry, type RowList } from '../../results/layout';
import type { Files } from '../../ports';
import { readIndex, type RowSegment, type RowSource } from '../../results/rowSource';

export interface CursorRow {
  readonly entry: IndexEntry;
  /** Where its bytes are. */
  readonly csv: string;
}

export interface RowCursorSpec {
  readonly source: RowSource;
  /** Files with the numbers of rows that other attempts took, each in ascending order (RetryOf.rowsFile). */
  readonly takenFiles: readonly string[];
  /** False: the lines are those of another file, so the rows come last. */
  readonly knowsLines: boolean;
}

export class RowCursor {
  readonly list: RowList;
  /**
   * Line of the present row. A row that was not found in its file has that of the row before: rows on lines 5, 0 and 9
   * come at 5, 5 and 9. Infinity for all rows when the lines are those of another file.
   */
  line = 0;
  readonly #pieces: AsyncGenerator<Piece>;
  readonly #taken: readonly NumberFile[];
  #piece: Piece | undefined;
  /** Places of the piece's rows that no other attempt took. */
  #left: readonly number[] = [];
  #at = 0;

  constructor(spec: RowCursorSpec) {
    this.list = spec.source.list;
    this.#pieces = piecesOf(spec.source);
    this.#taken = spec.takenFiles.map((path) => new NumberFile(path, spec.source.files));
    if (!spec.knowsLines) this.line = Infinity;
  }

  /** Moves to the next row; false after the last one. */
  async advance(): Promise<boolean> {
    this.#at++;
    while (this.#at >= this.#left.length) {
      const next = await this.#pieces.next();
      if (next.done) return false;
      await this.#open(next.value);
    }
    this.line = Math.max(this.line, this.row().entry.line);
    return true;
  }

  /** Whether the next row is in memory. */
  get isNear(): boolean {
    return this.#at + 1 < this.#left.length;
  }

  /** Like `advance`, for a row that is in memory. */
  step(): void {
    this.#at++;
    this.line = Math.max(this.line, this.row().entry.line);
  }

  row(): CursorRow {
    const { view, segment } = this.#piece as Piece;
    return { entry: readEntry(view, (this.#left[this.#at] as number) * entryBytes), csv: segment.csv };
  }

  async #open(piece: Piece): Promise<void> {
    const rows = piece.view.byteLength / entryBytes;
    const taken = new Uint8Array(rows);
    for (const numbers of this.#taken) await numbers.mark(taken, piece.firstRow);
    this.#piece = piece;
    this.#left = Array.from(taken.keys()).filter((place) => taken[place] === 0);
    this.#at = 0;
  }

  /** Safe at any time. */
  async close(): Promise<void> {
    await Promise.all([this.#pieces.return(undefined), ...this.#taken.map((numbers) => numbers.close())]);
  }
}

interface Piece {
  readonly view: DataView;
  readonly segment: RowSegment;
  readonly firstRow: number;
}

async function* piecesOf({ files, segments }: RowSource): AsyncGenerator<Piece> {
  for (const segment of segments) {
    let { firstRow } = segment;
    for await (const bytes of readIndex(files, segment)) {
      yield { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), segment, firstRow };
      firstRow += bytes.length / entryBytes;
    }
  }
}

/** Reads a file of row numbers along with the rows. */
class NumberFile {
  readonly #chunks: AsyncIterator<Uint8Array>;
  /** Bytes that were read and not used yet. */
  #rest: Uint8Array = new Uint8Array();

  constructor(path: string, files: Files) {
    this.#chunks = files.read(path)[Symbol.asyncIterator]();
  }

  /** Marks the rows, from `firstRow` on, whose numbers are in the file. Call it in the order of the rows. */
  async mark(rows: Uint8Array, firstRow: number): Promise<void> {
    for (;;) {
      const view = new DataView(this.#rest.buffer, this.#rest.byteOffset, this.#rest.byteLength);
      let at = 0;
      for (; at + 4 <= view.byteLength; at += 4) {
        const place = view.getUint32(at, true) - firstRow;
        if (place >= rows.length) break;
        rows[place] = 1;
      }
      const isAfter = at + 4 <= view.byteLength;
      this.#rest = this.#rest.subarray(at);
      if (isAfter) return;
      const next = await this.#chunks.next();
      if (next.done) return;
      this.#rest = joined([this.#rest, next.value].filter(({ length }) => length > 0));
    }
  }

  async close(): Promise<void> {
    await this.#chunks.return?.();
  }
}
