// Columns an operation cannot do without, checked before anything is sent.
import { SalesforceError } from '../errors/salesforceError';
import type { IngestOperation, LoadSpec } from '../kernel/job';

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
