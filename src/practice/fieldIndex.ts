// Finds rows by the value of one field: a hash table of row numbers in typed arrays; equal values may repeat.
import type { FieldDef, Value } from './schema';

const EMPTY = 0;
const GONE = -1;

/** What two values must share to count as the same in this field; case counts only where the field says so. */
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

export class FieldIndex {
  private hashes = new Int32Array(64);
  /** Row number + 1; 0 is an empty place, -1 a place whose row left. */
  private rows = new Int32Array(64);
  private taken = 0;

  /** `valueOf` reads the indexed field of a row; the index itself keeps no values. */
  constructor(
    readonly field: FieldDef,
    private readonly valueOf: (row: number) => Value,
  ) {}

  add(value: Value, row: number): void {
    if (value === null) return;
    if ((this.taken + 1) * 10 > this.rows.length * 7) this.rebuild();
    const hash = hashOf(keyOf(this.field, value));
    const at = this.freePlace(hash);
    this.hashes[at] = hash;
    this.rows[at] = row + 1;
    this.taken++;
  }

  /** Call it while the row still has the value. */
  remove(value: Value, row: number): void {
    if (value === null) return;
    const mask = this.rows.length - 1;
    for (let at = hashOf(keyOf(this.field, value)) & mask; this.rows[at] !== EMPTY; at = (at + 1) & mask) {
      if (this.rows[at] === row + 1) {
        this.rows[at] = GONE;
        return;
      }
    }
  }

  /** At most `limit` rows that have the value. */
  find(value: Value, limit: number): number[] {
    if (value === null) return [];
    const key = keyOf(this.field, value);
    const hash = hashOf(key);
    const found: number[] = [];
    const mask = this.rows.length - 1;
    for (let at = hash & mask; found.length < limit; at = (at + 1) & mask) {
      const row = this.rows[at] ?? EMPTY;
      if (row === EMPTY) break;
      if (row !== GONE && this.hashes[at] === hash && keyOf(this.field, this.valueOf(row - 1)) === key) {
        found.push(row - 1);
      }
    }
    return found;
  }

  private freePlace(hash: number): number {
    const mask = this.rows.length - 1;
    let at = hash & mask;
    while (this.rows[at] !== EMPTY) at = (at + 1) & mask;
    return at;
  }

  private rebuild(): void {
    const { hashes, rows } = this;
    const live = rows.reduce((sum, row) => (row > 0 ? sum + 1 : sum), 0);
    const size = live * 2 > rows.length / 2 ? rows.length * 2 : rows.length;
    this.hashes = new Int32Array(size);
    this.rows = new Int32Array(size);
    this.taken = live;
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i] ?? EMPTY;
      if (row <= 0) continue;
      const hash = hashes[i] ?? 0;
      const at = this.freePlace(hash);
      this.hashes[at] = hash;
      this.rows[at] = row;
    }
  }
}
