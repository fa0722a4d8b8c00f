// Writes records of a CSV as lines of JSON. Values are copied from bytes to bytes and never become strings, which is
// several times as fast as an object for each record and JSON.stringify.
import { cellEnd, contentEnd, readCells } from '../csv/csvCells';
import { lineTemplate, type LineTemplate } from './lineTemplate';

const quote = 0x22;
const lineFeed = 0x0a;
const comma = 0x2c;
const backslash = 0x5c;
const firstPrintable = 0x20;
/** A control character takes the most: `\u0000`. */
const longestEscape = 6;

const bufferBytes = 512 * 1024;
/** Leaves room for the longest lines that are usual. */
const fullBytes = 384 * 1024;

/** A record in the usual form that is longer is read like one in another form. */
const usualBytes = 8 * 1024;

const encoder = new TextEncoder();
const nullText = encoder.encode('null');
const isEscaped = (byte: number): boolean => byte < firstPrintable || byte === quote || byte === backslash;
/** How JSON.stringify writes each byte that it escapes. */
const escapes = Array.from({ length: 256 }, (_, byte) =>
  isEscaped(byte) ? encoder.encode(JSON.stringify(String.fromCharCode(byte)).slice(1, -1)) : undefined,
);
/** 1 for each byte that is written as it is. */
const copiedInQuotes = Uint8Array.from(escapes, (escape) => (escape ? 0 : 1));
const copiedWithoutQuotes = copiedInQuotes.map((isCopied, byte) => (byte === comma ? 0 : isCopied));

/** Lines of records whose columns are those of a header. Bytes must be UTF-8. */
export class JsonLines {
  readonly #template: LineTemplate;
  readonly #starts: Uint32Array;
  #out = new Uint8Array(bufferBytes);
  #length = 0;

  /** `header` is the content of the CSV's first record. */
  constructor(header: Uint8Array) {
    const names = readCells(header, 0, header.length, comma);
    this.#template = lineTemplate(names);
    this.#starts = new Uint32Array(names.length);
  }

  /** Adds whole records, each with its terminator, and returns how many they are; blank lines are none. */
  addAll(bytes: Uint8Array): number {
    let records = 0;
    for (let start = 0; start < bytes.length;) {
      let next = this.#template.isInOrder ? this.#addUsual(bytes, start) : start;
      if (next === start) {
        next = recordEnd(bytes, start);
        const end = contentEnd(bytes, start, next);
        if (end > start) this.add(bytes, start, end);
        else records--;
      }
      records++;
      start = next;
    }
    return records;
  }

  /**
   * Adds the record at `start` if it is written as Salesforce does, every value in quotes, and returns where it ends.
   * Otherwise adds nothing and returns `start`. Finds the end of the record and writes its values in one pass.
   */
  #addUsual(bytes: Uint8Array, start: number): number {
    const { literals, end: lineEnd, emptyBytes } = this.#template;
    this.#makeRoom(usualBytes * longestEscape + emptyBytes);
    const out = this.#out;
    const stop = Math.min(bytes.length, start + usualBytes);
    let length = this.#length;
    let at = start;
    for (const literal of literals) {
      if (at > start && bytes[at++] !== comma) return start;
      if (bytes[at++] !== quote) return start;
      for (let i = 0; i < literal.length; i++) out[length++] = literal[i] as number;
      const first = at;
      out[length++] = quote;
      for (;;) {
        let byte = bytes[at] as number;
        for (; copiedInQuotes[byte] === 1 && at < stop; byte = bytes[++at] as number) out[length++] = byte;
        if (at >= stop) return start;
        at++;
        if (byte !== quote) length = put(out, length, escapes[byte] as Uint8Array);
        else if (bytes[at] === quote) length = put(out, length, escapes[bytes[at++] as number] as Uint8Array);
        else break;
      }
      if (at - 1 > first) out[length++] = quote;
      else length = put(out, length - 1, nullText);
    }
    if (bytes[at] !== lineFeed) return start;
    this.#length = put(out, length, lineEnd);
    return at + 1;
  }

  /** Adds the record from `start` to `end`. A value that is empty or missing is null; a surplus one is left out. */
  add(bytes: Uint8Array, start: number, end: number): void {
    const { literals, end: lineEnd, columns, isInOrder, emptyBytes } = this.#template;
    this.#makeRoom((end - start) * longestEscape + emptyBytes);
    if (!isInOrder) this.#findCells(bytes, start, end);
    let next = start;
    for (let place = 0; place < columns.length; place++) {
      this.#length = put(this.#out, this.#length, literals[place] as Uint8Array);
      const at = isInOrder ? next : (this.#starts[columns[place] as number] as number);
      next = this.#value(bytes, at, end) + 1;
    }
    this.#length = put(this.#out, this.#length, lineEnd);
  }

  /** Time to call {@link take}. */
  get isFull(): boolean {
    return this.#length >= fullBytes;
  }

  /** The lines since the last call. */
  take(): Uint8Array {
    const lines = this.#out.subarray(0, this.#length);
    this.#out = new Uint8Array(bufferBytes);
    this.#length = 0;
    return lines;
  }

  /** Writes the value of the cell at `at` and returns where the cell ends. */
  #value(bytes: Uint8Array, at: number, end: number): number {
    const isQuoted = at < end && bytes[at] === quote;
    const first = isQuoted ? at + 1 : at;
    const copied = isQuoted ? copiedInQuotes : copiedWithoutQuotes;
    const out = this.#out;
    let length = this.#length;
    let i = first;
    out[length++] = quote;
    for (;;) {
      // Ends before `end`, since the terminator of a record is no byte that is copied.
      for (let byte = bytes[i] as number; copied[byte] === 1; byte = bytes[++i] as number) out[length++] = byte;
      if (i >= end || (isQuoted ? bytes[i] === quote && bytes[i + 1] !== quote : bytes[i] === comma)) break;
      for (const byte of escapes[bytes[i] as number] as Uint8Array) out[length++] = byte;
      i += isQuoted && bytes[i] === quote ? 2 : 1;
    }
    if (i > first) out[length++] = quote;
    else length = put(out, length - 1, nullText);
    this.#length = length;
    return isQuoted ? cellEnd(bytes, i + 1, end, comma) : i;
  }

  #findCells(bytes: Uint8Array, start: number, end: number): void {
    let at = start;
    for (let column = 0; column < this.#starts.length; column++) {
      this.#starts[column] = Math.min(at, end);
      at = cellEnd(bytes, at, end, comma) + 1;
    }
  }

  #makeRoom(bytes: number): void {
    if (this.#length + bytes <= this.#out.length) return;
    const larger = new Uint8Array(Math.max(this.#out.length * 2, this.#length + bytes));
    larger.set(this.#out.subarray(0, this.#length));
    this.#out = larger;
  }
}

/** Where the record that begins at `start` ends, its terminator included. */
export function recordEnd(bytes: Uint8Array, start: number): number {
  let isQuoted = false;
  for (let at = start; at < bytes.length; at++) {
    if (bytes[at] === quote) isQuoted = !isQuoted;
    else if (bytes[at] === lineFeed && !isQuoted) return at + 1;
  }
  return bytes.length;
}

/** Writes a short text and returns where it ends. A loop is faster here than `set`. */
function put(out: Uint8Array, at: number, text: Uint8Array): number {
  for (let i = 0; i < text.length; i++) out[at + i] = text[i] as number;
  return at + text.length;
}
