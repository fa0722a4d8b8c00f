// Which columns of the file are sent, and under which field names.
import type { LoadSpec } from '../kernel/job';

type Mapping = NonNullable<LoadSpec['mapping']>;

/**
 * Source column → field, or undefined where all go as they are. A deletion that holds more than ids is refused as a whole
 * (facts 4.8), so of a file with other columns only the ids are sent.
 */
export function sentColumns(
  columns: readonly string[],
  { operation, mapping }: Pick<LoadSpec, 'operation' | 'mapping'>,
): Mapping | undefined {
  if (operation !== 'delete' && operation !== 'hardDelete') return mapping;
  const asked = mapping ?? Object.fromEntries(columns.map((column) => [column, column]));
  const ids = Object.entries(asked).filter(([, field]) => field.toLowerCase() === 'id');
  return mapping === undefined && ids.length === columns.length ? undefined : Object.fromEntries(ids);
}
