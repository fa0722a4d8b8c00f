// Reads every byte of a CSV once and rejects what Salesforce would reject, with line and column. As strict as
// Salesforce: a quote opens a value only at its very beginning, and outside quotes a carriage return is only allowed
// before a line feed. Bytes must be UTF-8 without byte order mark. Needs constant memory.
import type { ErrorCode } from '../errors/catalog';
import { SalesforceError, type Details } from '../errors/salesforceError';
import { byteTable, carriageReturn, delimiterByte, high, lineFeed, nul, quote } from './byteKinds';
import { HeaderReader } from './csvHeader';
import { csvLimits } from './csvLimits';
import { afterQuote, afterReturn, inQuotes, outside } from './readerStates';
import type { CheckOptions } from './checkOptions';
import { countBreak, noBreaks } from './lineBreaks';
import { NaCells } from './naCells';

/** The bytes of U+FFFD. */
const replacement = 0xefbfbd;

export class CsvCheck {
  /** Cells of the header; 0 before it was read. */
  columns = 0;
  readonly header: HeaderReader;
  readonly terminators = noBreaks();
  readonly quotedBreaks = noBreaks();
  /** How often the character U+FFFD occurs, and where first. */
  readonly replaced = { count: 0, line: 0, column: 0 };
  readonly naCells = new NaCells();
  readonly #options: CheckOptions;
  readonly #delimiter: number;
  readonly #table: Uint8Array;
  readonly #quotedTable = byteTable();
  #chunk: Uint8Array = new Uint8Array();
  #mode = outside;
  #lastByte = 0;
  // Positions count from the start of the current chunk, so those in earlier chunks are negative.
  #base: number;
  #line: number;
  #lineStart = 0;
  #recordStart = 0;
  #recordLine: number;
  #blankLine = 0;
  #cells = 1;
  #cellStart = 0;
  #quotedCell = -1;
  #quoteMarks = 0;
  #quoteLine = 0;
  #quoteColumn = 0;
  // Bytes beyond one a UTF-16 unit, up to here and up to the start of line, record and cell: they make counts exact.
  #extra = 0;
  #lineExtra = 0;
  #recordExtra = 0;
  #cellExtra = 0;
  // The bytes that a UTF-8 sequence still lacks, where it began, and the bounds of its next byte.
  #due = 0;
  #lead = 0;
  #leadByte = 0;
  #leadExtra = 0;
  #low = 0x80;
  #top = 0xbf;
  #code = 0;

  constructor(options: CheckOptions) {
    this.#options = options;
    this.#delimiter = options.delimiter.charCodeAt(0);
    this.#table = byteTable(options.delimiter);
    this.#base = options.firstOffset;
    this.#line = this.#recordLine = options.firstLine ?? 1;
    this.header = new HeaderReader(options.file, options.names);
  }

