// Whether a blank cell empties its field.
import type { LoadSpec } from '../model/load';
import { sendsOnlyIds } from './sentColumns';

export type Clearing = Pick<LoadSpec, 'operation' | 'externalIdField' | 'blanks' | 'blanksOf' | 'mapping'>;

/** By the name of the field. Never for one that finds the record: a missing key must stay missing. */
export function clearsBlanks(spec: Clearing): (field: string) => boolean {
  const { blanks, operation, externalIdField } = spec;
  if (sendsOnlyIds(operation)) return () => false;
  const keys = new Set(['id', externalIdField?.toLowerCase()]);
  const own = ownBlanks(spec);
  return (field) => {
    const name = field.toLowerCase();
    return !keys.has(name) && (own.get(name) ?? blanks) === 'clear';
  };
}

/** By the name of the field in lower case: those that do not follow the load. */
function ownBlanks({ mapping, blanksOf = {} }: Clearing): ReadonlyMap<string, LoadSpec['blanks']> {
  const own = new Map(Object.entries(blanksOf).map(([field, blanks]) => [field.toLowerCase(), blanks]));
  for (const { field, blanks } of mapping?.fields ?? []) if (blanks) own.set(field.toLowerCase(), blanks);
  return own;
}
