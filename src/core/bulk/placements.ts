// Where each row of a part went: the list, its place in the list's CSV and its failure group, in typed arrays.
import type { FileWriter } from '../ports';
import { entryBytes, rowLists, writeEntry, type RowList } from '../kernel/resultFiles';

interface Placement {
  readonly offset: number;
  readonly lengthBytes: number;
  readonly group: number;
  readonly sequence: number;
}

/** Numbers below `records` are the records sent, in their order; those above are result rows that are none of them. */
export class Placements {
  /** Which list, plus one; 0 for none. */
  #list: Uint8Array;
  #offset: Float64Array;
  #length: Uint32Array;
  #group: Uint32Array;
  #sequence: Uint32Array;
  #size: number;

  constructor(readonly records: number) {
    this.#size = records;
    this.#list = new Uint8Array(records);
    this.#offset = new Float64Array(records);
    this.#length = new Uint32Array(records);
    this.#group = new Uint32Array(records);
    this.#sequence = new Uint32Array(records);
  }

  /** How many result rows are none of the records. */
  get strangers(): number {
    return this.#size - this.records;
  }

  isPlaced(record: number): boolean {
    return this.#list[record] !== 0;
  }

  /** A negative number stands for a row that is none of the records. */
  place(record: number, list: RowList, { offset, lengthBytes, group, sequence }: Placement): void {
    const row = record >= 0 ? record : this.#stranger();
    this.#list[row] = rowLists.indexOf(list) + 1;
    this.#offset[row] = offset;
    this.#length[row] = lengthBytes;
    this.#group[row] = group;
    this.#sequence[row] = sequence;
  }

  #stranger(): number {
    if (this.#size === this.#list.length) {
      const capacity = Math.max(1024, this.#size * 2);
      this.#list = grown(this.#list, new Uint8Array(capacity));
      this.#offset = grown(this.#offset, new Float64Array(capacity));
      this.#length = grown(this.#length, new Uint32Array(capacity));
      this.#group = grown(this.#group, new Uint32Array(capacity));
      this.#sequence = grown(this.#sequence, new Uint32Array(capacity));
    }
    return this.#size++;
  }

  /** Writes the list's index, in the order of the records. */
  async writeIndex(list: RowList, lineOf: (record: number) => number, writer: FileWriter): Promise<void> {
    const wanted = rowLists.indexOf(list) + 1;
    let view = new DataView(new ArrayBuffer(entryBytes * entriesAWrite));
    let at = 0;
    for (let row = 0; row < this.#size; row++) {
      if (this.#list[row] !== wanted) continue;
      writeEntry(view, at, {
        offset: this.#offset[row] as number,
        lengthBytes: this.#length[row] as number,
        line: lineOf(row),
        group: this.#group[row] as number,
        sequence: this.#sequence[row] as number,
      });
      at += entryBytes;
      if (at < view.byteLength) continue;
      await writer.write(new Uint8Array(view.buffer));
      view = new DataView(new ArrayBuffer(view.byteLength));
      at = 0;
    }
    await writer.write(new Uint8Array(view.buffer, 0, at));
  }
}

const entriesAWrite = 4096;

function grown<T extends Uint8Array | Uint32Array | Float64Array>(old: T, next: T): T {
  next.set(old);
  return next;
}
