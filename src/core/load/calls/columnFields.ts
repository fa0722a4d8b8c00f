// Finds the field that a column names.
import { findLookup, toFieldPath } from '../../mapping/mapping';
import type { Rest } from '../../rest/rest';

export type Field = Awaited<ReturnType<Rest['describes']['object']>>['fields'][number];

export interface ColumnField {
  /** The field itself or, with a relationship, the lookup; undefined when the object has none of that name. */
  readonly field: Field | undefined;
  /** In lower case. */
  readonly relationship?: string;
  /** With a relationship: the field of the parent, and its object where it may be one of several. */
  readonly name: string;
  readonly type?: string;
}

/** `Name`, `Account.Ext__c` or, where the parent may be of several objects, `User:Owner.Ext__c`. */
export function fieldOf(column: string, fields: readonly Field[]): ColumnField {
  const path = toFieldPath(column);
  if (!path) return { name: column, field: fields.find((field) => field.name.toLowerCase() === column.toLowerCase()) };
  const { object, relationship, name } = path;
  return {
    field: findLookup(path, fields),
    relationship: relationship.toLowerCase(),
    name,
    ...(object !== undefined && { type: object }),
  };
}
