// What a blank cell says: by itself nothing, and where somebody chose so, that its field shall be emptied.
import type { LoadSpec } from '../model/load';

/** Salesforce's word for a cell that empties its field; the Bulk API cannot load it as a text (facts 4.8). */
export const clearWord = '#N/A';

/**
 * Whether a blank cell of a field's column is sent as {@link clearWord}; undefined where no cell has to be changed. The
 * columns that find the record are left alone: a missing key has to stay one.
 */
export function clearsBlanks({
  blanks,
  operation,
  externalIdField,
}: LoadSpec): ((field: string) => boolean) | undefined {
  if (blanks !== 'clear' || operation === 'delete' || operation === 'hardDelete') return undefined;
  const keys = new Set(['id', externalIdField?.toLowerCase()]);
  return (field) => !keys.has(field.toLowerCase());
}
