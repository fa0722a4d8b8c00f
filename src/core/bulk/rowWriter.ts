// Writes one list of a part's rows: each as Salesforce gave it, with the line of the source put in.
import type { FileWriter } from '../ports';

const lineFeed = 0x0a;
const bufferBytes = 256 * 1024;

/** `sequence` and `offset` tell where the row went that is written next. */
export class RowWriter {
  sequence = 0;
  offset = 0;
  #buffer = new Uint8Array(bufferBytes);
  #size = 0;
  #full: Uint8Array[] = [];

  constructor(
    private readonly writer: FileWriter,
    private readonly delimiter: number,
  ) {}

  /** A record's content, with the line before the cell that begins at `at`. Gives the length without the line feed. */
  put(bytes: Uint8Array, { start, at, end, line }: { start: number; at: number; end: number; line: number }): number {
    const digits = String(line);
    const lengthBytes = at - start + digits.length + 1 + end - at;
    this.#reserve(lengthBytes + 1);
    const buffer = this.#buffer;
    buffer.set(bytes.subarray(start, at), this.#size);
    let size = this.#size + at - start;
    for (let i = 0; i < digits.length; i++) buffer[size++] = digits.charCodeAt(i);
    buffer[size++] = this.delimiter;
    buffer.set(bytes.subarray(at, end), size);
    size += end - at;
    buffer[size++] = lineFeed;
    this.#size = size;
    this.offset += lengthBytes + 1;
    this.sequence++;
    return lengthBytes;
  }

  #reserve(more: number): void {
    if (this.#size + more <= this.#buffer.length) return;
    this.#full.push(this.#buffer.subarray(0, this.#size));
    this.#buffer = new Uint8Array(Math.max(bufferBytes, more));
    this.#size = 0;
  }

  /** Hands full buffers to the disk; call it after each block of rows. */
  async drain(): Promise<void> {
    const full = this.#full;
    this.#full = [];
    for (const bytes of full) await this.writer.write(bytes);
  }

  async close(): Promise<void> {
    await this.drain();
    await this.writer.write(this.#buffer.subarray(0, this.#size));
    await this.writer.close();
  }

  discard(): Promise<void> {
    return this.writer.discard();
  }
}
