// Converts the encodings of East Asia to UTF-8, in which a character has one byte or several.
import type { Encoding } from '../model/encoding';
import { csvLimits } from './csvLimits';
import { copyOf, joined } from './csvScan';
import type { TextStart, Transcoder } from './transcoder';

const lineFeed = 0x0a;
/**
 * No byte below the first number is a part of a longer character, so a fresh decoder can begin after it. No character
 * has more bytes than the second number, in ISO-2022-JP with an escape sequence before and after it.
 */
const bounds = { usual: { alone: 0x30, charBytes: 4 }, 'iso-2022-jp': { alone: 0x0b, charBytes: 8 } } as const;
/** Control characters and the end of the private use area: decoders give these for bytes that have no character. */
const control = /[\u0080-\u009f\uf8f0-\uf8fe]/;

/** TextDecoder reports no place, so it is given whole characters: only then a piece that fails can be searched. */
export class MultiByte implements Transcoder {
  readonly #encoding: Encoding;
  readonly #decoder: InstanceType<typeof TextDecoder>;
  readonly #encoder = new TextEncoder();
  readonly #error: TextStart['error'];
  readonly #tooLong: TextStart['tooLong'];
  readonly #alone: number;
  /** A row of more bytes is longer than Salesforce accepts. */
  readonly #maxRestBytes: number;
  /** What follows the last byte that is a character of its own; line feeds are such bytes. */
  #rest: Uint8Array[] = [];
  #restBytes = 0;
  #offset: number;
  #line: number;

  constructor(encoding: Encoding, { offset, line, error, tooLong }: TextStart) {
    this.#encoding = encoding;
    this.#decoder = new TextDecoder(encoding, { fatal: true });
    this.#offset = offset;
    this.#line = line;
    this.#error = error;
    this.#tooLong = tooLong;
    const { alone, charBytes } = bounds[encoding === 'iso-2022-jp' ? encoding : 'usual'];
    this.#alone = alone;
    this.#maxRestBytes = charBytes * csvLimits.recordChars;
  }

  push = (chunk: Uint8Array): Uint8Array => {
    const end = chunk.findLastIndex((byte) => byte < this.#alone) + 1;
    if (end === 0) {
      this.#keep(chunk);
      return new Uint8Array();
    }
    const whole = this.#take(chunk.subarray(0, end));
    this.#keep(chunk.subarray(end));
    return this.#decode(whole, true);
  };

  #keep(bytes: Uint8Array): void {
    this.#rest.push(copyOf(bytes));
    this.#restBytes += bytes.length;
    if (this.#restBytes > this.#maxRestBytes) throw this.#tooLong(this.#line);
  }

  #take(more: Uint8Array): Uint8Array {
    const whole = joined([...this.#rest, more]);
    this.#rest = [];
    this.#restBytes = 0;
    return whole;
  }

  finish = (): Uint8Array => this.#decode(this.#take(new Uint8Array()), false);

  #decode(bytes: Uint8Array, stream: boolean): Uint8Array {
    const text = this.#text(bytes, stream);
    if (text === undefined || control.test(text)) throw this.#place(bytes);
    for (const byte of bytes) if (byte === lineFeed) this.#line++;
    this.#offset += bytes.length;
    return this.#encoder.encode(text);
  }

  #text(bytes: Uint8Array, stream: boolean): string | undefined {
    try {
      return this.#decoder.decode(bytes, { stream });
    } catch {
      return undefined;
    }
  }

  /** Byte by byte, until the decoder fails: the character at fault begins after the last one that was whole. */
  #place(bytes: Uint8Array): Error {
    const decoder = new TextDecoder(this.#encoding, { fatal: true });
    let wholeEnd = 0;
    try {
      for (let at = 0; at < bytes.length; at++) {
        const text = decoder.decode(bytes.subarray(at, at + 1), { stream: true });
        if (control.test(text)) break;
        if (text !== '') wholeEnd = at + 1;
      }
    } catch {
      // The place is known.
    }
    const line = bytes.subarray(0, wholeEnd).reduce((sum, byte) => (byte === lineFeed ? sum + 1 : sum), this.#line);
    return this.#error(this.#offset + wholeEnd, line);
  }
}
