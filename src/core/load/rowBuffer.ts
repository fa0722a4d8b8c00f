// Collects the bytes of the rows that are sent.
import type { CsvDialect } from '../model/load';

const quote = 0x22;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const firstBytes = 128 * 1024;
const encoder = new TextEncoder();

export class RowBuffer {
  #bytes = new Uint8Array(firstBytes);
  size = 0;
  readonly #delimiter: number;

  constructor({ delimiter }: Pick<CsvDialect, 'delimiter'>) {
    this.#delimiter = delimiter.charCodeAt(0);
  }

  /** Valid until more is added. */
  take(): Uint8Array {
    const taken = this.#bytes.subarray(0, this.size);
    this.size = 0;
    return taken;
  }

  /** Takes away what was added since the size was `size`. Valid until more is added. */
  cut(size: number): Uint8Array {
    const taken = this.#bytes.subarray(size, this.size);
    this.size = size;
    return taken;
  }

  /** Makes room for this many bytes more, without which nothing may be added. */
  reserve(more: number): void {
    if (this.size + more <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(this.size + more, this.#bytes.length * 2));
    grown.set(this.#bytes.subarray(0, this.size));
    this.#bytes = grown;
  }

  delimiter(): void {
    this.#bytes[this.size++] = this.#delimiter;
  }

  copy(from: Uint8Array, start = 0, end = from.length): void {
    this.#bytes.set(from.subarray(start, end), this.size);
    this.size += end - start;
  }

  /** A value as a cell, with quotes where it needs them. Makes its own room. */
  cell(value: string): void {
    this.reserve(3 * value.length + 2);
    const start = this.size;
    const bytes = this.#bytes;
    for (let i = 0; i < value.length; i++) {
      const code = value.charCodeAt(i);
      if (code >= 0x80 || code === quote || code === this.#delimiter || code === lineFeed || code === carriageReturn) {
        this.size = start;
        this.#anyCell(value);
        return;
      }
      bytes[this.size++] = code;
    }
  }

  #anyCell(value: string): void {
    const needsQuotes = /["\r\n]/.test(value) || value.includes(String.fromCharCode(this.#delimiter));
    const text = needsQuotes ? `"${value.replaceAll('"', '""')}"` : value;
    this.reserve(3 * text.length);
    this.size += encoder.encodeInto(text, this.#bytes.subarray(this.size)).written;
  }
}
