// The records of the Tooling API's own objects; those of all other objects are in the store of the org.
import type { Schema, SObjectDef } from '../data/schema';
import { Store } from '../data/store';
import type { Table } from '../data/table';

export class ToolingStore extends Store {
  readonly #org: Store;
  readonly #own: ReadonlySet<string>;

  /** @param own the names of the objects that are not in the store of the org */
  constructor(schema: Schema, org: Store, own: readonly string[]) {
    super(schema);
    this.#org = org;
    this.#own = new Set(own);
  }

  override table(def: SObjectDef): Table {
    return this.#own.has(def.name) ? super.table(def) : this.#org.table(def);
  }
}
