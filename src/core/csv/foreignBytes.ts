// What is known about bytes that are not UTF-8: their place, and whether the text around them is UTF-8 with a few
// wrong bytes or in another encoding.
import { SalesforceError } from '../errors/salesforceError';
import { encodingCandidates } from './encodingCandidates';

/** Bytes of a file that begin with a character, and where they are in it. */
export interface Excerpt {
  readonly bytes: Uint8Array;
  readonly offset: number;
  readonly line: number;
  /** The file ends here, too, so the last character is not cut. */
  readonly isEnd?: boolean;
}

/** The last character may be cut. */
export function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/**
 * For bytes that are not UTF-8. `input.strayByte`: most characters beyond ASCII are UTF-8, so the file is damaged.
 * `input.unknownEncoding`: the file is in another encoding, and its bytes do not say which.
 */
export function encodingError({ bytes, offset, line, isEnd = false }: Excerpt, file: string): SalesforceError {
  const { characters, strays, first } = survey(bytes, isEnd);
  const place = {
    file,
    line: bytes.subarray(0, first).reduce((sum, byte) => (byte === 0x0a ? sum + 1 : sum), line),
    offset: offset + first,
    byte: (bytes[first] ?? 0).toString(16).toUpperCase(),
  };
  if (characters > strays) return new SalesforceError('input.strayByte', place);
  const likely = encodingCandidates(bytes).slice(0, 3);
  const candidates = likely.map(({ encoding, samples }) => `${encoding} (“${samples[0] ?? ''}”)`).join(', ');
  return new SalesforceError('input.unknownEncoding', { ...place, candidates });
}

interface Survey {
  /** Characters of several bytes in UTF-8. */
  readonly characters: number;
  /** Bytes that are no part of such a character. */
  readonly strays: number;
  /** Index of the first of them. */
  readonly first: number;
}

function survey(bytes: Uint8Array, isEnd: boolean): Survey {
  let characters = 0;
  let strays = 0;
  let first = -1;
  for (let at = 0; at < bytes.length;) {
    const whole = characterLength(bytes, at);
    const length = isEnd && at + whole > bytes.length ? 0 : whole;
    if (length > 1) characters++;
    else if (length === 0) {
      strays++;
      if (first < 0) first = at;
    }
    at += Math.max(1, length);
  }
  return { characters, strays, first: Math.max(0, first) };
}

/** Of the UTF-8 character at that place; 0 for none. At the end of the bytes it may be cut. */
function characterLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] as number;
  if (lead < 0x80) return 1;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  const length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  const low = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const top = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  for (let next = 1; next < length && at + next < bytes.length; next++) {
    const byte = bytes[at + next] as number;
    if (byte < (next === 1 ? low : 0x80) || byte > (next === 1 ? top : 0xbf)) return 0;
  }
  return length;
}
