// The last word before a load: production is confirmed, deleting for good is typed.
import { l10n, window } from 'vscode';
import { fileNameOf } from '../../host/fileName';
import { askText, back, type Place } from '../../host/pick';
import type { IngestOperation, Org } from '../../../core/core';
import { bulkOperation, flowTitle } from './words';

export interface LastWord {
  readonly org: Org;
  readonly operation: IngestOperation;
  readonly object: string;
  readonly file: string;
  /** How many, in words. */
  readonly rows: string;
}

/** False when the person would rather not. */
export async function confirm(word: LastWord, place: Place): Promise<boolean> {
  if (word.operation === 'hardDelete' && !(await typeName(word, place))) return false;
  return word.org.kind !== 'production' || (await confirmProduction(word));
}

async function typeName({ org, file, object, rows }: LastWord, place: Place): Promise<boolean> {
  const typed = await askText(
    { ...place, title: flowTitle(file, org) },
    {
      prompt: l10n.t(
        '{0} of {1} will be deleted for good, past the recycle bin; the user needs the permission “Bulk API Hard Delete”. Type “{2}” to go on.',
        rows,
        object,
        org.label,
      ),
      placeholder: org.label,
      check: (text) => (text === org.label ? undefined : l10n.t('This is not the name of the org.')),
    },
  );
  return typed !== back;
}

async function confirmProduction({ org, file, operation, object, rows }: LastWord): Promise<boolean> {
  const go = l10n.t('{0} in Production', bulkOperation(operation));
  const chosen = await window.showWarningMessage(
    l10n.t('Load {0} of {1} into the PRODUCTION org {2}?', rows, object, org.label),
    {
      modal: true,
      detail: l10n.t(
        '{0} of {1} as {2} at {3}.',
        bulkOperation(operation),
        fileNameOf(file),
        org.username,
        org.instanceUrl,
      ),
    },
    go,
  );
  return chosen === go;
}
