// Which columns of a file are sent, under which field names, and what a load still lacks.
import { SalesforceError } from '../errors/salesforceError';
import { columnsOf } from '../mapping/mapping';
import type { IngestOperation, LeftOutReason, LoadSpec } from '../model/load';
import type { FieldMapping, Mapping } from '../model/mapping';
import { isResultColumn } from '../results/layout';
import { hiddenName, type HiddenName } from './hiddenName';

export interface SentColumn {
  readonly field: string;
  /** Places of its columns in the rows of the file, those of its conditions last; none for a constant. */
  readonly sources: readonly number[];
  /** The cell of its only column is sent as it is. */
  readonly isCopied: boolean;
}

/**
 * Columns of our own result files are never sent, so that failed.csv can be loaded again as it is. Salesforce rejects a
 * deletion that holds more than ids, so of a file with other columns only the ids are sent.
 */
export function sentColumns(
  columns: readonly string[],
  { operation, mapping }: Pick<LoadSpec, 'operation' | 'mapping'>,
): readonly SentColumn[] {
  const all = mapping
    ? mapping.fields.flatMap((field) => toSent(field, columns))
    : columns.map((field, at): SentColumn => ({ field, sources: [at], isCopied: true }));
  return all.filter(({ field }) => !isResultColumn(field) && (!sendsOnlyIds(operation) || isSame(field, 'Id')));
}

/** None when the file lacks one of its columns; {@link gapsOf} names that one. */
function toSent(mapped: FieldMapping, columns: readonly string[]): readonly SentColumn[] {
  const { field, from, steps, lookup } = mapped;
  const sources = columnsOf(mapped).map((column) => columns.indexOf(column));
  if (sources.includes(-1)) return [];
  return [{ field, sources, isCopied: from.length === 1 && steps.length === 0 && !lookup }];
}

export const isDeletion = (operation: IngestOperation): boolean => operation === 'delete' || operation === 'hardDelete';

/** A deletion and an undelete name records and give no values. */
export const sendsOnlyIds = (operation: IngestOperation): boolean => isDeletion(operation) || operation === 'undelete';

/** Salesforce compares the names of fields without regard to case. */
const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/**
 * `visibleName`: the name of the column at this number, which is that of its field, has a hidden character; without a
 * number, the name of a field in the mapping has it. `mappedColumn`: the
 * mapping names a column that the file does not have. `field`: a strict mapping does not name this column. `column`:
 * none is sent as the field that finds the records. `columns`: none is sent at all.
 */
export type LoadGap =
  | { readonly lacks: 'object' | 'externalId' | 'columns' }
  | { readonly lacks: 'mappedColumn' | 'field' | 'column'; readonly column: string }
  | { readonly lacks: 'visibleName'; readonly number?: number; readonly name: HiddenName };

/** A load as far as it is decided. */
export type LoadDraft = Pick<LoadSpec, 'operation' | 'externalIdField' | 'mapping'> & { readonly object?: string };

/** What a load of these columns still lacks, in the order in which it should be decided. */
export function gapsOf(columns: readonly string[], load: LoadDraft): readonly LoadGap[] {
  const { operation, externalIdField, mapping } = load;
  const gaps: LoadGap[] = [...hiddenNames(columns, load)];
  if (load.object === undefined) gaps.push({ lacks: 'object' });
  const named = new Set(mapping?.fields.flatMap(columnsOf));
  for (const column of named) if (!columns.includes(column)) gaps.push({ lacks: 'mappedColumn', column });
  for (const column of mapping?.strict ? unnamed(columns, mapping) : []) gaps.push({ lacks: 'field', column });
  if (operation === 'upsert' && !externalIdField) gaps.push({ lacks: 'externalId' });
  const sent = sentColumns(columns, load);
  const key = operation === 'upsert' ? externalIdField : operation === 'insert' ? undefined : 'Id';
  if (key && !sent.some(({ field }) => isSame(field, key))) gaps.push({ lacks: 'column', column: key });
  if (sent.length === 0 && gaps.every(({ lacks }) => lacks === 'object')) gaps.push({ lacks: 'columns' });
  return gaps;
}

/** Of a column that is not sent. */
export function whyLeftOut(
  column: string,
  { operation, mapping }: Pick<LoadSpec, 'operation' | 'mapping'>,
): LeftOutReason {
  if (mapping?.leaveOut?.includes(column)) return 'leftOut';
  if (isResultColumn(column)) return 'resultColumn';
  return sendsOnlyIds(operation) ? 'onlyIds' : 'notMapped';
}

/** Columns of which the mapping says nothing. */
export function unnamed(
  columns: readonly string[],
  { fields, leaveOut = [] }: Pick<Mapping, 'fields' | 'leaveOut'>,
): readonly string[] {
  const named = new Set([...fields.flatMap(columnsOf), ...leaveOut]);
  return columns.filter((column) => !named.has(column) && !isResultColumn(column));
}

/** Of a deletion, the other columns are not sent. */
function hiddenNames(columns: readonly string[], { operation, mapping }: LoadDraft): readonly LoadGap[] {
  const fields = mapping ? mapping.fields.map(({ field }) => field) : columns;
  return fields.flatMap((field, at): readonly LoadGap[] => {
    const name = hiddenName(field);
    if (!name || (sendsOnlyIds(operation) && !isSame(name.visible, 'Id'))) return [];
    return [{ lacks: 'visibleName', ...(!mapping && { number: at + 1 }), name }];
  });
}

/**
 * Throws `input.hiddenCharacter`, `input.hiddenCharacterInMapping`, `input.unknownColumn`, `input.unmappedColumn`,
 * `input.needsExternalId`, `input.missingColumn` or `input.noColumns`.
 */
export function checkColumns(columns: readonly string[], spec: LoadSpec): void {
  const { file, operation } = spec;
  const [gap] = gapsOf(columns, spec);
  switch (gap?.lacks) {
    case 'visibleName': {
      const { number, name } = gap;
      const { shown, character } = name;
      throw number === undefined
        ? new SalesforceError('input.hiddenCharacterInMapping', { field: shown, character })
        : new SalesforceError('input.hiddenCharacter', { file, column: number, name: shown, character });
    }
    case 'mappedColumn':
      throw new SalesforceError('input.unknownColumn', { file, column: gap.column });
    case 'field':
      throw new SalesforceError('input.unmappedColumn', { file, column: gap.column });
    case 'externalId':
      throw new SalesforceError('input.needsExternalId');
    case 'column':
      throw new SalesforceError('input.missingColumn', { file, column: gap.column, operation });
    case 'columns':
      throw new SalesforceError('input.noColumns', { file });
    case 'object':
    case undefined:
  }
}
