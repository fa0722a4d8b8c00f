// Converts encodings of one byte for each character to UTF-8, and rejects the bytes that they do not have.
import type { Encoding } from '../model/encoding';
import { putUtf8 } from './putUtf8';
import type { TextStart, Transcoder } from './transcoder';

const lineFeed = 0x0a;

export class SingleByte implements Transcoder {
  readonly #characters: Uint16Array;
  readonly #error: TextStart['error'];
  #offset: number;
  #line: number;

  constructor(encoding: Encoding, { offset, line, error }: TextStart) {
    this.#characters = charactersOf(encoding);
    this.#offset = offset;
    this.#line = line;
    this.#error = error;
  }

  push = (chunk: Uint8Array): Uint8Array => {
    const out = new Uint8Array(chunk.length * 3);
    let size = 0;
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at] as number;
      if (byte === lineFeed) this.#line++;
      if (byte < 0x80) out[size++] = byte;
      else {
        const code = this.#characters[byte - 0x80] as number;
        if (code === none) throw this.#error(this.#offset + at, this.#line);
        size = putUtf8(out, size, code);
      }
    }
    this.#offset += chunk.length;
    return out.subarray(0, size);
  };

  finish = (): Uint8Array => new Uint8Array();
}

const none = 0;

/** Unicode of the bytes 0x80 to 0x9F. Node 20 reads Windows-1252 as Latin-1, so that the euro sign is lost. */
const windows1252 =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f' +
  '\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178';

/**
 * The characters of the bytes 0x80 to 0xFF; 0 for none. Browsers fill the gaps of the Windows encodings with control
 * characters, which no text has: such a byte shows that the file is in another encoding.
 */
function charactersOf(encoding: Encoding): Uint16Array {
  const decoder = new TextDecoder(encoding);
  return Uint16Array.from({ length: 128 }, (_, index) => {
    const isOwn = encoding === 'windows-1252' && index < windows1252.length;
    const code = (isOwn ? windows1252 : decoder.decode(Uint8Array.of(0x80 + index))).charCodeAt(isOwn ? index : 0);
    const isControl = code >= 0x80 && code < 0xa0;
    return isControl || code === 0xfffd ? none : code;
  });
}
