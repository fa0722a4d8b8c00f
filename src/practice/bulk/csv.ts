// Parses and writes the CSV records of a chunk.

export interface CsvRecord {
  readonly cells: readonly string[];
  /** The error of an invalid record; its cells are then a best effort. */
  readonly flaw: string | undefined;
}

const unescapedQuote = 'Found unescaped quote. A value with quote should be within a quote';

export function readHeader(text: string, delimiter: string): CsvRecord {
  return new CsvReader(text, delimiter).next() ?? { cells: [], flaw: undefined };
}

/** Reads records in order. Read few at a time, so that they are garbage-collected early. */
export class CsvReader {
  readonly #text: string;
  readonly #delimiter: string;
  #position = 0;
  #lineEnd = -1;
  #quote = -1;
  #flaw: string | undefined;

  constructor(text: string, delimiter: string) {
    this.#text = text;
    this.#delimiter = delimiter;
  }

  /** The next record that is not blank; undefined at the end. */
  next(): CsvRecord | undefined {
    while (this.#position < this.#text.length) {
      const start = this.#position;
      const cells = this.#record();
      const isEmpty = cells.length === 1 && cells[0] === '' && this.#text[start] !== '"';
      if (!isEmpty) return { cells, flaw: this.#flaw };
    }
    return undefined;
  }

  /** Up to `count` records; an empty list at the end. */
  take(count: number): CsvRecord[] {
    const records: CsvRecord[] = [];
    for (let record = this.next(); record !== undefined; record = this.next()) {
      records.push(record);
      if (records.length === count) break;
    }
    return records;
  }

  #record(): string[] {
    const cells: string[] = [];
    this.#flaw = undefined;
    let isMore = true;
    while (isMore) {
      cells.push(this.#text[this.#position] === '"' ? this.#quoted() : this.#plain(this.#position));
      isMore = this.#text[this.#position] === this.#delimiter;
      this.#position++;
    }
    return cells;
  }

  /** An unquoted cell from `start` to the next delimiter or line break, which becomes the position. */
  #plain(start: number): string {
    const text = this.#text;
    if (this.#lineEnd < this.#position) this.#lineEnd = indexOr(text, '\n', this.#position);
    const delimiter = text.indexOf(this.#delimiter, this.#position);
    const isLast = delimiter < 0 || delimiter > this.#lineEnd;
    const end = isLast ? this.#lineEnd : delimiter;
    if (this.#quote < this.#position) this.#quote = indexOr(text, '"', this.#position);
    if (this.#quote < end) this.#flaw = unescapedQuote;
    this.#position = end;
    return text.slice(start, isLast && end > start && text[end - 1] === '\r' ? end - 1 : end);
  }

  #quoted(): string {
    const text = this.#text;
    const start = this.#position + 1;
    let end = indexOr(text, '"', start);
    let hasEscapes = false;
    while (text[end + 1] === '"') {
      hasEscapes = true;
      end = indexOr(text, '"', end + 2);
    }
    const inner = text.slice(start, end);
    this.#position = Math.min(end + 1, text.length);
    const isClosed = this.#isAtEnd();
    const value = hasEscapes ? inner.replaceAll('""', '"') : inner;
    if (isClosed) return value;
    this.#flaw = unescapedQuote;
    return value + this.#plain(this.#position);
  }

  /** True at a delimiter, a line break or the end; skips a carriage return before a line break. */
  #isAtEnd(): boolean {
    const text = this.#text;
    if (text[this.#position] === '\r' && (text[this.#position + 1] ?? '\n') === '\n') this.#position++;
    const next = text[this.#position];
    return next === undefined || next === '\n' || next === this.#delimiter;
  }
}

function indexOr(text: string, search: string, from: number): number {
  const index = text.indexOf(search, from);
  return index < 0 ? text.length : index;
}

export function quote(value: string): string {
  return value.includes('"') ? `"${value.replaceAll('"', '""')}"` : `"${value}"`;
}

/** A record with every value quoted, without a line break. */
export function toLine(cells: readonly string[], delimiter: string): string {
  let line = '';
  for (let i = 0; i < cells.length; i++) line += (i === 0 ? '' : delimiter) + quote(cells[i] ?? '');
  return line;
}
