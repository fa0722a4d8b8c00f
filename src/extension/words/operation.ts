// The operations of a load by the names the field knows.
import { l10n } from 'vscode';
import type { IngestOperation } from '../../core/core';

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
  }
}
