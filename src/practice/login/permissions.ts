// The permissions of a user: those of the profile and of the assigned permission sets.
import type { Value } from '../data/schema';
import type { Row, Table } from '../data/table';
import type { Org } from '../org/org';

const permissions = [
  'PermissionsApiEnabled',
  'PermissionsBulkApiHardDelete',
  'PermissionsModifyAllData',
  'PermissionsViewAllData',
] as const;

export type Permission = (typeof permissions)[number];

/** Hard delete also requires the org-wide switch that tests change. */
export function allows(org: Org, userId: string, permission: Permission): boolean {
  if (permission === 'PermissionsBulkApiHardDelete' && !org.permissions.bulkHardDelete) return false;
  return grantsOf(org, userId).some(({ table, row }) => cell(table, row, permission) === true);
}

/** Rewrites the only row of UserPermissionAccess for the user who queries it. */
export function writeUserPermissionAccess(org: Org, userId: string): void {
  const table = org.store.byName('UserPermissionAccess');
  if (table === undefined) return;
  const changes: Value[] = table.def.fields.map((field) => field.defaultValue);
  for (const name of permissions) {
    const slot = table.def.field(name)?.slot;
    if (slot !== undefined) changes[slot] = allows(org, userId, name);
  }
  if (table.size === 0) table.insert(changes);
  else table.update(0, changes);
}

interface Grant {
  readonly table: Table;
  readonly row: Row;
}

function grantsOf(org: Org, userId: string): readonly Grant[] {
  const profileId = valueOf(org, 'User', org.store.byId(userId), 'ProfileId');
  const assignments = org.store.byName('PermissionSetAssignment');
  const assignee = assignments?.def.field('AssigneeId');
  const rows = assignee ? (assignments?.find(assignee, userId) ?? []) : [];
  const setIds = rows.map((row) => valueOf(org, 'PermissionSetAssignment', row, 'PermissionSetId'));
  return [...grantIn(org, 'Profile', profileId), ...setIds.flatMap((id) => grantIn(org, 'PermissionSet', id))];
}

function grantIn(org: Org, object: string, id: Value): readonly Grant[] {
  const table = org.store.byName(object);
  const row = table?.byId(String(id));
  return table && row ? [{ table, row }] : [];
}

function valueOf(org: Org, object: string, row: Row | undefined, field: string): Value {
  const table = org.store.byName(object);
  return table && row ? cell(table, row, field) : null;
}

function cell({ def }: Table, row: Row, name: string): Value {
  const field = def.field(name);
  return field === undefined ? null : row.get(field);
}
