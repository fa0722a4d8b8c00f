// Rewrites rows on their way into the copy that is sent: leaves out and renames columns, fills blank cells, makes the
// values of a mapping's steps, and notes the source line of each row. All other cells keep their bytes.
import { contentEnd, readCells } from '../csv/csvCells';
import { csvLine } from '../csv/csvLine';
import { recordBlocks } from '../csv/csvScan';
import type { RowError } from '../errors/rowError';
import { SalesforceError } from '../errors/salesforceError';
import type { CsvDialect } from '../model/load';
import type { OnFailure } from '../model/mapping';
import { addedLine } from '../results/layout';
import type { UnsentRows } from '../results/unsentRows';
import { Failures, stopsLoad, toRowError } from './failures';
import type { NamedLines } from './namedLines';
import type { PreparedRows } from './prepareRows';
import { RowBuffer } from './rowBuffer';
import { RecordCells } from './rowCells';
import { lastNeeded, toSpans, type MadeColumn, type Span } from './spans';

export interface RewrittenRows {
  /** Whole records, the header first. Valid until the next ones are asked for. */
  readonly bytes: Uint8Array;
  /** The source line of each record but the header. */
  readonly lines: readonly number[];
}

export interface RewriteOptions {
  /** Line of the header (default 1). */
  readonly firstLine?: number;
  /** Gets the rows whose values cannot be made. Missing: they stay among the others, with the values of the file. */
  readonly unsent?: UnsentRows;
}

/**
 * `chunks` is the file from its header on, as UTF-8. Blank lines at its end are left out. Throws `input.unknownLine`
 * when a row of a retry names a line that no row of it is on, and at the end `input.cannotConvert` when values could
 * not be made whose failure ends the load.
 */
export async function* rewriteRows(
  chunks: AsyncIterable<Uint8Array>,
  prepared: PreparedRows,
  dialect: Dialect,
  { firstLine = 1, unsent }: RewriteOptions = {},
): AsyncGenerator<RewrittenRows> {
  const failures = new Failures(prepared.file);
  const rewriter = new RowRewriter(prepared, dialect, { failures, ...(unsent && { unsent }) });
  let isHeader = !prepared.startsWithRow;
  for await (const { bytes, count, ends, lines } of recordBlocks(chunks, firstLine)) {
    rewriter.open(bytes);
    for (let i = 0, start = 0; i < count; start = ends[i++] as number) {
      if (isHeader) isHeader = false;
      else rewriter.add(bytes, start, contentEnd(bytes, start, ends[i] as number), lines[i] as number);
    }
    await unsent?.drain();
    if (rewriter.isFull) yield rewriter.take();
  }
  failures.throwFirst();
  yield rewriter.take();
}

type Dialect = Pick<CsvDialect, 'delimiter' | 'lineEnding'>;

/** Where failures go. */
interface Failing {
  readonly failures: Failures;
  readonly unsent?: UnsentRows;
}

const chunkBytes = 64 * 1024;

class RowRewriter {
  readonly #columns: readonly (Span | MadeColumn)[];
  readonly #cells: RecordCells;
  readonly #lastCell: number;
  readonly #namedLines: NamedLines | undefined;
  readonly #delimiter: number;
  readonly #terminator: Uint8Array;
  readonly #isSingle: boolean;
  /** Bytes that a row may need beyond its own and those of the values that are made. */
  readonly #extraBytes: number;
  readonly #buffer: RowBuffer;
  readonly #failing: Failing;
  readonly #onFailure: OnFailure | undefined;
  /** Of the row that is being made. */
  #errors: RowError[] = [];
  #lines: number[] = [];
  /** Lines of blank records, which are rows only when another record follows. */
  #blankLines: number[] = [];

