// Values of a record as the REST API writes them: compounds from their parts, binaries as addresses.
import type { FieldDef } from '../schema';
import type { Table } from '../store';

/** A row of a known table, by number. */
export interface Landing {
  readonly table: Table;
  readonly row: number;
}

const addressKeys: readonly (readonly [part: string, key: string])[] = [
  ['City', 'city'],
  ['Country', 'country'],
  ['GeocodeAccuracy', 'geocodeAccuracy'],
  ['Latitude', 'latitude'],
  ['Longitude', 'longitude'],
  ['PostalCode', 'postalCode'],
  ['State', 'state'],
  ['Street', 'street'],
];

/** @param version API version of the call, for addresses of binaries */
export function wireCell({ table, row }: Landing, field: FieldDef, version: number): unknown {
  switch (field.type) {
    case 'address':
      return wireAddress({ table, row }, field);
    case 'base64':
      return `${recordUrl({ table, row }, version)}/${field.name}`;
    case 'boolean':
      return table.value(row, field) ?? false;
    default:
      return table.value(row, field);
  }
}

function wireAddress({ table, row }: Landing, field: FieldDef): unknown {
  const prefix = field.name.slice(0, -'Address'.length);
  const parts = addressKeys.map(([part, key]) => {
    const partField = table.def.field(prefix + part);
    return [key, partField ? table.value(row, partField) : null] as const;
  });
  return parts.some(([, value]) => value !== null) ? Object.fromEntries(parts) : null;
}

export function recordUrl({ table, row }: Landing, version: number): string {
  return `/services/data/v${version.toFixed(1)}/sobjects/${table.def.name}/${table.idOf(row)}`;
}
