// Writes the records of a query response: keys in the order of SELECT, nested parents, children by subquery.
import { attributesOf } from '../data/recordJson';
import type { FieldDef, SObjectDef } from '../data/schema';
import { wireCell, type RowRef } from './cells';
import type { Clause } from './outline';
import { follow, isPolymorphic, nameEntityValue, type FieldPath } from './paths';
import { refuseWord, type Scope } from './scope';

export type WireRecord = Record<string, unknown>;

/** Returns one value of a record; `undefined` for a key that is set later (child queries). */
export type Writer = (ref: RowRef) => unknown;

/** Collects the selected fields; several fields of one parent form one nested record. */
export class Shape {
  readonly #scope: Scope;
  readonly #polymorphic: FieldDef | undefined;
  readonly #writers = new Map<string, { readonly key: string; readonly write: Writer }>();
  readonly #parents = new Map<string, Shape>();

  /** @param polymorphic the polymorphic lookup to these records, which then show the fields of the `Name` entity */
  constructor(scope: Scope, polymorphic?: FieldDef) {
    this.#scope = scope;
    this.#polymorphic = polymorphic;
  }

  addPath(path: FieldPath, at: { clause: Clause; word: string }): void {
    const [hop, ...rest] = path.hops;
    if (hop) {
      this.#parent(hop).addPath({ ...path, hops: rest }, at);
      return;
    }
    const { field } = path;
    const { version } = this.#scope;
    const write: Writer = this.#polymorphic
      ? (ref) => nameEntityValue(ref, field.name)
      : (ref) => wireCell(ref, field, version);
    this.add(field.name, write, at);
  }

  /** Throws for a duplicate key. */
  add(key: string, write: Writer, at: { clause: Clause; word: string }): void {
    const known = key.toLowerCase();
    if (this.#writers.has(known)) {
      throw refuseWord(this.#scope, at, ['INVALID_FIELD', `duplicate field selected: ${key}`]);
    }
    this.#writers.set(known, { key, write });
  }

  write(ref: RowRef): WireRecord {
    const { table, row } = ref;
    const attributes = attributesOf(table.def, table.idOf(row), this.#scope.version);
    const record: WireRecord = { attributes: this.#polymorphic ? { ...attributes, type: 'Name' } : attributes };
    for (const { key, write } of this.#writers.values()) record[key] = write(ref);
    return record;
  }

  #parent(reference: FieldDef): Shape {
    const key = reference.relationshipName ?? reference.name;
    const known = this.#parents.get(key);
    if (known) return known;
    const shape = new Shape(this.#scope, isPolymorphic(reference) ? reference : undefined);
    this.#parents.set(key, shape);
    this.#writers.set(key.toLowerCase(), {
      key,
      write: (ref) => {
        const parent = follow(this.#scope, ref.table, reference)(ref.row);
        return parent ? shape.write(parent) : null;
      },
    });
    return shape;
  }
}

/** Writes records of these objects, and null for records of other objects. */
export function writeByType(
  scope: Scope,
  reference: FieldDef,
  shapes: ReadonlyMap<SObjectDef | undefined, Shape>,
): Writer {
  return (ref) => {
    const target = follow(scope, ref.table, reference)(ref.row);
    if (!target) return null;
    const shape = shapes.get(target.table.def) ?? shapes.get(undefined);
    return shape ? shape.write(target) : null;
  };
}
