// The texts about a load and its file before it starts.
import { l10n } from 'vscode';
import {
  isDeletion,
  type CsvDialect,
  type CsvInspection,
  type IngestOperation,
  type RouteApi,
  type LoadGap,
  type LoadGuess,
} from '../../../core/core';
import { shortFileName } from '../../host/fileName';
import { countInWords, plural, recordsInWords } from '../../words/counts';
import { encodingName } from '../../words/encoding';
import { deletionTitle, loadTitle, operationInWords } from '../../words/operation';
import { formatBytes, formatCount } from '../../words/quantities';
import type { Draft } from './draft';

function bulkOperation(operation: IngestOperation): string {
  switch (operation) {
    case 'insert':
      return l10n.t('Bulk Insert');
    case 'update':
      return l10n.t('Bulk Update');
    case 'upsert':
      return l10n.t('Bulk Upsert');
    case 'delete':
      return l10n.t('Bulk Delete');
    case 'hardDelete':
      return l10n.t('Bulk Hard Delete');
    case 'undelete':
      return operationInWords(operation);
  }
}

export function operationMeaning(operation: IngestOperation): string {
  switch (operation) {
    case 'insert':
      return l10n.t('Each row becomes a new record');
    case 'update':
      return l10n.t('Changes the records whose IDs are in the Id column');
    case 'upsert':
      return l10n.t('Changes the records that the key finds and creates the others');
    case 'delete':
      return l10n.t('Moves the records whose IDs are in the Id column to the Recycle Bin');
    case 'hardDelete':
      return l10n.t('Permanently deletes the records whose IDs are in the Id column, without using the Recycle Bin');
    case 'undelete':
      return l10n.t('Takes the records whose IDs are in the Id column out of the Recycle Bin');
  }
}

export const loadOperation = (operation: IngestOperation, api: RouteApi): string =>
  api === 'bulk' ? bulkOperation(operation) : operationInWords(operation);

export const offerTitle = ({ operation, inspection: { file }, org }: Draft): string =>
  isDeletion(operation) ? deletionTitle(file, org) : loadTitle(file, org);

/** `Bulk Upsert 12,345 rows → Account by External_Id__c`, `Delete 10 Contact records from Practice org` */
export function offerLabel(draft: Draft, object: string, api: RouteApi): string {
  const { operation, inspection, externalIdField, org } = draft;
  if (isDeletion(operation)) {
    const records = recordsInWords(inspection.records, object);
    return l10n.t('{0} {1} from {2}', operationInWords(operation), records, org.label);
  }
  if (operation === 'undelete')
    return l10n.t('{0} {1} in {2}', operationInWords(operation), recordsInWords(inspection.records, object), org.label);
  const verb = loadOperation(operation, api);
  const rows = countInWords(inspection.records);
  return operation === 'upsert' && externalIdField !== undefined
    ? l10n.t('{0} {1} → {2} by {3}', verb, rows, object, externalIdField)
    : l10n.t('{0} {1} → {2}', verb, rows, object);
}

/** The size and format of the file on one line, without the number of rows: the offer itself has it. */
export const fileFacts = (inspection: CsvInspection): string =>
  [
    formatBytes(inspection.sizeBytes),
    columnsInWords(inspection.columns.length),
    delimiterInWords(inspection.dialect.delimiter),
    encodingInWords(inspection.dialect),
    inspection.dialect.lineEnding === 'LF' ? l10n.t('LF line endings') : l10n.t('CRLF line endings'),
  ].join(' · ');

export const columnsInWords = (count: number): string =>
  l10n.t(plural(count, { one: '{0} column', other: '{0} columns' }), formatCount(count));

export function delimiterInWords(delimiter: CsvDialect['delimiter']): string {
  switch (delimiter) {
    case ',':
      return l10n.t('comma');
    case '\t':
      return l10n.t('tab');
    case ';':
      return l10n.t('semicolon');
    case '|':
      return l10n.t('pipe');
    case '^':
      return l10n.t('caret');
    case '`':
      return l10n.t('backquote');
  }
}

const encodingInWords = ({ encoding, bomBytes }: CsvDialect): string =>
  bomBytes > 0 ? l10n.t('{0} with BOM', encodingName(encoding)) : encodingName(encoding);

/** Why the object was guessed; empty when the user chose it. */
export function guessReason({ objectReason }: LoadGuess): string {
  switch (objectReason) {
    case 'chosen':
      return '';
    case 'id':
      return l10n.t('guessed from the record IDs in the file');
    case 'fileName':
      return l10n.t('guessed from the file name and the columns');
    case 'columns':
      return l10n.t('guessed from the columns');
  }
}

export function gapInWords(gap: LoadGap | undefined, { operation, inspection, guess }: Draft): string {
  switch (gap?.lacks) {
    case 'column':
    case 'mappedColumn':
      return l10n.t(
        '{0} needs a column named {1}, which {2} does not have',
        bulkOperation(operation),
        gap.column,
        shortFileName(inspection.file),
      );
    case 'field':
      return l10n.t(
        'The mapping is strict and does not name the column {0} of {1}',
        gap.column,
        shortFileName(inspection.file),
      );
    case 'visibleName':
      if (gap.number === undefined)
        return l10n.t(
          'The mapping names the field {0}, which has an invisible character, {1}. Remove it from the mapping',
          gap.name.shown,
          gap.name.character,
        );
      return l10n.t(
        'The name of column {0}, {1}, has an invisible character, {2}. Remove it from the header of {3}',
        gap.number,
        gap.name.shown,
        gap.name.character,
        shortFileName(inspection.file),
      );
    case 'externalId':
      return l10n.t('Upsert needs a column that is an external ID field of {0}', guess?.object ?? '');
    case 'columns':
      return l10n.t('No column of {0} is a field of {1}', shortFileName(inspection.file), guess?.object ?? '');
    case 'object':
    case undefined:
      return l10n.t('Which object do these rows belong to?');
  }
}
