// Converts the encodings of CSV files to UTF-8, chunk by chunk, and reports the place of the first invalid byte. Not
// with TextDecoder, which reports no place, and in Node 20 reads Windows-1252 as Latin-1, so that the euro sign is
// lost.
import { SalesforceError } from '../errors/salesforceError';
import type { Encoding } from '../model/load';

export interface Transcoder {
  readonly push: (chunk: Uint8Array) => Uint8Array;
  /** Throws when the text stops within a character. */
  readonly finish: () => void;
}

/** `firstOffset` is the place in the file of the first byte pushed, for errors (`input.badEncoding`). */
export function createTranscoder(encoding: Encoding, file: string, firstOffset: number): Transcoder {
  switch (encoding) {
    case 'utf-8':
      return { push: (chunk) => chunk, finish: () => undefined };
    case 'windows-1252':
      return { push: fromWindows1252, finish: () => undefined };
    case 'utf-16le':
    case 'utf-16be':
      return new Utf16(encoding, file, firstOffset);
  }
}

/** Unicode of the bytes 0x80 to 0x9F, as browsers read them: what Windows left out stays a control character. */
const windowsCharacters =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f' +
  '\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178';

function fromWindows1252(chunk: Uint8Array): Uint8Array {
  const out = new Uint8Array(chunk.length * 3);
  let size = 0;
  for (const byte of chunk) {
    if (byte < 0x80) out[size++] = byte;
    else size = put(out, size, byte < 0xa0 ? windowsCharacters.charCodeAt(byte - 0x80) : byte);
  }
  return out.subarray(0, size);
}

class Utf16 implements Transcoder {
  readonly #littleEndian: boolean;
  /** The first byte of a unit that a chunk's end cut, or -1. */
  #half = -1;
  /** The first half of a pair, or 0. */
  #surrogate = 0;
  #offset: number;
  #line = 1;
  readonly #encoding: Encoding;
  readonly #file: string;

  constructor(encoding: Encoding, file: string, firstOffset: number) {
    this.#encoding = encoding;
    this.#file = file;
    this.#littleEndian = encoding === 'utf-16le';
    this.#offset = firstOffset;
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
    if (this.#surrogate > 0 !== isLow) throw this.#bad(this.#surrogate > 0 ? this.#offset - 2 : this.#offset);
    this.#offset += 2;
    if (unit >= 0xd800 && unit <= 0xdbff) {
      this.#surrogate = unit;
      return size;
    }
    if (unit === 0x0a) this.#line++;
    const code = isLow ? (this.#surrogate - 0xd800) * 0x400 + (unit - 0xdc00) + 0x10000 : unit;
    this.#surrogate = 0;
    return put(out, size, code);
  }

  finish = (): void => {
    if (this.#surrogate > 0) throw this.#bad(this.#offset - 2);
    if (this.#half >= 0) throw this.#bad(this.#offset);
  };

  #bad(offset: number): SalesforceError {
    const details = { file: this.#file, encoding: this.#encoding, offset, line: this.#line };
    return new SalesforceError('input.badEncoding', details);
  }
}

/** Writes a character as UTF-8 and returns the index after it. */
function put(out: Uint8Array, at: number, code: number): number {
  let next = at;
  if (code < 0x80) out[next++] = code;
  else {
    if (code < 0x800) out[next++] = 0xc0 | (code >> 6);
    else {
      if (code < 0x10000) out[next++] = 0xe0 | (code >> 12);
      else {
        out[next++] = 0xf0 | (code >> 18);
        out[next++] = 0x80 | ((code >> 12) & 0x3f);
      }
      out[next++] = 0x80 | ((code >> 6) & 0x3f);
    }
    out[next++] = 0x80 | (code & 0x3f);
  }
  return next;
}
