// What was sent in a part, by content: 24 bytes a record in typed arrays, so that a million rows need no objects.

const empty = 0;
const gone = 0xffffffff;

/** Finds a record by its content's hash. Records of the same content are handed out in the order in which they were added. */
export class Ledger {
  size = 0;
  readonly #lines: Uint32Array;
  readonly #low: Uint32Array;
  readonly #high: Uint32Array;
  /** Records of one content form a ring: the last one's `next` is the first. */
  readonly #next: Uint32Array;
  /** Open addressing; a slot holds the last record of its ring, plus one. */
  readonly #slots: Uint32Array;
  readonly #mask: number;

  constructor(readonly capacity: number) {
    this.#lines = new Uint32Array(capacity);
    this.#low = new Uint32Array(capacity);
    this.#high = new Uint32Array(capacity);
    this.#next = new Uint32Array(capacity);
    const slots = 2 ** Math.ceil(Math.log2(Math.max(8, (capacity * 4) / 3)));
    this.#slots = new Uint32Array(slots);
    this.#mask = slots - 1;
  }

  /** Records beyond the capacity are left out. */
  add({ low, high }: Hash, line: number): void {
    if (this.size === this.capacity) return;
    const record = this.size++;
    this.#lines[record] = line;
    this.#low[record] = low;
    this.#high[record] = high;
    const slot = this.#find(low, high);
    const last = (this.#slots[slot] as number) - 1;
    this.#next[record] = last < 0 ? record : (this.#next[last] as number);
    if (last >= 0) this.#next[last] = record;
    this.#slots[slot] = record + 1;
  }

  /** The number of the first record of this content that was not taken yet, from 0; -1 when there is none. */
  take({ low, high }: Hash): number {
    const slot = this.#find(low, high);
    const last = (this.#slots[slot] as number) - 1;
    if (last < 0) return -1;
    const first = this.#next[last] as number;
    if (first === last) this.#slots[slot] = gone;
    else this.#next[last] = this.#next[first] as number;
    return first;
  }

  /** 1-based line of the source on which the record starts; 0 for a number that is none of the records. */
  lineOf(record: number): number {
    return this.#lines[record] ?? 0;
  }

  /** The slot of this content, or the empty one where it would go. */
  #find(low: number, high: number): number {
    for (let slot = low & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const entry = this.#slots[slot] as number;
      if (entry === empty) return slot;
      if (entry !== gone && this.#low[entry - 1] === low && this.#high[entry - 1] === high) return slot;
    }
  }
}

export interface Hash {
  readonly low: number;
  readonly high: number;
}

const quote = 0x22;
const carriageReturn = 0x0d;
/** No byte of UTF-8 has this value, so cells cannot run into each other. */
const endOfCell = 0xff;

/**
 * 64 bits over a record's values: quotes do not count, nor do carriage returns, which a server may drop from line breaks
 * within values. Two different records of a million share a hash once in 30 million loads, and then only swap lines.
 */
export class RecordHash implements Hash {
  low = 0;
  high = 0;

  /** Of the values between `start` and `end`, the end of the record's content. */
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
        // A quote that opens right behind one that closed is a doubled one: a quote in the value.
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
