// Rows that the org itself writes: logs, test results, coverage.
import type { Value } from '../data/schema';
import type { Row, Table } from '../data/table';
import type { Org } from '../org/org';

type Fields = Readonly<Record<string, Value | undefined>>;

export function tableOf(org: Org, object: string): Table {
  const def = org.schema.object(object);
  if (def === undefined) throw new Error(`The org has no object ${object}.`);
  return org.store.table(def);
}

function toValues(table: Table, fields: Fields): Value[] {
  const values: Value[] = [];
  for (const [name, value] of Object.entries(fields)) {
    const slot = table.def.field(name)?.slot;
    if (slot !== undefined && value !== undefined) values[slot] = value;
  }
  return values;
}

/** Returns the id. */
export function addRow(org: Org, object: string, fields: Fields, userId = org.adminUserId): string {
  const table = tableOf(org, object);
  const nowMs = org.now();
  const audit = {
    CreatedDate: nowMs,
    LastModifiedDate: nowMs,
    SystemModstamp: nowMs,
    CreatedById: userId,
    LastModifiedById: userId,
  };
  const defaults = Object.fromEntries(table.def.fields.map((field) => [field.name, field.defaultValue]));
  return table.idOf(table.insert(toValues(table, { ...defaults, ...audit, ...fields })));
}

export function changeRow(org: Org, object: string, id: string, fields: Fields): void {
  const table = tableOf(org, object);
  const number = table.numberOf(id);
  const nowMs = org.now();
  if (number >= 0) table.update(number, toValues(table, { LastModifiedDate: nowMs, SystemModstamp: nowMs, ...fields }));
}

export function fieldOf(org: Org, row: Row, name: string): Value {
  const field = org.schema.objectOfId(row.id)?.field(name);
  return field === undefined ? null : row.get(field);
}

/** The class, trigger or suite with this name, in any letter case. */
export const rowNamed = (org: Org, object: string, name: string): Row | undefined => {
  const table = tableOf(org, object);
  const field = table.def.fields.find(({ nameField }) => nameField);
  if (field === undefined) return undefined;
  return [...table.rows()].find((row) => String(row.get(field)).toLowerCase() === name.toLowerCase());
};
