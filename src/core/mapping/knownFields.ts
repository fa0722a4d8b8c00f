// Whether a mapping fits an object and the columns of a file.
import type { Mapping } from '../model/mapping';
import { columnsOf } from './compile';
import { findLookup, toFieldPath } from './fieldPath';

export interface KnownField {
  readonly name: string;
  readonly relationshipName: string | null;
}

/** In the order of the mapping. The fields of parents are not looked up. */
export const unknownFields = ({ fields }: Pick<Mapping, 'fields'>, known: readonly KnownField[]): readonly string[] =>
  fields.map(({ field }) => field).filter((field) => !isKnown(field, known));

function isKnown(field: string, known: readonly KnownField[]): boolean {
  const path = toFieldPath(field);
  if (path) return findLookup(path, known) !== undefined;
  return known.some(({ name }) => name.toLowerCase() === field.toLowerCase());
}

/** The file has every column that the mapping names, or the mapping has names for as many columns. */
export function fitsColumns({ fields, headers, leaveOut = [] }: Mapping, columns: readonly string[]): boolean {
  if (headers) return headers.length === columns.length;
  const known = new Set(columns);
  return [...fields.flatMap(columnsOf), ...leaveOut].every((column) => known.has(column));
}
