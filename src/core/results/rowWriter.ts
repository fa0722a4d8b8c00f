// Writes one list of a part's rows, each as Salesforce sent it, with its source line inserted.
import type { FileWriter } from '../ports';
import { addedLineOf } from './layout';

const lineFeed = 0x0a;
const digitZero = 0x30;
const bufferBytes = 256 * 1024;
/** Below this a loop is faster than a copy of typed arrays, and allocates nothing. */
const shortBytes = 256;
/** A line number, a delimiter and a line feed. */
const maxBytesAdded = 20;

/**
 * A record's content from `start` to `end`, and the line to put in before the cell that begins at `at`: none for an
 * added row.
 */
export interface RowToWrite {
  bytes: Uint8Array;
  start: number;
  at: number;
  end: number;
  line: number;
}

/** Where a row is in the CSV; the length leaves out the line feed. */
export interface RowPlace {
  offset: number;
  lengthBytes: number;
  sequence: number;
}

/** Allocates no object for a row: a million of them would cost more than everything else. */
export class RowWriter {
  /** Rows so far. */
  count = 0;
  readonly #last: RowPlace = { offset: 0, lengthBytes: -1, sequence: 0 };
  #buffer = new Uint8Array(bufferBytes);
  #size = 0;
  #full: Uint8Array<ArrayBuffer>[] = [];
  /** A buffer that was written and can be reused. */
  #spare: Uint8Array<ArrayBuffer> | undefined;
  readonly #writer: FileWriter;
  readonly #delimiter: number;

  constructor(writer: FileWriter, delimiter: number) {
    this.#writer = writer;
    this.#delimiter = delimiter;
  }

  /** The result is valid until the next row. */
  put({ bytes, start, at, end, line }: RowToWrite): RowPlace {
    this.#reserve(end - start + maxBytesAdded);
    const before = this.#size;
    this.#copy(bytes, start, at);
    if (addedLineOf(line) === 0) this.#number(line);
    this.#buffer[this.#size++] = this.#delimiter;
    this.#copy(bytes, at, end);
    const place = this.#last;
    place.offset += place.lengthBytes + 1;
    place.lengthBytes = this.#size - before;
    place.sequence = this.count++;
    this.#buffer[this.#size++] = lineFeed;
    return place;
  }

  #copy(bytes: Uint8Array, start: number, end: number): void {
    const buffer = this.#buffer;
    let size = this.#size;
    if (end - start < shortBytes) for (let at = start; at < end; at++) buffer[size++] = bytes[at] as number;
    else {
      buffer.set(bytes.subarray(start, end), size);
      size += end - start;
    }
    this.#size = size;
  }

  #number(value: number): void {
    let digits = 1;
    for (let rest = value; rest >= 10; rest = Math.floor(rest / 10)) digits++;
    this.#size += digits;
    let rest = value;
    for (let at = this.#size - 1; digits > 0; digits--, at--) {
      this.#buffer[at] = digitZero + (rest % 10);
      rest = Math.floor(rest / 10);
    }
  }

  #reserve(more: number): void {
    if (this.#size + more <= this.#buffer.length) return;
    this.#full.push(this.#buffer.subarray(0, this.#size));
    const spare = more <= bufferBytes ? this.#spare : undefined;
    this.#buffer = spare ?? new Uint8Array(Math.max(bufferBytes, more));
    this.#spare = undefined;
    this.#size = 0;
  }

  /** Writes full buffers to the disk; call it after each block of rows. */
  async drain(): Promise<void> {
    const full = this.#full;
    this.#full = [];
    for (const bytes of full) {
      await this.#writer.write(bytes);
      if (bytes.buffer.byteLength === bufferBytes) this.#spare = new Uint8Array(bytes.buffer);
    }
  }

  async close(): Promise<void> {
    await this.drain();
    await this.#writer.write(this.#buffer.subarray(0, this.#size));
    await this.#writer.close();
  }
}
