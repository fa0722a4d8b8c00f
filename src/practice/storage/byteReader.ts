// Reads a file as lines and exact numbers of bytes; its last 4 bytes are the checksum of the others.
import { open, type FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';

const pieceBytes = 1 << 20;
/** A longer first line is damaged. */
const maxLineBytes = 1 << 20;
export const checksumBytes = 4;

export class ByteReader {
  readonly #file: FileHandle;
  #bytes: Buffer = Buffer.alloc(0);
  #at = 0;
  #checksum = 0;
  #leftBytes: number;

  private constructor(file: FileHandle, sizeBytes: number) {
    this.#file = file;
    this.#leftBytes = sizeBytes;
  }

  static async open(path: string): Promise<ByteReader> {
    const file = await open(path, 'r');
    return new ByteReader(file, (await file.stat()).size);
  }

  /** True when `take` needs no further piece of the file: a loop over many rows waits only if it has to. */
  has(count: number): boolean {
    return this.#bytes.length - this.#at >= count;
  }

  /** Throws when the file has fewer bytes. */
  async fill(count: number): Promise<void> {
    if (count > this.#leftBytes) throw new Error('The file ends too early.');
    const have = this.#bytes.length - this.#at;
    const bytes = Buffer.allocUnsafe(Math.min(Math.max(count, pieceBytes), this.#leftBytes));
    this.#bytes.copy(bytes, 0, this.#at);
    for (let filled = have; filled < bytes.length;) {
      const { bytesRead } = await this.#file.read(bytes, filled, bytes.length - filled);
      if (bytesRead === 0) throw new Error('The file ends too early.');
      filled += bytesRead;
    }
    this.#bytes = bytes;
    this.#at = 0;
  }

  /** The bytes are valid until the next call of `fill`. */
  take(count: number): Buffer {
    const taken = this.#bytes.subarray(this.#at, this.#at + count);
    this.#at += count;
    this.#leftBytes -= count;
    this.#checksum = crc32(taken, this.#checksum);
    return taken;
  }

  /** Without its line break. */
  async line(): Promise<string> {
    for (let length = Math.min(1024, this.#leftBytes); ; length = Math.min(length * 2, this.#leftBytes)) {
      if (!this.has(length)) await this.fill(length);
      const end = this.#bytes.indexOf('\n', this.#at);
      if (end >= 0)
        return this.take(end + 1 - this.#at)
          .toString('utf8')
          .trimEnd();
      if (length >= Math.min(maxLineBytes, this.#leftBytes)) throw new Error('The first line is too long.');
    }
  }

  /** Throws when the file has more bytes, or other ones than were written. */
  async end(): Promise<void> {
    const expected = this.#checksum;
    if (!this.has(checksumBytes)) await this.fill(checksumBytes);
    if (this.take(checksumBytes).readUInt32LE() !== expected) throw new Error('The checksum is wrong.');
    if (this.#leftBytes > 0) throw new Error('The file is too long.');
  }

  async close(): Promise<void> {
    await this.#file.close();
  }
}
