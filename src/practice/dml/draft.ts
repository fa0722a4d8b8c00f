// A row before it is saved: the changes over the stored values.
import type { Values } from '../data/rowCodec';
import type { Value } from '../data/schema';
import type { Table } from '../data/table';

export class Draft {
  readonly #table: Table;
  /** Undefined for a new row. */
  readonly #before: number | undefined;
  /** Starts with the default values for a new row, and empty for an update. */
  readonly changes: Values;
  #saved: number | undefined;

  constructor(table: Table, before: number | undefined, defaults: Values) {
    this.#table = table;
    this.#before = before;
    this.changes = before === undefined ? defaults.slice() : [];
  }

  /** The current or future row number: the next free one until the row is saved. */
  get number(): number {
    return this.#before ?? this.#saved ?? this.#table.nextNumber;
  }

  get isNew(): boolean {
    return this.#before === undefined;
  }

  get id(): string {
    return this.#table.idOf(this.number);
  }

  get(slot: number | undefined): Value {
    return slot === undefined ? null : (this.changes[slot] ?? (this.#isChanged(slot) ? null : this.old(slot)));
  }

  /** The stored value; null for a new row. */
  old(slot: number | undefined): Value {
    return slot === undefined || this.#before === undefined ? null : this.#table.cell(this.#before, slot);
  }

  set(slot: number | undefined, value: Value): void {
    if (slot !== undefined) this.changes[slot] = value;
  }

  /** Saves the row and returns its number. */
  save(): number {
    if (this.#before === undefined) {
      this.#saved = this.#table.insert(this.changes);
      return this.#saved;
    }
    this.#table.update(this.#before, this.changes);
    return this.#before;
  }

  #isChanged(slot: number): boolean {
    return this.changes[slot] !== undefined;
  }
}