  push(chunk: Uint8Array): void {
    const length = chunk.length;
    if (length === 0) return;
    this.#chunk = chunk;
    let at = this.#restOfCharacter(chunk, 0);
    while (at < length) {
      if (this.#mode === outside) at = this.#readOutside(chunk, at);
      else if (this.#mode === inQuotes) at = this.#readQuoted(chunk, at);
      else at = this.#readAfter(chunk, at);
    }
    this.#checkLengths(this.#mode === afterReturn ? length - 1 : length);
    if (this.columns === 0) this.header.add(chunk);
    this.naCells.keep(chunk, this.#cellStart);
    this.#lastByte = chunk[length - 1] as number;
    this.#base += length;
    this.#lineStart -= length;
    this.#recordStart -= length;
    this.#cellStart -= length;
    this.#quotedCell -= length;
    this.#lead -= length;
  }

  /** After the last chunk. The last record may lack its terminator. */
  finish(): void {
    if (this.#due > 0) throw this.#badCharacter();
    if (this.#mode === inQuotes)
      throw this.#error('input.unclosedQuote', { line: this.#quoteLine, column: this.#quoteColumn });
    if (this.#mode === afterReturn) throw this.#loneReturn(-1);
    this.#chunk = new Uint8Array();
    if (this.#recordStart < 0) this.#endRecord(0, 0);
  }

  #readOutside(chunk: Uint8Array, from: number): number {
    const table = this.#table;
    const { length } = chunk;
    let at = from;
    for (;;) {
      let kind = 0;
      while (at < length && (kind = table[chunk[at] as number] as number) === 0) at++;
      if (at >= length) return at;
      if (kind === delimiterByte) {
        if (at - this.#cellStart > csvLimits.cellChars) this.#checkLengths(at);
        this.#endCell(at);
        this.#cells++;
        this.#cellStart = ++at;
        this.#cellExtra = this.#extra;
      } else if (kind === lineFeed) this.#endRecord(at++, 1);
      else if (kind === high) at = this.#character(chunk, at);
      else if (kind === carriageReturn) {
        this.#mode = afterReturn;
        return at + 1;
      } else if (kind === quote) {
        this.#openQuote(at);
        return at + 1;
      } else throw this.#binary(at);
    }
  }

  #openQuote(at: number): void {
    if (at !== this.#cellStart) throw this.#error('input.strayQuote', { ...this.#place(at), valueLine: this.#line });
    this.#mode = inQuotes;
    this.#quotedCell = at;
    this.#quoteMarks = 1;
    this.#quoteLine = this.#line;
    this.#quoteColumn = this.#columnAt(at);
  }

  #readQuoted(chunk: Uint8Array, from: number): number {
    const table = this.#quotedTable;
    const { length } = chunk;
    let at = from;
    for (;;) {
      let kind = 0;
      while (at < length && (kind = table[chunk[at] as number] as number) === 0) at++;
      if (at >= length) return at;
      if (kind === quote) {
        this.#quoteMarks++;
        const next = at + 1 < length ? (chunk[at + 1] as number) : -1;
        if (next !== 0x22) {
          // A delimiter follows nearly always, so this is the fast path.
          this.#mode = next === this.#delimiter ? outside : afterQuote;
          return at + 1;
        }
        at += 2;
      } else if (kind === high) at = this.#character(chunk, at);
      else if (kind === nul) throw this.#binary(at);
      else this.#breakInQuotes(kind, at > 0 ? (chunk[at - 1] as number) : this.#lastByte, ++at);
    }
  }

  /** A lone carriage return counts as a line, as it does in editors. */
  #breakInQuotes(kind: number, before: number, next: number): void {
    const second = kind === lineFeed && before === 0x0d;
    if (second) countBreak(this.quotedBreaks, 'CRLF', this.#line - 1);
    else if (kind === lineFeed) countBreak(this.quotedBreaks, 'LF', this.#line);
    if (!second) this.#line++;
    this.#lineStart = next;
    this.#lineExtra = this.#extra;
  }

  #readAfter(chunk: Uint8Array, at: number): number {
    const kind = this.#table[chunk[at] as number] as number;
    if (this.#mode === afterReturn) {
      if (kind !== lineFeed) throw this.#loneReturn(at - 1);
      this.#mode = outside;
      this.#endRecord(at - 1, 2);
      return at + 1;
    }
    if (kind === quote) {
      this.#mode = inQuotes;
      return at + 1;
    }
    if (kind !== delimiterByte && kind !== lineFeed && kind !== carriageReturn) {
      throw this.#error('input.strayQuote', { ...this.#place(at - 1), valueLine: this.#quoteLine });
    }
    this.#mode = outside;
    return at;
  }

  #endCell(end: number): void {
    if (this.#isHeader || !this.naCells.isOne(this.#chunk, this.#cellStart, end)) return;
    this.naCells.add(this.#cells, this.#line);
  }

  #endRecord(content: number, terminatorBytes: number): void {
    if (content - this.#recordStart > csvLimits.headerChars) this.#checkLengths(content);
    this.#endCell(content);
    const end = content + terminatorBytes;
    if (terminatorBytes > 0) countBreak(this.terminators, terminatorBytes === 1 ? 'LF' : 'CRLF', this.#line);
    if (this.columns === 0) this.#endHeader(end);
    else this.#endRow(end, content === this.#recordStart);
    this.#line++;
    this.#recordLine = this.#line;
    this.#cells = 1;
    this.#cellStart = this.#recordStart = this.#lineStart = end;
    this.#cellExtra = this.#recordExtra = this.#lineExtra = this.#extra;
  }

  #endHeader(end: number): void {
    if (this.#cells > csvLimits.columns)
      throw this.#error('input.tooManyColumns', { found: this.#cells, limit: csvLimits.columns });
    this.header.finish(this.#chunk.subarray(0, end), this.#delimiter);
    this.columns = this.#cells;
    if (this.#options.names?.firstLine === 'data') this.#endRow(end, false);
  }

  get #isHeader(): boolean {
    return this.columns === 0 && this.#options.names?.firstLine !== 'data';
  }

  #endRow(end: number, blank: boolean): void {
    if (blank && this.columns > 1) this.#blankLine ||= this.#line;
    else if (this.#blankLine > 0) throw this.#ragged(this.#blankLine, 0);
    else if (this.#cells !== this.columns) throw this.#ragged(this.#recordLine, this.#cells);
    else this.#options.onRecord(end, this.#recordLine, blank);
  }

  /** The header, cell and record that are open at `at` may not be too long already. */
  #checkLengths(at: number): void {
    const inRecord = at - this.#recordStart - (this.#extra - this.#recordExtra);
    if (this.columns === 0) {
      if (inRecord <= csvLimits.headerChars) return;
      throw this.#error('input.headerTooLong', { found: inRecord, limit: csvLimits.headerChars });
    }
    const quotes = this.#quotedCell === this.#cellStart ? this.#quoteMarks : 0;
    if (at - this.#cellStart - (this.#extra - this.#cellExtra) - quotes > csvLimits.cellChars) {
      const column = this.header.names[this.#cells - 1] ?? this.#cells;
      throw this.#error('input.cellTooLong', { line: this.#recordLine, column, limit: csvLimits.cellChars });
    }
    if (inRecord > csvLimits.recordChars) {
      throw this.#error('input.recordTooLong', { line: this.#recordLine, limit: csvLimits.recordChars });
    }
  }

  /** A character of several bytes; its rest may come with the next chunk. */
  #character(chunk: Uint8Array, at: number): number {
    const lead = chunk[at] as number;
    this.#lead = at;
    this.#leadByte = lead;
    this.#leadExtra = this.#extra;
    if (lead < 0xc2 || lead > 0xf4) throw this.#badCharacter();
    this.#due = lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
    this.#code = lead;
    this.#extra += lead < 0xe0 ? 1 : 2;
    this.#low = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
    this.#top = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
    return this.#restOfCharacter(chunk, at + 1);
  }

  #restOfCharacter(chunk: Uint8Array, from: number): number {
    let at = from;
    for (; this.#due > 0 && at < chunk.length; at++) {
      const byte = chunk[at] as number;
      if (byte < this.#low || byte > this.#top) throw this.#badCharacter();
      this.#code = (this.#code << 8) | byte;
      if (--this.#due === 0 && this.#code === replacement) this.#countReplacement();
      this.#low = 0x80;
      this.#top = 0xbf;
    }
    return at;
  }

  #countReplacement(): void {
    if (this.replaced.count++ > 0) return;
    this.replaced.line = this.#line;
    this.replaced.column = this.#cells;
  }

  #columnAt = (at: number): number => at - this.#lineStart - (this.#extra - this.#lineExtra) + 1;
  #place = (at: number): Details => ({ line: this.#line, column: this.#columnAt(at) });
  #error = (code: ErrorCode, details: Details): SalesforceError =>
    SalesforceError.of(code, { file: this.#options.file, ...details });
  #ragged = (line: number, found: number): SalesforceError =>
    this.#error('input.ragged', { line, found, expected: this.columns });
  #loneReturn = (at: number): SalesforceError => this.#error('input.loneCarriageReturn', this.#place(at));
  #binary = (at: number): SalesforceError =>
    this.#error('input.binary', { offset: this.#base + at, line: this.#line, byte: '00' });
  /** While all bytes were ASCII the file may be in another encoding; after other characters it is damaged UTF-8. */
  #badCharacter = (): SalesforceError => {
    const isDamaged = this.#leadExtra > 0 || this.#options.isUtf8 === true;
    return this.#error(isDamaged ? 'input.strayByte' : 'input.unknownEncoding', {
      offset: this.#base + this.#lead,
      line: this.#line,
      byte: this.#leadByte.toString(16).toUpperCase(),
      ...(!isDamaged && { candidates: '' }),
    });
  };
}
