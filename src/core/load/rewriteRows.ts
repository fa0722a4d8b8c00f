// Rewrites rows on their way into the copy that is sent: leaves out and renames columns, fills blank cells, and notes
// the source line of each row. Cells keep their bytes, so no value is read or changed.
import { cellEnd, contentEnd } from '../csv/csvCells';
import { csvLine } from '../csv/csvLine';
import { recordBlocks } from '../csv/csvScan';
import type { CsvDialect } from '../model/load';
import { addedLine } from '../results/layout';
import type { PreparedColumn, PreparedRows } from './prepareRows';

export interface RewrittenRows {
  /** Whole records, the header first. Valid until the next ones are asked for. */
  readonly bytes: Uint8Array;
  /** The source line of each record but the header. */
  readonly lines: readonly number[];
}

/** `chunks` is the file as UTF-8 without byte order mark. Blank lines at its end are left out. */
export async function* rewriteRows(
  chunks: AsyncIterable<Uint8Array>,
  prepared: PreparedRows,
  dialect: Dialect,
): AsyncGenerator<RewrittenRows> {
  const rewriter = new RowRewriter(prepared, dialect);
  let isHeader = true;
  for await (const { bytes, count, ends, lines } of recordBlocks(chunks)) {
    for (let i = 0, start = 0; i < count; start = ends[i++] as number) {
      if (isHeader) isHeader = false;
      else rewriter.add(bytes, start, contentEnd(bytes, start, ends[i] as number), lines[i] as number);
    }
    if (rewriter.isFull) yield rewriter.take();
  }
  yield rewriter.take();
}

type Dialect = Pick<CsvDialect, 'delimiter' | 'lineEnding'>;

/** Neighboring columns that are copied in one piece, or one column whose blank cells are filled. */
interface Span {
  readonly first: number;
  readonly last: number;
  /** Sent for a blank cell; empty: cells are sent as they are. */
  readonly blank: Uint8Array;
}

function toSpans(columns: readonly PreparedColumn[]): readonly Span[] {
  const spans: Span[] = [];
  for (const { at, blank } of columns) {
    const before = spans.at(-1);
    if (before && blank === '' && before.blank.length === 0 && before.last === at - 1)
      spans[spans.length - 1] = { ...before, last: at };
    else spans.push({ first: at, last: at, blank: new TextEncoder().encode(blank) });
  }
  return spans;
}

const chunkBytes = 64 * 1024;
const quote = 0x22;
const space = 0x20;
const digitZero = 0x30;
/** The highest bit of a line marks rows that were added (results/layout). */
const highestLine = 0x7fff_ffff;

class RowRewriter {
  readonly #spans: readonly Span[];
  /** The last cell of a row whose end has to be found. */
  readonly #lastCell: number;
  readonly #lineColumn: number;
  readonly #delimiter: number;
  readonly #terminator: Uint8Array;
  readonly #isSingle: boolean;
  /** Bytes that a row may need beyond its own. */
  readonly #extraBytes: number;
  /** Where each cell of the row begins; a cell ends one byte before the next. */
  readonly #starts: Uint32Array;
  #buffer = new Uint8Array(2 * chunkBytes);
  #size = 0;
  #lines: number[] = [];
  /** Lines of blank records, which are rows only when another record follows. */
  #blankLines: number[] = [];

  constructor({ columnCount, columns, lineColumn }: PreparedRows, { delimiter, lineEnding }: Dialect) {
    this.#spans = toSpans(columns);
    const ends = this.#spans.map(({ first, last }) => (last === columnCount - 1 ? first - 1 : last));
    this.#lastCell = Math.max(lineColumn, ...ends);
    this.#lineColumn = lineColumn;
    this.#delimiter = delimiter.charCodeAt(0);
    this.#terminator = new TextEncoder().encode(lineEnding === 'LF' ? '\n' : '\r\n');
    this.#isSingle = columns.length === 1;
    this.#extraBytes = this.#spans.reduce((sum, { blank }) => sum + blank.length + 1, 4);
    this.#starts = new Uint32Array(columnCount + 1);
    const fields = columns.map(({ field }) => field);
    const header = new TextEncoder().encode(csvLine(fields, { delimiter, lineEnding }));
    this.#reserve(header.length);
    this.#copy(header, 0, header.length);
  }

  get isFull(): boolean {
    return this.#size >= chunkBytes;
  }

  take(): RewrittenRows {
    const rows = { bytes: this.#buffer.subarray(0, this.#size), lines: this.#lines };
    this.#size = 0;
    this.#lines = [];
    return rows;
  }

  /** A record's content from `start` to `end`. */
  add(bytes: Uint8Array, start: number, end: number, line: number): void {
    if (start === end) {
      this.#blankLines.push(line);
      return;
    }
    for (const blankLine of this.#blankLines) this.#addRow(bytes, start, start, blankLine);
    this.#blankLines = [];
    this.#addRow(bytes, start, end, line);
  }

  #addRow(bytes: Uint8Array, start: number, end: number, line: number): void {
    this.#reserve(end - start + this.#extraBytes);
    const starts = this.#starts;
    starts[0] = start;
    for (let cell = 0; cell <= this.#lastCell; cell++)
      starts[cell + 1] = cellEnd(bytes, starts[cell] as number, end, this.#delimiter) + 1;
    const rowStart = this.#size;
    for (let i = 0; i < this.#spans.length; i++) {
      if (i > 0) this.#buffer[this.#size++] = this.#delimiter;
      this.#addSpan(bytes, this.#spans[i] as Span, end);
    }
    // A record of one empty value would be a blank line.
    if (this.#isSingle && this.#size === rowStart) this.#copy(emptyValue, 0, emptyValue.length);
    this.#copy(this.#terminator, 0, this.#terminator.length);
    this.#lines.push(this.#lineColumn < 0 ? line : this.#lineIn(bytes) || addedLine(line));
  }

  #addSpan(bytes: Uint8Array, { first, last, blank }: Span, end: number): void {
    const from = this.#starts[first] as number;
    const to = last <= this.#lastCell ? (this.#starts[last + 1] as number) - 1 : end;
    const isBlank = from >= to || (to - from === 2 && bytes[from] === quote);
    if (isBlank && blank.length > 0) this.#copy(blank, 0, blank.length);
    else this.#copy(bytes, from, to);
  }

  /** The line of the first file that the row names; 0 for none. */
  #lineIn(bytes: Uint8Array): number {
    const to = (this.#starts[this.#lineColumn + 1] as number) - 1;
    let line = 0;
    for (let at = this.#starts[this.#lineColumn] as number; at < to; at++) {
      const byte = bytes[at] as number;
      if (byte === quote || byte === space) continue;
      const digit = byte - digitZero;
      if (digit < 0 || digit > 9) return 0;
      line = line * 10 + digit;
    }
    return line <= highestLine ? line : 0;
  }

  #copy(from: Uint8Array, start: number, end: number): void {
    this.#buffer.set(from.subarray(start, end), this.#size);
    this.#size += end - start;
  }

  #reserve(more: number): void {
    if (this.#size + more <= this.#buffer.length) return;
    const grown = new Uint8Array(Math.max(this.#size + more, this.#buffer.length * 2));
    grown.set(this.#buffer.subarray(0, this.#size));
    this.#buffer = grown;
  }
}

const emptyValue = Uint8Array.of(quote, quote);
