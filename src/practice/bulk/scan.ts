// Finds the end of the header and the start and end of each chunk of rows, without creating strings.
import type { Body } from './body';

/** A range of complete records, as byte positions in the body. */
export interface Chunk {
  readonly start: number;
  readonly end: number;
  readonly rows: number;
}

export interface Layout {
  /** The end of the header record with its line break; 0 for an empty body. */
  readonly headerEnd: number;
  readonly chunks: readonly Chunk[];
  readonly rows: number;
  /** The body ends inside quotes. */
  readonly endsInQuotes: boolean;
}

const quoteByte = 34;
const lfByte = 10;
const crByte = 13;

type State = 'cellStart' | 'plain' | 'quoted' | 'quoteSeen';

/** Pass the body to `feed` piece by piece, then call `finish`. Blank records are not rows. */
export class Scanner {
  readonly #delimiter: number;
  readonly #rowsPerChunk: number;
  #state: State = 'cellStart';
  #position = 0;
  #recordStart = 0;
  #previous = -1;
  #headerEnd = -1;
  #chunkStart = 0;
  #chunkRows = 0;
  #rows = 0;
  readonly #chunks: Chunk[] = [];

  constructor(delimiter: number, rowsPerChunk: number) {
    this.#delimiter = delimiter;
    this.#rowsPerChunk = rowsPerChunk;
  }

  feed(piece: Buffer): void {
    const delimiter = this.#delimiter;
    let state = this.#state;
    for (let i = 0; i < piece.length; i++) {
      if (state === 'quoted') {
        const quote = piece.indexOf(quoteByte, i);
        if (quote < 0) break;
        i = quote;
        state = 'quoteSeen';
        continue;
      }
      const byte = piece[i];
      if (byte === lfByte) {
        const before = i > 0 ? piece[i - 1] : this.#previous;
        const end = this.#position + i;
        this.#endRecord(before === crByte ? end - 1 : end, end + 1);
        state = 'cellStart';
      } else if (byte === delimiter) state = 'cellStart';
      else if (byte === quoteByte && state !== 'plain') state = 'quoted';
      else state = 'plain';
    }
    this.#state = state;
    this.#position += piece.length;
    this.#previous = piece[piece.length - 1] ?? this.#previous;
  }

  finish(): Layout {
    const end = this.#position;
    this.#endRecord(end, end);
    if (this.#chunkRows > 0) this.#chunks.push({ start: this.#chunkStart, end, rows: this.#chunkRows });
    return {
      headerEnd: Math.max(this.#headerEnd, 0),
      chunks: this.#chunks,
      rows: this.#rows,
      endsInQuotes: this.#state === 'quoted',
    };
  }

  #endRecord(contentEnd: number, nextStart: number): void {
    const isEmpty = contentEnd <= this.#recordStart;
    this.#recordStart = nextStart;
    if (isEmpty) return;
    if (this.#headerEnd < 0) {
      this.#headerEnd = nextStart;
      this.#chunkStart = nextStart;
      return;
    }
    this.#rows++;
    if (++this.#chunkRows < this.#rowsPerChunk) return;
    this.#chunks.push({ start: this.#chunkStart, end: nextStart, rows: this.#chunkRows });
    this.#chunkStart = nextStart;
    this.#chunkRows = 0;
  }
}

/** Scans the body and regularly yields to other requests. */
export async function scan(
  body: Body,
  options: {
    readonly delimiter: string;
    readonly rowsPerChunk: number;
    readonly yieldTurn: () => Promise<void> | undefined;
  },
): Promise<Layout> {
  const scanner = new Scanner(options.delimiter.charCodeAt(0), options.rowsPerChunk);
  for (const piece of body.all) {
    scanner.feed(piece);
    await options.yieldTurn();
  }
  return scanner.finish();
}
