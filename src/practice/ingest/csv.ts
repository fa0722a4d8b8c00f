// Reads and writes the records of a chunk: cells out of text, cells into quotes.

export interface CsvRecord {
  readonly cells: readonly string[];
  /** Why the record is not clean CSV; its cells are then a best effort. */
  readonly flaw: string | undefined;
}

const UNESCAPED = 'Found unescaped quote. A value with quote should be within a quote';

/** Calls back with each record of the text; records without any character are skipped. */
export function eachRecord(text: string, delimiter: string, onRecord: (record: CsvRecord) => void): void {
  const reader = new Reader(text, delimiter);
  while (reader.isInside) {
    const record = reader.next();
    if (record !== undefined) onRecord(record);
  }
}

export function readHeader(text: string, delimiter: string): CsvRecord {
  return new Reader(text, delimiter).next() ?? { cells: [], flaw: undefined };
}

/** A generator of records would cost a third of a load's time, so the reader keeps its place in fields instead. */
class Reader {
  private position = 0;
  private lineEnd = -1;
  private quote = -1;
  private flaw: string | undefined;

  constructor(
    private readonly text: string,
    private readonly delimiter: string,
  ) {}

  get isInside(): boolean {
    return this.position < this.text.length;
  }

  next(): CsvRecord | undefined {
    const start = this.position;
    const cells: string[] = [];
    this.flaw = undefined;
    let isMore = true;
    while (isMore) {
      cells.push(this.text[this.position] === '"' ? this.quoted() : this.plain(this.position));
      isMore = this.text[this.position] === this.delimiter;
      this.position++;
    }
    const isEmpty = cells.length === 1 && cells[0] === '' && this.position - start <= 2 && this.text[start] !== '"';
    return isEmpty ? undefined : { cells, flaw: this.flaw };
  }

  /** A cell without quotes, from `start` to the next delimiter or line break; leaves the position on what ended it. */
  private plain(start: number): string {
    const { text } = this;
    if (this.lineEnd < this.position) this.lineEnd = indexOr(text, '\n', this.position);
    const delimiter = text.indexOf(this.delimiter, this.position);
    const isLast = delimiter < 0 || delimiter > this.lineEnd;
    const end = isLast ? this.lineEnd : delimiter;
    if (this.quote < this.position) this.quote = indexOr(text, '"', this.position);
    if (this.quote < end) this.flaw = UNESCAPED;
    this.position = end;
    return text.slice(start, isLast && end > start && text[end - 1] === '\r' ? end - 1 : end);
  }

  private quoted(): string {
    const { text } = this;
    const start = this.position + 1;
    let end = indexOr(text, '"', start);
    let hasEscapes = false;
    while (text[end + 1] === '"') {
      hasEscapes = true;
      end = indexOr(text, '"', end + 2);
    }
    const inner = text.slice(start, end);
    this.position = Math.min(end + 1, text.length);
    const isClosed = this.isAtEnd();
    const value = hasEscapes ? inner.replaceAll('""', '"') : inner;
    if (isClosed) return value;
    this.flaw = UNESCAPED;
    return value + this.plain(this.position);
  }

  /** True on a delimiter, a line break or the end; a carriage return before a line break is passed over. */
  private isAtEnd(): boolean {
    const { text } = this;
    if (text[this.position] === '\r' && (text[this.position + 1] ?? '\n') === '\n') this.position++;
    const next = text[this.position];
    return next === undefined || next === '\n' || next === this.delimiter;
  }
}

function indexOr(text: string, search: string, from: number): number {
  const index = text.indexOf(search, from);
  return index < 0 ? text.length : index;
}

export function quote(value: string): string {
  return value.includes('"') ? `"${value.replaceAll('"', '""')}"` : `"${value}"`;
}

/** A whole record with every value in quotes, without its line break. */
export function toLine(cells: readonly string[], delimiter: string): string {
  let line = '';
  for (let i = 0; i < cells.length; i++) line += (i === 0 ? '' : delimiter) + quote(cells[i] ?? '');
  return line;
}
