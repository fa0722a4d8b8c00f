// Deletes rows. Their children are deleted too, lose their lookup value, or prevent the delete.
import { isId, normalizeId } from '../data/ids';
import type { Values } from '../data/rowCodec';
import { deletedEntity, invalidReference, rowError, wrongObject, type RowError } from '../data/rowErrors';
import type { FieldDef, SObjectDef, Value } from '../data/schema';
import type { Table } from '../data/table';
import type { Org } from '../org/org';
import type { RowOutcome } from './outcome';

export interface DeleteOptions {
  /** Deletes permanently, without the Recycle Bin. */
  readonly isHard: boolean;
  readonly undo?: (() => void)[] | undefined;
}

interface ChildLink {
  readonly table: Table;
  readonly field: FieldDef;
}

/** One outcome per id, in order. One scan finds the children of the whole list, so pass many ids at once. */
export function deleteRows(
  org: Org,
  def: SObjectDef,
  ids: readonly (string | null)[],
  options: DeleteOptions,
): RowOutcome[] {
  const table = org.store.table(def);
  const links = linksTo(org, def);
  const children = links.map((link) => childrenOf(link, new Set(ids.map((id) => normalizeId(id ?? '')))));
  return ids.map((given) => {
    const found = locate(org, table, given, options);
    if (typeof found !== 'number') return { ok: false, id: given ?? undefined, errors: [found] };
    const id = table.idOf(found);
    const error = org.locks.check(def, id) ?? restrictedError(table, found, { links, children });
    if (error !== undefined) return { ok: false, id, errors: [error] };
    links.forEach((link, i) =>
      releaseChildren(org, link, { parent: id, numbers: children[i]?.get(id) ?? [], options }),
    );
    deleteRow(table, found, { ...options, nowMs: org.now() });
    return { ok: true, id, created: false };
  });
}

function locate(org: Org, table: Table, id: string | null, options: DeleteOptions): number | RowError {
  if (id === null || id === '') return rowError('MISSING_ARGUMENT', 'Id not specified in a delete call', ['Id']);
  if (!isId(id)) return rowError('MALFORMED_ID', `bad id ${id}`, ['Id']);
  if (!table.def.deletable) {
    return rowError('INVALID_TYPE_FOR_OPERATION', `entity type ${table.def.name} does not support delete`);
  }
  if (org.schema.objectOfId(id) !== table.def) return wrongObject(id);
  const number = table.numberOf(normalizeId(id));
  if (number < 0) return invalidReference();
  return table.isDeleted(number) && !options.isHard ? deletedEntity() : number;
}

function linksTo(org: Org, def: SObjectDef): ChildLink[] {
  return org.schema.objects.flatMap((child) =>
    child.fields
      .filter((field) => field.referenceTo.includes(def.name) && field.createable)
      .map((field) => ({ table: org.store.table(child), field }))
      .filter((link) => link.table.references(link.field) > 0),
  );
}

function childrenOf(link: ChildLink, parents: ReadonlySet<string>): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (const number of link.table.numbers()) {
    const parent = link.table.value(number, link.field);
    if (typeof parent !== 'string' || !parents.has(parent)) continue;
    const list = found.get(parent);
    if (list === undefined) found.set(parent, [number]);
    else list.push(number);
  }
  return found;
}

function restrictedError(
  table: Table,
  number: number,
  family: { links: readonly ChildLink[]; children: readonly Map<string, number[]>[] },
): RowError | undefined {
  for (const [i, link] of family.links.entries()) {
    const held = family.children[i]?.get(table.idOf(number)) ?? [];
    if (!link.field.restrictedDelete || held.length === 0) continue;
    const show = (of: Table, row: number): Value => (of.def.nameField ? of.value(row, of.def.nameField) : null);
    const names = held.map((child) => String(show(link.table, child))).join(', ');
    const kind = link.table.def.labelPlural.toLowerCase();
    const own = String(show(table, number));
    return rowError(
      'DELETE_FAILED',
      `Your attempt to delete ${own} could not be completed because it is associated with the following ${kind}.: ${names}\n`,
    );
  }
  return undefined;
}

function releaseChildren(
  org: Org,
  link: ChildLink,
  work: { parent: string; numbers: readonly number[]; options: DeleteOptions },
): void {
  const { table, field } = link;
  const alive = work.numbers.filter((number) => table.numberOf(table.idOf(number)) >= 0 && !table.isDeleted(number));
  if (field.cascadeDelete) {
    const ids = alive.map((number) => table.idOf(number));
    if (ids.length === 0) return;
    const gone = deleteRows(org, table.def, ids, work.options).filter(({ ok }) => ok);
    for (const { id = '' } of gone) org.recycleBin.putWith(id, work.parent);
    return;
  }
  for (const number of alive) {
    work.options.undo?.push(table.snapshot(number));
    const changes: Values = [];
    changes[field.slot] = null;
    table.update(number, changes);
  }
}

/** A delete also updates LastModifiedDate and SystemModstamp. */
function deleteRow(table: Table, number: number, options: DeleteOptions & { readonly nowMs: number }): void {
  if (options.isHard && options.undo === undefined) {
    table.purge(number);
    return;
  }
  if (!table.isDeleted(number)) {
    options.undo?.push(table.snapshot(number));
    const changes: Values = [];
    for (const name of ['LastModifiedDate', 'SystemModstamp']) {
      const slot = table.def.field(name)?.slot;
      if (slot !== undefined) changes[slot] = options.nowMs;
    }
    table.update(number, changes);
  }
  table.moveToRecycleBin(number);
  options.undo?.push(() => table.restore(number));
}
