// Matches result rows to the records of a part by content, and remembers where each was written: 28 bytes for each
// record.
import { rowLists, type IndexEntry, type RowList } from './layout';
import type { Hash } from './recordHash';
import type { RowPlace } from './rowWriter';

const empty = 0;
const gone = 0xffffffff;

/**
 * Finds a record by the hash of its content. Of records with the same content, `take` gives the one that was added
 * first: with A, B, A added on lines 2, 3 and 4, taking A gives the record of line 2, then that of line 4, then -1.
 */
export class RowMatcher {
  /** Records added so far. */
  size = 0;
  /** Records of the part. */
  records = 0;
  #rows = 0;
  #lines = new Uint32Array(0);
  // Once a record is found its hash is not needed, so its columns then hold the place of its row.
  /** The hash's low half, then the offset's. */
  #low = new Uint32Array(0);
  /** The hash's high half, then the offset's. */
  #high = new Uint32Array(0);
  /** Records of the same content form a ring: the next of the last one is the first. Then the row's length. */
  #next = new Uint32Array(0);
  #sequences = new Uint32Array(0);
  /** Three bits for the list, plus one, then the group; 0 before the row was found. */
  #kinds = new Uint16Array(0);
  /** Open addressing; a slot holds the last record of its ring, plus one. */
  #slots = new Uint32Array(slotsFor(0));

  /**
   * Clears it for a part of so many records; more cannot be added. Arrays that are large enough are reused: freed
   * megabytes do not go back to the system at once, so with new arrays the process would grow with every part.
   */
  renew(records: number): void {
    this.size = 0;
    this.records = records;
    this.#rows = 0;
    if (this.#lines.length < records) {
      this.#lines = new Uint32Array(records);
      this.#low = new Uint32Array(records);
      this.#high = new Uint32Array(records);
      this.#next = new Uint32Array(records);
      this.#sequences = new Uint32Array(records);
      this.#kinds = new Uint16Array(records);
    } else {
      this.#lines.fill(0);
      this.#kinds.fill(0);
    }
    if (this.#slots.length < slotsFor(records)) this.#slots = new Uint32Array(slotsFor(records));
    else this.#slots.fill(empty);
  }

  /** Result rows that match none of the records. They are kept after the records, so all records are added first. */
  get unmatched(): number {
    return this.#rows - this.size;
  }

  /** Records beyond those of the part are ignored. */
  add({ low, high }: Hash, line: number): void {
    if (this.size === this.records) return;
    const record = this.size++;
    this.#rows = this.size;
    this.#lines[record] = line;
    this.#low[record] = low;
    this.#high[record] = high;
    const slot = this.#find(low, high);
    const last = (this.#slots[slot] as number) - 1;
    this.#next[record] = last < 0 ? record : (this.#next[last] as number);
    if (last >= 0) this.#next[last] = record;
    this.#slots[slot] = record + 1;
  }

  /** The number of the first record of this content that was not taken yet, from 0; -1 for none. */
  take({ low, high }: Hash): number {
    const slot = this.#find(low, high);
    const last = (this.#slots[slot] as number) - 1;
    if (last < 0) return -1;
    const first = this.#next[last] as number;
    if (first === last) this.#slots[slot] = gone;
    else this.#next[last] = this.#next[first] as number;
    return first;
  }

  /** Whether a record of this content was not taken yet. */
  has({ low, high }: Hash): boolean {
    return this.#slots[this.#find(low, high)] !== empty;
  }

  /** The slot of this content, or the empty slot where it would be. */
  #find(low: number, high: number): number {
    const { length } = this.#slots;
    for (let slot = Math.floor((low / 2 ** 32) * length); ; slot = slot + 1 === length ? 0 : slot + 1) {
      const entry = this.#slots[slot] as number;
      if (entry === empty) return slot;
      if (entry !== gone && this.#low[entry - 1] === low && this.#high[entry - 1] === high) return slot;
    }
  }

  /** 0 for a row that matches none of the records. */
  lineOf(record: number): number {
    return this.#lines[record] ?? 0;
  }

  isPlaced(record: number): boolean {
    return this.#kinds[record] !== 0;
  }

  /** Notes where the row of a record, or of none (-1), was written. `group` is the number of its group, 0 for none. */
  place(record: number, list: RowList, group: number, { offset, lengthBytes, sequence }: Readonly<RowPlace>): void {
    const row = record >= 0 ? record : this.#addUnmatched();
    this.#low[row] = offset % 2 ** 32;
    this.#high[row] = Math.floor(offset / 2 ** 32);
    this.#next[row] = lengthBytes;
    this.#sequences[row] = sequence;
    this.#kinds[row] = (group << 3) | (rowLists.indexOf(list) + 1);
  }

  #addUnmatched(): number {
    if (this.#rows === this.#lines.length) {
      const capacity = Math.max(1024, this.#rows * 2);
      this.#lines = grown(this.#lines, new Uint32Array(capacity));
      this.#low = grown(this.#low, new Uint32Array(capacity));
      this.#high = grown(this.#high, new Uint32Array(capacity));
      this.#next = grown(this.#next, new Uint32Array(capacity));
      this.#sequences = grown(this.#sequences, new Uint32Array(capacity));
      this.#kinds = grown(this.#kinds, new Uint16Array(capacity));
    }
    return this.#rows++;
  }

  /**
   * The rows of a list in the order of the records, unmatched rows last. `marks` has what the index says for the number
   * of a group. An entry is valid until the next one: a million objects would cost more than the entries.
   */
  *placed(list: RowList, marks: ArrayLike<number>): Generator<IndexEntry> {
    const wanted = rowLists.indexOf(list) + 1;
    const entry = { offset: 0, lengthBytes: 0, line: 0, group: 0, sequence: 0 };
    for (let row = 0; row < this.#rows; row++) {
      const kind = this.#kinds[row] as number;
      if ((kind & 7) !== wanted) continue;
      entry.offset = (this.#low[row] as number) + (this.#high[row] as number) * 2 ** 32;
      entry.lengthBytes = this.#next[row] as number;
      entry.line = this.lineOf(row);
      entry.group = marks[kind >> 3] ?? 0;
      entry.sequence = this.#sequences[row] as number;
      yield entry;
    }
  }
}

/** Never full, so that every search ends. */
const slotsFor = (records: number): number => Math.ceil((records * 4) / 3) + 1;

function grown<T extends Uint16Array | Uint32Array>(old: T, next: T): T {
  next.set(old);
  return next;
}
