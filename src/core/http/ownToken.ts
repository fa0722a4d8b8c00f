// Removes the access token of a call from what the server answers: a server may repeat it in any text, such as the
// error of a row, and results and messages end up in files.
const replacement = new TextEncoder().encode('[secret]');

/** A shorter token could be a value of a record. */
const minLength = 16;

/** The rarest of these in data is searched for first; the rest of a token is compared only where it occurs. */
const rareBytes = '!%~$^|{}_=+QXZJKWVYq';

/**
 * The same bytes, with the token, also as URLs and JSON spell it, replaced by `[secret]`. Chunks without it are passed
 * on uncopied.
 */
export function withoutToken(body: AsyncIterable<Uint8Array>, token: string): AsyncIterable<Uint8Array> {
  if (token.length < minLength) return body;
  const inForm = new URLSearchParams({ '': token }).toString().slice(1);
  const inJson = JSON.stringify(token).slice(1, -1);
  const spellings = new Set([token, encodeURIComponent(token), inForm, inJson]);
  return [...spellings].reduce((rest, spelling) => replaced(rest, toNeedle(spelling)), body);
}

interface Needle {
  readonly bytes: Uint8Array;
  /** Position of the byte that is searched for. */
  readonly pivot: number;
}

function toNeedle(text: string): Needle {
  const bytes = new TextEncoder().encode(text);
  const rare = [...new TextEncoder().encode(rareBytes)].find((byte) => bytes.includes(byte));
  return { bytes, pivot: rare === undefined ? 0 : bytes.indexOf(rare) };
}

async function* replaced(body: AsyncIterable<Uint8Array>, needle: Needle): AsyncGenerator<Uint8Array> {
  let rest: Uint8Array = new Uint8Array();
  for await (const chunk of body) {
    if (rest.length > 0 && chunk.length >= needle.bytes.length && !goesOn(rest, chunk, needle.bytes)) {
      yield rest;
      rest = new Uint8Array();
    }
    const bytes = rest.length === 0 ? chunk : concatenated(rest, chunk);
    let from = 0;
    for (let at = find(bytes, needle, from); at >= 0; at = find(bytes, needle, from)) {
      yield bytes.subarray(from, at);
      yield replacement;
      from = at + needle.bytes.length;
    }
    const end = bytes.length - begunAtEnd(bytes, from, needle.bytes);
    if (end > from) yield bytes.subarray(from, end);
    // The chunk's memory may be reused by its source.
    rest = bytes.slice(end);
  }
  if (rest.length > 0) yield rest;
}

function find(bytes: Uint8Array, { bytes: needle, pivot }: Needle, from: number): number {
  const pivotByte = needle[pivot] as number;
  for (let at = bytes.indexOf(pivotByte, from + pivot); at >= 0; at = bytes.indexOf(pivotByte, at + 1)) {
    const start = at - pivot;
    if (start + needle.length > bytes.length) return -1;
    if (hasAt(bytes, start, needle, needle.length)) return start;
  }
  return -1;
}

/** How many bytes at the end are the beginning of the needle; at most all of it but one. */
function begunAtEnd(bytes: Uint8Array, from: number, needle: Uint8Array): number {
  for (let count = Math.min(needle.length - 1, bytes.length - from); count > 0; count -= 1)
    if (hasAt(bytes, bytes.length - count, needle, count)) return count;
  return 0;
}

function hasAt(bytes: Uint8Array, start: number, needle: Uint8Array, count: number): boolean {
  for (let i = 0; i < count; i += 1) if (bytes[start + i] !== needle[i]) return false;
  return true;
}

/**
 * Whether a needle begins in `rest` and ends in the chunk, which is at least as long. A chunk is copied only for one,
 * since most ends that look like a beginning are data.
 */
function goesOn(rest: Uint8Array, chunk: Uint8Array, needle: Uint8Array): boolean {
  for (let count = rest.length; count > 0; count -= 1) {
    const isBegun = hasAt(rest, rest.length - count, needle, count);
    if (isBegun && hasAt(chunk, 0, needle.subarray(count), needle.length - count)) return true;
  }
  return false;
}

function concatenated(first: Uint8Array, second: Uint8Array): Uint8Array {
  const whole = new Uint8Array(first.length + second.length);
  whole.set(first);
  whole.set(second, first.length);
  return whole;
}
