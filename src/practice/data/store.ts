// Holds the records in memory: one table per object.
import type { Schema, SObjectDef } from './schema';
import { Table, type Row } from './table';

export class Store {
  readonly #schema: Schema;
  readonly #tables = new Map<SObjectDef, Table>();
  /** Until the store was last cleared. */
  #changesBefore = 0;

  /** `orgNumber` is part of the org id, which is the id of the only record of Organization. */
  constructor(
    schema: Schema,
    readonly orgNumber = 0,
  ) {
    this.#schema = schema;
  }

  table(def: SObjectDef): Table {
    let table = this.#tables.get(def);
    if (table === undefined) {
      table = new Table(def, def.name === 'Organization' ? this.orgNumber : 0);
      this.#tables.set(def, table);
    }
    return table;
  }

  /** Case-insensitive; undefined for an unknown object. */
  byName(name: string): Table | undefined {
    const def = this.#schema.object(name);
    return def === undefined ? undefined : this.table(def);
  }

  /** The record with this id, of any object. */
  byId(id: string, options?: { readonly deleted: boolean }): Row | undefined {
    const def = this.#schema.objectOfId(id);
    return def === undefined ? undefined : this.table(def).byId(id, options);
  }

  /** Grows with each change of a record that clients can change, and when the store is cleared. */
  get changes(): number {
    let sum = this.#changesBefore;
    for (const [{ createable, updateable, deletable }, table] of this.#tables)
      if (createable || updateable || deletable) sum += table.changes;
    return sum;
  }

  clear(): void {
    this.#changesBefore = this.changes + 1;
    this.#tables.clear();
  }
}