  constructor(prepared: PreparedRows, { delimiter, lineEnding }: Dialect, failing: Failing) {
    const { names, columns, namedLines, onFailure } = prepared;
    this.#columns = toSpans(columns, names);
    const ends = this.#columns.map((column) => lastNeeded(column, names.length - 1));
    this.#lastCell = Math.max(namedLines?.column ?? -1, ...ends);
    this.#namedLines = namedLines;
    this.#failing = failing;
    this.#onFailure = onFailure;
    this.#delimiter = delimiter.charCodeAt(0);
    this.#terminator = new TextEncoder().encode(lineEnding === 'LF' ? '\n' : '\r\n');
    this.#isSingle = columns.length === 1;
    this.#extraBytes = columns.reduce((sum, { blank }) => sum + blank.length + 1, 4);
    this.#cells = new RecordCells(names.length, this.#lastCell, this.#delimiter);
    this.#buffer = new RowBuffer({ delimiter });
    const fields = columns.map(({ field }) => field);
    const header = new TextEncoder().encode(csvLine(fields, { delimiter, lineEnding }));
    this.#buffer.reserve(header.length);
    this.#buffer.copy(header);
  }

  get isFull(): boolean {
    return this.#buffer.size >= chunkBytes;
  }

  take(): RewrittenRows {
    const rows = { bytes: this.#buffer.take(), lines: this.#lines };
    this.#lines = [];
    return rows;
  }

  /** The records of a block are next. */
  open(bytes: Uint8Array): void {
    this.#cells.open(bytes);
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
    const buffer = this.#buffer;
    this.#cells.find(start, end);
    const rowStart = buffer.size;
    for (let i = 0; i < this.#columns.length; i++) {
      const column = this.#columns[i] as Span | MadeColumn;
      buffer.reserve(end - start + this.#extraBytes);
      if (i > 0) buffer.delimiter();
      if ('value' in column) this.#addMade(column, line);
      else this.#addSpan(bytes, column, end);
    }
    buffer.reserve(this.#extraBytes);
    // A record of one empty value would be a blank line.
    if (this.#isSingle && buffer.size === rowStart) buffer.copy(emptyValue);
    const sourceLine = this.#namedLines ? this.#lineIn(bytes, line, this.#namedLines) : line;
    const errors = this.#errors;
    if (errors.length > 0) this.#errors = [];
    if (errors.length > 0 && this.#failing.unsent) {
      this.#failing.unsent.add(buffer.cut(rowStart), sourceLine, errors);
      return;
    }
    buffer.copy(this.#terminator);
    this.#lines.push(sourceLine);
  }

  #addSpan(bytes: Uint8Array, { first, last, blank }: Span, end: number): void {
    const { starts } = this.#cells;
    const from = starts[first] as number;
    const to = last <= this.#lastCell ? (starts[last + 1] as number) - 1 : end;
    const isBlank = from >= to || (to - from === 2 && bytes[from] === quote);
    if (isBlank && blank.length > 0) this.#buffer.copy(blank);
    else this.#buffer.copy(bytes, from, to);
  }

  #addMade({ value, blank, column, field, original }: MadeColumn, line: number): void {
    const made = value(this.#cells);
    if (typeof made === 'string') {
      this.#buffer.cell(made === '' ? blank : made);
      return;
    }
    if (stopsLoad(made, this.#onFailure)) this.#failing.failures.add({ line, column, problem: made.problem });
    else this.#errors.push(toRowError(made, { column, field }));
    this.#buffer.cell(original(this.#cells));
  }

  /** The line of the first file that the row names. A row that names none was added. */
  #lineIn(bytes: Uint8Array, own: number, { column, file, isOffered }: NamedLines): number {
    const from = this.#cells.starts[column] as number;
    const to = (this.#cells.starts[column + 1] as number) - 1;
    let line = 0;
    let isBlank = true;
    for (let at = from; at < to; at++) {
      const byte = bytes[at] as number;
      if (byte === quote || byte === space) continue;
      isBlank = false;
      const digit = byte - digitZero;
      line = digit >= 0 && digit <= 9 ? line * 10 + digit : NaN;
    }
    if (isBlank) return addedLine(own);
    if (isOffered(line)) return line;
    const [value = ''] = readCells(bytes, from, to, this.#delimiter);
    throw new SalesforceError('input.unknownLine', { file, line: own, value: value.trim() });
  }
}

const quote = 0x22;
const space = 0x20;
const digitZero = 0x30;
const emptyValue = Uint8Array.of(quote, quote);
