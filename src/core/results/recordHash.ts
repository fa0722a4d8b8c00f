// A 64-bit hash of a record's values, however they are quoted.

export interface Hash {
  readonly low: number;
  readonly high: number;
}

const quote = 0x22;
const carriageReturn = 0x0d;
/** No byte of UTF-8 has this value, so `a,bc` and `ab,c` differ. */
const endOfCell = 0xff;

/**
 * Quotes do not count, nor do carriage returns, which a server may remove from line breaks within values. Two different
 * records of a million share a hash in one of 30 million loads; then they only swap lines.
 */
export class RecordHash implements Hash {
  low = 0;
  high = 0;

  /** Hashes the values between `start` and `end`, the end of the record's content. */
  of(bytes: Uint8Array, start: number, end: number, delimiter: number): this {
    let low = 0x811c9dc5;
    let high = 0x9747b28c;
    let word = 0;
    let length = 0;
    let quoted = false;
    for (let at = start; at < end; at++) {
      let byte = bytes[at] as number;
      if (byte === quote) {
        quoted = !quoted;
        // A quote that opens directly after one that closed is a doubled quote: a quote in the value.
        if (!quoted || at === start || bytes[at - 1] !== quote) continue;
      } else if (byte === delimiter) {
        if (!quoted) byte = endOfCell;
      } else if (byte === carriageReturn) continue;
      word = (word << 8) | byte;
      if ((++length & 3) !== 0) continue;
      low = Math.imul(low ^ word, 0x5bd1e995);
      low ^= low >>> 15;
      high = Math.imul(high ^ word, 0x1b873593);
      high ^= high >>> 13;
    }
    this.low = mixed(low ^ Math.imul(word, 0x2c1b3c6d) ^ length);
    this.high = mixed(high ^ Math.imul(word, 0x297a2d39) ^ this.low);
    return this;
  }
}

function mixed(hash: number): number {
  let mixing = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixing = Math.imul(mixing ^ (mixing >>> 13), 0xc2b2ae35);
  return (mixing ^ (mixing >>> 16)) >>> 0;
}
