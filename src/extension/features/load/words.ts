// How a load and its file are said to a person before it starts.
import { l10n } from 'vscode';
import type {
  CsvDialect,
  CsvInspection,
  IngestOperation,
  LoadApi,
  LoadGap,
  LoadGuess,
  WriteOperation,
} from '../../../core/core';
import { fileNameOf } from '../../host/fileName';
import { operationInWords } from '../../words/operation';
import { formatBytes, formatCount } from '../../words/quantities';
import type { Draft } from './draft';

/** Stands over every question, so that nobody answers for the wrong org. */
export const flowTitle = (file: string, org: { readonly label: string; readonly kind: string }): string =>
  org.kind === 'production'
    ? l10n.t('Load {0} → {1} (PRODUCTION)', fileNameOf(file), org.label)
    : l10n.t('Load {0} → {1}', fileNameOf(file), org.label);

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
  }
}

export function writeInWords(operation: WriteOperation): string {
  switch (operation) {
    case 'insert':
    case 'update':
    case 'upsert':
    case 'delete':
    case 'hardDelete':
      return operationInWords(operation);
    case 'undelete':
      return l10n.t('Undelete');
    case 'publish':
      return l10n.t('Publish Events');
    case 'upload':
      return l10n.t('Upload to a Bulk Job');
    case 'deleteJob':
      return l10n.t('Delete a Bulk Job');
    case 'deploy':
      return l10n.t('Deploy Metadata');
    case 'tests':
      return l10n.t('Run Apex Tests');
    case 'apex':
      return l10n.t('Run Anonymous Apex');
    case 'apexRest':
      return l10n.t('Call Apex REST');
    case 'soap':
      return l10n.t('Call SOAP');
    case 'action':
      return l10n.t('Run an Action');
    case 'unknown':
      return l10n.t('A Call That May Write Anything');
  }
}

export function operationMeaning(operation: IngestOperation): string {
  switch (operation) {
    case 'insert':
      return l10n.t('Each row becomes a new record');
    case 'update':
      return l10n.t('Changes the records named in the column Id');
    case 'upsert':
      return l10n.t('Changes the records that the key finds, creates the others');
    case 'delete':
      return l10n.t('Moves the records named in the column Id to the recycle bin');
    case 'hardDelete':
      return l10n.t('Deletes the records named in the column Id for good, past the recycle bin');
  }
}

export const loadOperation = (operation: IngestOperation, api: LoadApi): string =>
  api === 'bulk' ? bulkOperation(operation) : writeInWords(operation);

/** `Bulk Upsert 12,345 rows → Account by External_Id__c` */
export function offerLabel({ operation, inspection, externalIdField }: Draft, object: string, api: LoadApi): string {
  const verb = loadOperation(operation, api);
  const rows = rowCount(inspection);
  return operation === 'upsert' && externalIdField !== undefined
    ? l10n.t('{0} {1} → {2} by {3}', verb, rows, object, externalIdField)
    : l10n.t('{0} {1} → {2}', verb, rows, object);
}

export const rowCount = ({ records }: CsvInspection): string => recordCount(records);

export function recordCount({ count, exact }: CsvInspection['records']): string {
  if (!exact) return l10n.t('about {0} rows', formatCount(count));
  return count === 1 ? l10n.t('1 row') : l10n.t('{0} rows', formatCount(count));
}

/** Size and the way the file is written, on one line; its rows are named in the offer itself. */
export const fileFacts = (inspection: CsvInspection): string =>
  [
    formatBytes(inspection.sizeBytes),
    inspection.columns.length === 1 ? l10n.t('1 column') : l10n.t('{0} columns', inspection.columns.length),
    delimiterInWords(inspection.dialect.delimiter),
    encodingInWords(inspection.dialect),
    inspection.dialect.lineEnding === 'LF' ? l10n.t('LF line ends') : l10n.t('CRLF line ends'),
  ].join(' · ');

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

const encodingNames: Readonly<Record<CsvDialect['encoding'], string>> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16 LE',
  'utf-16be': 'UTF-16 BE',
  'windows-1252': 'Windows-1252',
};

export const encodingName = (encoding: CsvDialect['encoding']): string => encodingNames[encoding];

const encodingInWords = ({ encoding, bomBytes }: CsvDialect): string =>
  bomBytes > 0 ? l10n.t('{0} with BOM', encodingName(encoding)) : encodingName(encoding);

/** Why the object was guessed; empty when the person chose it. */
export function guessReason({ objectReason }: LoadGuess): string {
  switch (objectReason) {
    case 'chosen':
      return '';
    case 'id':
      return l10n.t('guessed from the ids in the file');
    case 'fileName':
      return l10n.t('guessed from the file’s name and columns');
    case 'columns':
      return l10n.t('guessed from the columns');
  }
}

export function gapInWords(gap: LoadGap | undefined, { operation, inspection, guess }: Draft): string {
  switch (gap?.lacks) {
    case 'column':
    case 'mappedColumn':
      return l10n.t(
        '{0} needs a column {1}, which {2} does not have',
        bulkOperation(operation),
        gap.column,
        fileNameOf(inspection.file),
      );
    case 'externalId':
      return l10n.t('Upsert needs a column that is an external id of {0}', guess?.object ?? '');
    case 'object':
    case undefined:
      return l10n.t('Which object do these rows belong to?');
  }
}
