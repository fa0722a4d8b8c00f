// The last word before a load: production is confirmed, deleting for good is typed.
import { l10n, window } from 'vscode';
import { fileNameOf } from '../../host/fileName';
import { askText, back, type Place } from '../../host/pick';
import type { Draft } from './draft';
import { bulkOperation, flowTitle, rowCount } from './words';

/** False when the person would rather not. */
export async function confirm(draft: Draft, object: string, place: Place): Promise<boolean> {
  if (draft.operation === 'hardDelete' && !(await typeName(draft, object, place))) return false;
  return draft.org.kind !== 'production' || (await confirmProduction(draft, object));
}

async function typeName({ org, inspection }: Draft, object: string, place: Place): Promise<boolean> {
  const typed = await askText(
    { ...place, title: flowTitle(inspection.file, org) },
    {
      prompt: l10n.t(
        '{0} of {1} will be deleted for good, past the recycle bin; the user needs the permission “Bulk API Hard Delete”. Type “{2}” to go on.',
        rowCount(inspection),
        object,
        org.label,
      ),
      placeholder: org.label,
      check: (text) => (text === org.label ? undefined : l10n.t('This is not the name of the org.')),
    },
  );
  return typed !== back;
}

async function confirmProduction({ org, inspection, operation }: Draft, object: string): Promise<boolean> {
  const go = l10n.t('{0} in Production', bulkOperation(operation));
  const chosen = await window.showWarningMessage(
    l10n.t('Load {0} of {1} into the PRODUCTION org {2}?', rowCount(inspection), object, org.label),
    {
      modal: true,
      detail: l10n.t(
        '{0} of {1} as {2} at {3}.',
        bulkOperation(operation),
        fileNameOf(inspection.file),
        org.username,
        org.instanceUrl,
      ),
    },
    go,
  );
  return chosen === go;
}
