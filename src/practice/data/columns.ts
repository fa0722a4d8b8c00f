// Binds the columns of a bulk CSV to fields, or to lookups by an external id of the parent.
import type { FieldDef, Schema, SObjectDef } from './schema';

export type Column =
  | { readonly kind: 'field'; readonly field: FieldDef }
  /** The value is an external id of the parent. */
  | { readonly kind: 'parent'; readonly field: FieldDef; readonly target: SObjectDef; readonly key: FieldDef };

export type Binding = { readonly columns: readonly Column[] } | { readonly error: string };

/** The columns of a bulk CSV header. The error is the message of the job and names only the first invalid column. */
export function bindHeader(schema: Schema, def: SObjectDef, header: readonly string[]): Binding {
  const columns: Column[] = [];
  for (const name of header) {
    const column = name.includes('.') ? bindParent(schema, def, name) : bindField(def, name);
    if (typeof column === 'string') return { error: column };
    if (columns.some((other) => other.field === column.field)) {
      return { error: `InvalidBatch : Duplicate field name : ${name}` };
    }
    columns.push(column);
  }
  return { columns };
}

function bindField(def: SObjectDef, name: string): Column | string {
  if (name === '') return 'InvalidBatch : Field name is missing';
  const field = def.field(name);
  if (field === undefined || field.type === 'address') return `InvalidBatch : Field name not found : ${name}`;
  return { kind: 'field', field };
}

function bindParent(schema: Schema, def: SObjectDef, name: string): Column | string {
  const [, type, relationship = '', keyName = ''] = /^(?:([^:.]*):)?([^.]*)\.(.*)$/.exec(name) ?? [];
  const field = def.relationship(relationship);
  if (field === undefined) return `InvalidBatch : Unable to find relationship: ${relationship}`;
  const isPolymorphic = field.referenceTo.length > 1;
  if (type !== undefined && !isPolymorphic) {
    return `InvalidBatch : type is not needed for non polymorphic foreign key references: ${relationship}`;
  }
  const targetName = isPolymorphic
    ? field.referenceTo.find((to) => to.toLowerCase() === type?.toLowerCase())
    : field.referenceTo[0];
  const target = targetName === undefined ? undefined : schema.object(targetName);
  const key = target?.field(keyName);
  if (target === undefined || key === undefined || !(key.externalId || key.idLookup)) {
    return `InvalidBatch : Field name not found : ${name}`;
  }
  return { kind: 'parent', field, target, key };
}
