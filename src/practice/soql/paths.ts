// Resolves field paths such as `Account.Owner.Name` and reads their values.
import type { FieldDef, SObjectDef, Value } from '../data/schema';
import type { Table } from '../data/table';
import type { RowRef } from './cells';
import type { Clause } from './outline';
import { refuseWord, type RowTerm, type Scope } from './scope';

export interface FieldPath extends RowTerm {
  /** The lookups from the object in FROM to the owner of the field. */
  readonly hops: readonly FieldDef[];
  /** The object of the field; undefined after a polymorphic lookup. */
  readonly owner: SObjectDef | undefined;
}

/** A value of a row: a field, or a function of one. */
export interface Expression extends RowTerm {
  /** Equal for two spellings of the same expression; matches SELECT with GROUP BY. */
  readonly identity: string;
  /** Set when the expression is a plain field. */
  readonly path?: FieldPath;
}

const maxHops = 5;
const seeDescribe = 'Please reference your WSDL or the describe call for the appropriate names.';

/** The fields of the `Name` entity, which Salesforce returns for a polymorphic lookup without TYPEOF. */
const nameEntityFields = new Set(
  'id name type firstname lastname email phone title username alias isactive profileid userroleid recordtypeid'.split(
    ' ',
  ),
);

export function isPolymorphic(reference: FieldDef): boolean {
  return reference.referenceTo.length > 1;
}

/** The record that a lookup references; undefined when the lookup is empty or the record does not exist. */
export function follow(scope: Scope, table: Table, reference: FieldDef): (row: number) => RowRef | undefined {
  const { schema, store } = scope.org;
  return (row) => {
    const id = table.value(row, reference);
    if (typeof id !== 'string') return undefined;
    const def = schema.objectOfId(id);
    if (!def) return undefined;
    const target = store.table(def);
    const number = target.numberOf(id);
    if (number < 0 || (target.isDeleted(number) && !scope.withDeleted)) return undefined;
    return { table: target, row: number };
  };
}

export function resolvePath(scope: Scope, clause: Clause, text: string): FieldPath {
  const names = withoutPrefix(scope, text.split('.'));
  const fieldName = names.pop() ?? '';
  const hops: FieldDef[] = [];
  let owner: SObjectDef | undefined = scope.table.def;
  for (const name of names) {
    const hop: FieldDef | undefined = owner?.relationship(name);
    if (!hop || hops.length === maxHops) throw unknownRelationship(scope, { clause, word: text }, name);
    hops.push(hop);
    owner = isPolymorphic(hop) ? undefined : scope.org.schema.object(hop.referenceTo[0] ?? '');
  }
  const field = owner ? owner.field(fieldName) : nameEntityField(scope, hops.at(-1), fieldName);
  if (!field) throw unknownColumn(scope, { clause, word: text }, [fieldName, owner?.name ?? 'Name']);
  return { hops, owner, field, read: reader(scope, { table: scope.table, hops, field }) };
}

function unknownColumn(scope: Scope, at: { clause: Clause; word: string }, [name, entity]: [string, string]) {
  const hint = "If you are attempting to use a custom field, be sure to append the '__c' after the custom field name.";
  return refuseWord(scope, at, [
    'INVALID_FIELD',
    `No such column '${name}' on entity '${entity}'. ${hint} ${seeDescribe}`,
  ]);
}

function unknownRelationship(scope: Scope, at: { clause: Clause; word: string }, name: string) {
  const hint =
    "If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name.";
  const sentence = `Didn't understand relationship '${name}' in field path. ${hint} ${seeDescribe}`;
  return refuseWord(scope, at, ['INVALID_FIELD', sentence]);
}

/** Removes the alias or the object name at the start of a path. */
function withoutPrefix(scope: Scope, names: string[]): string[] {
  const first = names[0]?.toLowerCase();
  if (names.length < 2 || first === undefined) return names;
  const isAlias = first === scope.alias?.toLowerCase();
  const isObject = first === scope.table.def.name.toLowerCase() && !scope.table.def.relationship(first);
  return isAlias || isObject ? names.slice(1) : names;
}

function nameEntityField(scope: Scope, reference: FieldDef | undefined, name: string): FieldDef | undefined {
  if (!reference || !nameEntityFields.has(name.toLowerCase())) return undefined;
  const targets = reference.referenceTo.map((target) => scope.org.schema.object(target));
  if (name.toLowerCase() === 'type') {
    const model = targets.find((target) => target?.nameField)?.nameField;
    return model && { ...model, name: 'Type', label: 'Type', type: 'string', nameField: false };
  }
  return targets.map((target) => target?.field(name)).find((field) => field !== undefined);
}

interface Route {
  readonly table: Table;
  readonly hops: readonly FieldDef[];
  readonly field: FieldDef;
}

function reader(scope: Scope, { table, hops, field }: Route): (row: number) => Value {
  const [hop, ...rest] = hops;
  if (!hop) return (row) => table.value(row, field);
  const lead = follow(scope, table, hop);
  if (isPolymorphic(hop)) {
    return (row) => {
      const ref = lead(row);
      return ref ? nameEntityValue(ref, field.name) : null;
    };
  }
  const def = scope.org.schema.object(hop.referenceTo[0] ?? '');
  if (!def) return () => null;
  const inner = reader(scope, { table: scope.org.store.table(def), hops: rest, field });
  return (row) => {
    const ref = lead(row);
    return ref ? inner(ref.row) : null;
  };
}

/** The value of a `Name` entity field, read from the actual record. */
export function nameEntityValue(ref: RowRef, name: string): Value {
  if (name === 'Type') return ref.table.def.name;
  const field = ref.table.def.field(name);
  return field ? ref.table.value(ref.row, field) : null;
}
