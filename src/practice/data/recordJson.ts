// Writes a record as REST JSON: attributes first, then the fields, with addresses as objects.
import type { FieldDef, SObjectDef, Value } from './schema';
import type { Row } from './table';

const addressParts = ['city', 'country', 'geocodeAccuracy', 'latitude', 'longitude', 'postalCode', 'state', 'street'];

export function attributesOf(def: SObjectDef, id: string, version: number): { type: string; url: string } {
  return { type: def.name, url: `/services/data/v${version}.0/sobjects/${def.name}/${id}` };
}

/** The value of one field; an address is null when all of its components are null. */
export function fieldJson(row: Row, def: SObjectDef, field: FieldDef): Value | Readonly<Record<string, Value>> {
  if (field.type !== 'address') return row.get(field);
  const prefix = field.name.slice(0, -'Address'.length);
  const parts: Record<string, Value> = {};
  for (const part of addressParts) {
    const own = def.field(`${prefix}${part}`);
    parts[part] = own === undefined ? null : row.get(own);
  }
  return Object.values(parts).every((value) => value === null) ? null : parts;
}

export function recordJson(
  row: Row,
  def: SObjectDef,
  { fields, version }: { fields: readonly FieldDef[]; version: number },
): Record<string, unknown> {
  const record: Record<string, unknown> = { attributes: attributesOf(def, row.id, version) };
  for (const field of fields) record[field.name] = fieldJson(row, def, field);
  return record;
}
