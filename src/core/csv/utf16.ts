// Converts UTF-16 to UTF-8. Not with TextDecoder, which reports no place.
import { putUtf8 } from './putUtf8';
import type { TextStart, Transcoder } from './transcoder';

export class Utf16 implements Transcoder {
  readonly #littleEndian: boolean;
  /** The first byte of a unit that a chunk's end cut, or -1. */
  #half = -1;
  /** The first half of a pair, or 0. */
  #surrogate = 0;
  #offset: number;
  #line: number;
  readonly #error: TextStart['error'];

  constructor(encoding: 'utf-16le' | 'utf-16be', { offset, line, error }: TextStart) {
    this.#littleEndian = encoding === 'utf-16le';
    this.#offset = offset;
    this.#line = line;
    this.#error = error;
  }

  push = (chunk: Uint8Array): Uint8Array => {
    const out = new Uint8Array(chunk.length * 2 + 4);
    let size = 0;
    for (const byte of chunk) {
      if (this.#half < 0) {
        this.#half = byte;
        continue;
      }
      size = this.#unit(this.#littleEndian ? (byte << 8) | this.#half : (this.#half << 8) | byte, out, size);
      this.#half = -1;
    }
    return out.subarray(0, size);
  };

  #unit(unit: number, out: Uint8Array, size: number): number {
    const isLow = unit >= 0xdc00 && unit <= 0xdfff;
    if (this.#surrogate > 0 !== isLow)
      throw this.#error(this.#surrogate > 0 ? this.#offset - 2 : this.#offset, this.#line);
    this.#offset += 2;
    if (unit >= 0xd800 && unit <= 0xdbff) {
      this.#surrogate = unit;
      return size;
    }
    if (unit === 0x0a) this.#line++;
    const code = isLow ? (this.#surrogate - 0xd800) * 0x400 + (unit - 0xdc00) + 0x10000 : unit;
    this.#surrogate = 0;
    return putUtf8(out, size, code);
  }

  finish = (): Uint8Array => {
    if (this.#surrogate > 0) throw this.#error(this.#offset - 2, this.#line);
    if (this.#half >= 0) throw this.#error(this.#offset, this.#line);
    return new Uint8Array();
  };
}
