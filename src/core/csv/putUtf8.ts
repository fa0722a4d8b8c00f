// Writes characters as UTF-8.

/** Writes a character and returns the index after it. A character has up to four bytes. */
export function putUtf8(out: Uint8Array, at: number, code: number): number {
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
