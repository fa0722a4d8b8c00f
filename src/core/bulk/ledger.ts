// What was sent in a part and where each row of it went, in 28 bytes a record: a million rows need no objects.
import { rowLists, type IndexEntry, type RowList } from '../kernel/resultFiles';
import type { Hash } from './recordHash';
import type { RowPlace } from './rowWriter';

const empty = 0;
const gone = 0xffffffff;

/**
 * Finds a record by its content's hash; records of the same content are handed out in the order in which they were added.
 * Then it remembers where the record's result row was put.
 */
export class Ledger {
  /** Records that were added. */
  size = 0;
  #rows: number;
  #lines: Uint32Array;
  // A record that was found needs no hash any more: its columns then hold the place of its row.
  /** The hash's low half, then the offset's. */
  #low: Uint32Array;
  /** The hash's high half, then the offset's. */
  #high: Uint32Array;
  /** Records of one content form a ring, the last one's next is the first; then the row's length. */
  #next: Uint32Array;
  #sequences: Uint32Array;
  /** Two bits for the list, plus one, then the group; 0 before the row was found. */
  #kinds: Uint16Array;
  /** Open addressing; a slot holds the last record of its ring, plus one. */
  readonly #slots: Uint32Array;

  /** `records` is how many were sent; more cannot be added. */
  constructor(readonly records: number) {
    this.#rows = records;
    this.#lines = new Uint32Array(records);
    this.#low = new Uint32Array(records);
    this.#high = new Uint32Array(records);
    this.#next = new Uint32Array(records);
    this.#sequences = new Uint32Array(records);
    this.#kinds = new Uint16Array(records);
    this.#slots = new Uint32Array(Math.ceil((records * 4) / 3) + 1);
  }

  /** Result rows that are none of the records. */
  get strangers(): number {
    return this.#rows - this.records;
  }

  /** `line` is 1-based. Records beyond those announced are left out. */
  add({ low, high }: Hash, line: number): void {
    if (this.size === this.records) return;
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

  /** The slot of this content, or the empty one where it would go. */
  #find(low: number, high: number): number {
    const { length } = this.#slots;
    for (let slot = Math.floor((low / 2 ** 32) * length); ; slot = slot + 1 === length ? 0 : slot + 1) {
      const entry = this.#slots[slot] as number;
      if (entry === empty) return slot;
      if (entry !== gone && this.#low[entry - 1] === low && this.#high[entry - 1] === high) return slot;
    }
  }

  /** 0 for a row that is none of the records. */
  lineOf(record: number): number {
    return this.#lines[record] ?? 0;
  }

  isPlaced(record: number): boolean {
    return this.#kinds[record] !== 0;
  }

  /** Where the row of a record that was taken, or of none (-1), was put; `group` is the number of its group, 0 for none. */
  place(record: number, list: RowList, group: number, { offset, lengthBytes, sequence }: Readonly<RowPlace>): void {
    const row = record >= 0 ? record : this.#stranger();
    this.#low[row] = offset % 2 ** 32;
    this.#high[row] = Math.floor(offset / 2 ** 32);
    this.#next[row] = lengthBytes;
    this.#sequences[row] = sequence;
    this.#kinds[row] = (group << 2) | (rowLists.indexOf(list) + 1);
  }

  #stranger(): number {
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

  /** The rows of a list in the order of the records, rows that are none of them last; `group` is the group's number. */
  *placed(list: RowList): Generator<IndexEntry> {
    const wanted = rowLists.indexOf(list) + 1;
    for (let row = 0; row < this.#rows; row++) {
      const kind = this.#kinds[row] as number;
      if ((kind & 3) !== wanted) continue;
      yield {
        offset: (this.#low[row] as number) + (this.#high[row] as number) * 2 ** 32,
        lengthBytes: this.#next[row] as number,
        line: this.lineOf(row),
        group: kind >> 2,
        sequence: this.#sequences[row] as number,
      };
    }
  }
}

function grown<T extends Uint16Array | Uint32Array>(old: T, next: T): T {
  next.set(old);
  return next;
}
