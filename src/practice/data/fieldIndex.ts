// Finds rows by the value of one field. Chains of row numbers in typed arrays need 20 MB for a million rows and no
// garbage collection.
import type { FieldDef, Value } from './schema';

/** The comparison key of a value; lowercase unless the field is case-sensitive. */
export function keyOf(field: FieldDef, value: Value): string {
  const text = String(value);
  return field.caseSensitive || field.type === 'reference' || field.type === 'id' ? text : text.toLowerCase();
}

function hashOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  return hash ^ (hash >>> 13);
}

/** Many rows may share a value; adding and removing take constant time even then. */
export class FieldIndex {
  readonly #valueOf: (row: number) => Value;
  /** For each bucket, the newest row of its chain plus 1; 0 means an empty bucket. */
  #heads = new Int32Array(64);
  /** For each row, its hash and its neighbors in the chain plus 1. */
  #hashes = new Int32Array(64);
  #older = new Int32Array(64);
  #newer = new Int32Array(64);
  #size = 0;

  /** `valueOf` reads the indexed field of a row; the index stores no values. */
  constructor(
    readonly field: FieldDef,
    valueOf: (row: number) => Value,
  ) {
    this.#valueOf = valueOf;
  }

  add(value: Value, row: number): void {
    if (row >= this.#hashes.length) this.#growRows(row);
    if (++this.#size > this.#heads.length) this.#growBuckets();
    this.#hashes[row] = hashOf(keyOf(this.field, value));
    this.#chain(row);
  }

  /** The row must be in the index. */
  remove(row: number): void {
    const older = this.#older[row] ?? 0;
    const newer = this.#newer[row] ?? 0;
    if (older > 0) this.#newer[older - 1] = newer;
    if (newer > 0) this.#older[newer - 1] = older;
    else this.#heads[this.#bucketOf(row)] = older;
    this.#size--;
  }

  /** Up to `limit` rows with this value, newest first. */
  find(value: Value, limit: number): number[] {
    if (value === null) return [];
    const key = keyOf(this.field, value);
    const hash = hashOf(key);
    const found: number[] = [];
    let next = this.#heads[hash & (this.#heads.length - 1)] ?? 0;
    while (next > 0 && found.length < limit) {
      const row = next - 1;
      if (this.#hashes[row] === hash && keyOf(this.field, this.#valueOf(row)) === key) found.push(row);
      next = this.#older[row] ?? 0;
    }
    return found;
  }

  #bucketOf(row: number): number {
    return (this.#hashes[row] ?? 0) & (this.#heads.length - 1);
  }

  #chain(row: number): void {
    const bucket = this.#bucketOf(row);
    const head = this.#heads[bucket] ?? 0;
    this.#older[row] = head;
    this.#newer[row] = 0;
    if (head > 0) this.#newer[head - 1] = row + 1;
    this.#heads[bucket] = row + 1;
  }

  #growRows(row: number): void {
    const size = Math.max(row + 1, this.#hashes.length * 2);
    this.#hashes = grown(this.#hashes, size);
    this.#older = grown(this.#older, size);
    this.#newer = grown(this.#newer, size);
  }

  #growBuckets(): void {
    const rows: number[] = [];
    for (const head of this.#heads) {
      for (let next = head; next > 0; next = this.#older[next - 1] ?? 0) rows.push(next - 1);
    }
    this.#heads = new Int32Array(this.#heads.length * 2);
    for (const row of rows.reverse()) this.#chain(row);
  }
}

function grown(array: Int32Array<ArrayBuffer>, size: number): Int32Array<ArrayBuffer> {
  const bigger = new Int32Array(size);
  bigger.set(array);
  return bigger;
}
