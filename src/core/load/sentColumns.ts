// Which columns of a file are sent, under which field names, and what a load still lacks.
import { SalesforceError } from '../errors/salesforceError';
import type { IngestOperation, LoadSpec } from '../model/load';
import { isResultColumn } from '../results/layout';

export interface SentColumn {
  /** Place in the rows of the file. */
  readonly at: number;
  readonly column: string;
  readonly field: string;
}

/**
 * Columns of our own result files are never sent, so that failed.csv can be loaded again as it is. Salesforce rejects a
 * deletion that holds more than ids, so of a file with other columns only the ids are sent.
 */
export function sentColumns(
  columns: readonly string[],
  { operation, mapping }: Pick<LoadSpec, 'operation' | 'mapping'>,
): readonly SentColumn[] {
  return columns.flatMap((column, at): readonly SentColumn[] => {
    const field = fieldOf(column, mapping);
    if (field === undefined || isResultColumn(field) || (isDeletion(operation) && !isSame(field, 'Id'))) return [];
    return [{ at, column, field }];
  });
}

/** Undefined where the mapping leaves the column out. */
const fieldOf = (column: string, mapping: LoadSpec['mapping']): string | undefined =>
  mapping && !Object.hasOwn(mapping, column) ? undefined : (mapping?.[column] ?? column);

export const isDeletion = (operation: IngestOperation): boolean => operation === 'delete' || operation === 'hardDelete';

/** Salesforce compares the names of fields without regard to case. */
const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/**
 * `mappedColumn`: the mapping names a column that the file does not have. `column`: none is sent as the field that
 * finds the records.
 */
export type LoadGap =
  { readonly lacks: 'object' | 'externalId' } | { readonly lacks: 'mappedColumn' | 'column'; readonly column: string };

/** A load as far as it is decided. */
export type LoadDraft = Pick<LoadSpec, 'operation' | 'externalIdField' | 'mapping'> & { readonly object?: string };

/** What a load of these columns still lacks, in the order in which it should be decided. */
export function gapsOf(columns: readonly string[], load: LoadDraft): readonly LoadGap[] {
  const { operation, externalIdField, mapping = {} } = load;
  const gaps: LoadGap[] = load.object === undefined ? [{ lacks: 'object' }] : [];
  for (const column of Object.keys(mapping))
    if (!columns.includes(column)) gaps.push({ lacks: 'mappedColumn', column });
  if (operation === 'upsert' && !externalIdField) gaps.push({ lacks: 'externalId' });
  const key = operation === 'upsert' ? externalIdField : operation === 'insert' ? undefined : 'Id';
  if (key && !sentColumns(columns, load).some(({ field }) => isSame(field, key)))
    gaps.push({ lacks: 'column', column: key });
  return gaps;
}

/** Throws `input.unknownColumn`, `input.needsExternalId` or `input.missingColumn`. */
export function checkColumns(columns: readonly string[], spec: LoadSpec): void {
  const { file, operation } = spec;
  const [gap] = gapsOf(columns, spec);
  switch (gap?.lacks) {
    case 'mappedColumn':
      throw new SalesforceError('input.unknownColumn', { file, column: gap.column });
    case 'externalId':
      throw new SalesforceError('input.needsExternalId');
    case 'column':
      throw new SalesforceError('input.missingColumn', { file, column: gap.column, operation });
    case 'object':
    case undefined:
  }
}
