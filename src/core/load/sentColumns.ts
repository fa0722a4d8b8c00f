// Which columns of a file are sent, under which field names, and whether those that the operation needs are there.
import { SalesforceError } from '../errors/salesforceError';
import type { IngestOperation, LoadSpec } from '../model/load';

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

const byId: ReadonlySet<IngestOperation> = new Set<IngestOperation>(['update', 'delete', 'hardDelete']);

/** Throws `input.missingColumn`, `input.unknownColumn` or `input.needsExternalId`. Salesforce compares column names without regard to case. */
export function checkColumns(
  columns: readonly string[],
  { file, operation, externalIdField, mapping }: LoadSpec,
): void {
  const unknown = Object.keys(mapping ?? {}).find((column) => !columns.includes(column));
  if (unknown !== undefined) throw new SalesforceError('input.unknownColumn', { file, column: unknown });
  if (operation === 'upsert' && !externalIdField) throw new SalesforceError('input.needsExternalId');
  const needed = operation === 'upsert' ? externalIdField : byId.has(operation) ? 'Id' : undefined;
  if (needed === undefined) return;
  const sent = mapping ? Object.values(mapping) : columns;
  if (sent.some((column) => column.toLowerCase() === needed.toLowerCase())) return;
  throw new SalesforceError('input.missingColumn', { file, column: needed, operation });
}
