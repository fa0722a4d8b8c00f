// Takes records out of the Recycle Bin, with the children that were deleted with them.
// See https://developer.salesforce.com/docs/platform/api/guide/sforce-api-calls-undelete.html
import { isId, normalizeId } from '../data/ids';
import { rowError, type RowError } from '../data/rowErrors';
import type { Value } from '../data/schema';
import type { Table } from '../data/table';
import type { Org } from '../org/org';
import type { RowOutcome } from './outcome';

export interface UndeleteOptions {
  readonly userId: string;
  /** Collects the functions that undo each step, in their order. */
  readonly undo: (() => void)[];
}

/** One outcome per id, in order. The ids may be of several objects. */
export const undeleteRows = (org: Org, ids: readonly string[], options: UndeleteOptions): RowOutcome[] =>
  ids.map((given): RowOutcome => {
    const found = locate(org, given);
    if ('error' in found) return { ok: false, id: isId(given) ? normalizeId(given) : given, errors: [found.error] };
    restore(org, found, options);
    return { ok: true, id: found.table.idOf(found.number), created: false };
  });

interface Found {
  readonly table: Table;
  readonly number: number;
}

function locate(org: Org, given: string): Found | { readonly error: RowError } {
  if (!isId(given)) return { error: rowError('MALFORMED_ID', `bad id ${given}`) };
  const id = normalizeId(given);
  const def = org.schema.objectOfId(id);
  if (def?.deletable !== true)
    return { error: rowError('CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', 'Entity type is not undeletable') };
  const table = org.store.table(def);
  const number = table.numberOf(id);
  // A child that was deleted with its parent comes back with it only.
  if (number < 0 || !table.isDeleted(number) || org.recycleBin.isPartOfEntry(id))
    return { error: rowError('UNDELETE_FAILED', 'Entity is not in the recycle bin') };
  return { table, number };
}

function restore(org: Org, { table, number }: Found, options: UndeleteOptions): void {
  const id = table.idOf(number);
  table.restore(number);
  options.undo.push(() => table.moveToRecycleBin(number));
  touch(org, { table, number }, options);
  for (const child of org.recycleBin.takeChildren(id)) {
    options.undo.push(() => org.recycleBin.putWith(child, id));
    const def = org.schema.objectOfId(child);
    if (def === undefined) continue;
    const children = org.store.table(def);
    const row = children.numberOf(child);
    if (row >= 0 && children.isDeleted(row)) restore(org, { table: children, number: row }, options);
  }
}

function touch(org: Org, { table, number }: Found, { userId, undo }: UndeleteOptions): void {
  undo.push(table.snapshot(number));
  const changes: Value[] = [];
  const set = (name: string, value: Value): void => {
    const slot = table.def.field(name)?.slot;
    if (slot !== undefined) changes[slot] = value;
  };
  for (const name of ['LastModifiedDate', 'SystemModstamp']) set(name, org.now());
  set('LastModifiedById', userId);
  table.update(number, changes);
}
