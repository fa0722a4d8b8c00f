// What loads and other writes are called.
import { l10n } from 'vscode';
import type { IngestOperation, WriteOperation } from '../../core/core';
import { shortFileName } from '../host/fileName';

/** The title of every question about a load: it names the org, so that no answer is for the wrong one. */
export const loadTitle = (file: string, org: { readonly label: string; readonly kind: string }): string =>
  org.kind === 'production'
    ? l10n.t('Load {0} → {1} (PRODUCTION)', shortFileName(file), org.label)
    : l10n.t('Load {0} → {1}', shortFileName(file), org.label);

/** The title where records are deleted: a deletion is not called a load, because its records leave the org. */
export const deletionTitle = (file: string, org: { readonly label: string; readonly kind: string }): string =>
  org.kind === 'production'
    ? l10n.t('Delete the records in {0} from {1} (PRODUCTION)', shortFileName(file), org.label)
    : l10n.t('Delete the records in {0} from {1}', shortFileName(file), org.label);

export function operationInWords(operation: IngestOperation): string {
  switch (operation) {
    case 'insert':
      return l10n.t('Insert');
    case 'update':
      return l10n.t('Update');
    case 'upsert':
      return l10n.t('Upsert');
    case 'delete':
      return l10n.t('Delete');
    case 'hardDelete':
      return l10n.t('Hard Delete');
    case 'undelete':
      return l10n.t('Undelete');
  }
}

export function writeInWords(operation: WriteOperation): string {
  switch (operation) {
    case 'insert':
    case 'update':
    case 'upsert':
    case 'delete':
    case 'hardDelete':
    case 'undelete':
      return operationInWords(operation);
    case 'publish':
      return l10n.t('Publish Events');
    case 'upload':
      return l10n.t('Upload to Bulk Job');
    case 'deleteJob':
      return l10n.t('Delete Bulk Job');
    case 'trackViews':
      return l10n.t('Query That Records Views');
    case 'deleteLogs':
      return l10n.t('Delete Debug Logs');
    case 'traceFlags':
      return l10n.t('Set Trace Flags');
    case 'deploy':
      return l10n.t('Deploy Metadata');
    case 'tests':
      return l10n.t('Run Apex Tests');
    case 'apex':
      return l10n.t('Run Anonymous Apex');
    case 'apexRollback':
      return l10n.t('Run Anonymous Apex and Roll Back');
    case 'apexRest':
      return l10n.t('Call Apex REST');
    case 'soap':
      return l10n.t('Call SOAP API');
    case 'action':
      return l10n.t('Run Action');
    case 'unknown':
      return l10n.t('Call Unknown API');
  }
}
