// What a record of the answer looks like: its keys in the order of SELECT, parents nested, children by subquery.
import { attributesOf } from '../data/recordJson';
import type { FieldDef, SObjectDef } from '../data/schema';
import { wireCell, type RowRef } from './cells';
import type { Clause } from './outline';
import { follow, isPolymorphic, nameEntityValue, type FieldPath } from './paths';
import { refuseWord, type Scope } from './scope';

export type WireRecord = Record<string, unknown>;

/** Writes one value of a record; `undefined` for a key that is filled in later (child queries). */
export type Writer = (ref: RowRef) => unknown;

/** Collects what SELECT asks for; a parent named twice becomes one nested record. */
export class Shape {
  readonly #scope: Scope;
  readonly #behind: FieldDef | undefined;
  readonly #writers = new Map<string, { readonly key: string; readonly write: Writer }>();
  readonly #parents = new Map<string, Shape>();

  /** @param behind the polymorphic reference that led here, whose records show their `Name` entity */
  constructor(scope: Scope, behind?: FieldDef) {
    this.#scope = scope;
    this.#behind = behind;
  }

  addPath(path: FieldPath, at: { clause: Clause; word: string }): void {
    const [hop, ...rest] = path.hops;
    if (hop) {
      this.#parent(hop).addPath({ ...path, hops: rest }, at);
      return;
    }
    const { field } = path;
    const { version } = this.#scope;
    const write: Writer = this.#behind
      ? (ref) => nameEntityValue(ref, field.name)
      : (ref) => wireCell(ref, field, version);
    this.add(field.name, write, at);
  }

  /** Throws a refusal for a key that is there already. */
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
    const record: WireRecord = { attributes: this.#behind ? { ...attributes, type: 'Name' } : attributes };
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

/** Only records of these objects are written; of others nothing but null. */
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
