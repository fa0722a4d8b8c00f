// The rows of one list of one attempt, without those that a later attempt took, in the order of their lines: read piece by
// piece, so that millions of rows need no more memory than thousands.
import { joined } from '../../csv/csvScan';
import { entryBytes, readEntry, wholeEntries, type IndexEntry, type RowList } from '../../results/layout';
import type { Files } from '../../ports';
import type { RowSegment, RowSource } from '../../results/rowSource';

export interface CursorRow {
  readonly entry: IndexEntry;
  /** Where its bytes are. */
  readonly csv: string;
}

export interface RowCursorSpec {
  readonly source: RowSource;
  /** Sidecars with the numbers of rows that others took, each in ascending order. */
  readonly takenFiles: readonly string[];
  /** False: the rows have no place among the lines, and come last. */
  readonly knowsLines: boolean;
}

export class RowCursor {
  readonly list: RowList;
  /** Of the next row; a row that was not found in its file goes with the one before. Infinity: without a place. */
  line = 0;
  readonly #pieces: AsyncGenerator<Piece>;
  readonly #taken: readonly NumberFile[];
  #piece: Piece | undefined;
  /** Places of the piece's rows that nobody took. */
  #left: readonly number[] = [];
  #at = 0;

  constructor(spec: RowCursorSpec) {
    this.list = spec.source.list;
    this.#pieces = piecesOf(spec.source);
    this.#taken = spec.takenFiles.map((path) => new NumberFile(path, spec.source.files));
    if (!spec.knowsLines) this.line = Infinity;
  }

  /** Goes to the next row; false behind the last one. */
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

  /** Whether the next row can be had without waiting. */
  get isNear(): boolean {
    return this.#at + 1 < this.#left.length;
  }

  /** As `advance`, where `isNear`. */
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
    for await (const bytes of wholeEntries(files.read(segment.index, { start: 0, lent: true }))) {
      yield { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), segment, firstRow };
      firstRow += bytes.length / entryBytes;
    }
  }
}

/** A sidecar that is read along with the rows it speaks of. */
class NumberFile {
  readonly #chunks: AsyncIterator<Uint8Array>;
  /** Bytes that were read and not looked at. */
  #rest: Uint8Array = new Uint8Array();

  constructor(path: string, files: Files) {
    this.#chunks = files.read(path)[Symbol.asyncIterator]();
  }

  /** Sets those of the numbers that are among the rows from `firstRow` on; must be asked for in their order. */
  async mark(rows: Uint8Array, firstRow: number): Promise<void> {
    for (;;) {
      const view = new DataView(this.#rest.buffer, this.#rest.byteOffset, this.#rest.byteLength);
      let at = 0;
      for (; at + 4 <= view.byteLength; at += 4) {
        const place = view.getUint32(at, true) - firstRow;
        if (place >= rows.length) break;
        rows[place] = 1;
      }
      const isBehind = at + 4 <= view.byteLength;
      this.#rest = this.#rest.subarray(at);
      if (isBehind) return;
      const next = await this.#chunks.next();
      if (next.done) return;
      this.#rest = joined([this.#rest, next.value].filter(({ length }) => length > 0));
    }
  }

  async close(): Promise<void> {
    await this.#chunks.return?.();
  }
}
