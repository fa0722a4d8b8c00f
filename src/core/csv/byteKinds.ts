// The bytes with a meaning in a CSV.
import type { Delimiter } from '../model/load';

// Kinds of bytes; all others are 0.
export const delimiterByte = 1;
export const lineFeed = 2;
export const carriageReturn = 3;
export const quote = 4;
export const high = 5;
export const nul = 6;

/** The kind of each byte; without a delimiter, as inside quotes. */
export function byteTable(delimiter?: Delimiter): Uint8Array {
  const table = new Uint8Array(256).fill(high, 128);
  table[0] = nul;
  table[0x0a] = lineFeed;
  table[0x0d] = carriageReturn;
  table[0x22] = quote;
  if (delimiter !== undefined) table[delimiter.charCodeAt(0)] = delimiterByte;
  return table;
}
