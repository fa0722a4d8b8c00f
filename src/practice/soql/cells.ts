// Reads field values from a row in the format of REST API.
import { attributesOf, fieldJson } from '../data/recordJson';
import type { FieldDef } from '../data/schema';
import type { Table } from '../data/table';

/** A row of a known table, by number. */
export interface RowRef {
  readonly table: Table;
  readonly row: number;
}

/** @param version the API version of the call, for the URLs of binary fields */
export function wireCell({ table, row }: RowRef, field: FieldDef, version: number): unknown {
  switch (field.type) {
    case 'address':
      return fieldJson({ id: '', isDeleted: false, get: (part) => table.value(row, part) }, table.def, field);
    case 'base64':
      return `${attributesOf(table.def, table.idOf(row), version).url}/${field.name}`;
    case 'boolean':
      return table.value(row, field) ?? false;
    default:
      return table.value(row, field);
  }
}
