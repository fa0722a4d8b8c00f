// Finds where the header ends and where each chunk of rows begins and ends, without making a single string.
import type { Body } from './body';

/** A run of whole records, as byte positions in the body. */
export interface Chunk {
  readonly start: number;
  readonly end: number;
  readonly rows: number;
}

export interface Layout {
  /** End of the header record including its line break; 0 for an empty body. */
  readonly headerEnd: number;
  readonly chunks: readonly Chunk[];
  readonly rows: number;
  /** The body ends inside quotes. */
  readonly isTorn: boolean;
}

const QUOTE = 34;
const LF = 10;
const CR = 13;

type State = 'cellStart' | 'plain' | 'quoted' | 'quoteSeen';

/** Feed it the body piece by piece, then ask for the layout. Records without any character are not rows. */
export class Scanner {
  private state: State = 'cellStart';
  private position = 0;
  private recordStart = 0;
  private previous = -1;
  private headerEnd = -1;
  private chunkStart = 0;
  private chunkRows = 0;
  private rows = 0;
  private readonly chunks: Chunk[] = [];

  constructor(
    private readonly delimiter: number,
    private readonly rowsPerChunk: number,
  ) {}

  feed(piece: Buffer): void {
    const { delimiter } = this;
    let { state } = this;
    for (let i = 0; i < piece.length; i++) {
      if (state === 'quoted') {
        const quote = piece.indexOf(QUOTE, i);
        if (quote < 0) break;
        i = quote;
        state = 'quoteSeen';
        continue;
      }
      const byte = piece[i];
      if (byte === LF) {
        const before = i > 0 ? piece[i - 1] : this.previous;
        const end = this.position + i;
        this.endRecord(before === CR ? end - 1 : end, end + 1);
        state = 'cellStart';
      } else if (byte === delimiter) state = 'cellStart';
      else if (byte === QUOTE && state !== 'plain') state = 'quoted';
      else state = 'plain';
    }
    this.state = state;
    this.position += piece.length;
    this.previous = piece[piece.length - 1] ?? this.previous;
  }

  finish(): Layout {
    const end = this.position;
    this.endRecord(end, end);
    if (this.chunkRows > 0) this.chunks.push({ start: this.chunkStart, end, rows: this.chunkRows });
    return {
      headerEnd: Math.max(this.headerEnd, 0),
      chunks: this.chunks,
      rows: this.rows,
      isTorn: this.state === 'quoted',
    };
  }

  private endRecord(contentEnd: number, nextStart: number): void {
    const isEmpty = contentEnd <= this.recordStart;
    this.recordStart = nextStart;
    if (isEmpty) return;
    if (this.headerEnd < 0) {
      this.headerEnd = nextStart;
      this.chunkStart = nextStart;
      return;
    }
    this.rows++;
    if (++this.chunkRows < this.rowsPerChunk) return;
    this.chunks.push({ start: this.chunkStart, end: nextStart, rows: this.chunkRows });
    this.chunkStart = nextStart;
    this.chunkRows = 0;
  }
}

/** Walks the body with a pause now and then, so that other requests get their turn. */
export async function scan(
  body: Body,
  options: {
    readonly delimiter: string;
    readonly rowsPerChunk: number;
    readonly breathe: () => Promise<void> | undefined;
  },
): Promise<Layout> {
  const scanner = new Scanner(options.delimiter.charCodeAt(0), options.rowsPerChunk);
  for (const piece of body.all) {
    scanner.feed(piece);
    await options.breathe();
  }
  return scanner.finish();
}
