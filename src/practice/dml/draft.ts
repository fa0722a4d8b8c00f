// A row on its way into the store: what it will be, laid over what it was.
import type { Values } from '../data/rowCodec';
import type { Value } from '../data/schema';
import type { Table } from '../data/store';

export class Draft {
  readonly #table: Table;
  /** Undefined for a new row. */
  readonly #before: number | undefined;
  /** A new row begins with its defaults, a change with nothing. */
  readonly changes: Values;
  /** Position that the row has or will have. */
  readonly number: number;

  constructor(table: Table, before: number | undefined, defaults: Values) {
    this.#table = table;
    this.#before = before;
    this.number = before ?? table.nextNumber;
    this.changes = before === undefined ? defaults.slice() : [];
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

  /** What the row says now; null for a new row. */
  old(slot: number | undefined): Value {
    return slot === undefined || this.#before === undefined ? null : this.#table.cell(this.#before, slot);
  }

  set(slot: number | undefined, value: Value): void {
    if (slot !== undefined) this.changes[slot] = value;
  }

  /** Gives back the row's number. */
  save(): number {
    if (this.#before === undefined) return this.#table.insert(this.changes);
    this.#table.update(this.#before, this.changes);
    return this.#before;
  }

  #isChanged(slot: number): boolean {
    return this.changes[slot] !== undefined;
  }
}
