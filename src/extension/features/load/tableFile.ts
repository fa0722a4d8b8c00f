// The file of a load: the one of the active editor, or the one that the user picks; saved before it is loaded.
import { l10n, window, workspace, type Uri } from 'vscode';
import { askModal } from '../../host/messages';

const isTable = (file: Uri): boolean => file.scheme === 'file' && /\.(csv|tsv)$/i.test(file.path);

export function openTable(): Uri | undefined {
  const file = window.activeTextEditor?.document.uri;
  return file && isTable(file) ? file : undefined;
}

export async function askFile(): Promise<Uri | undefined> {
  const files = await window.showOpenDialog({
    title: l10n.t('Load CSV into Salesforce'),
    openLabel: l10n.t('Load'),
    filters: { [l10n.t('CSV files')]: ['csv', 'tsv', 'txt'], [l10n.t('All files')]: ['*'] },
  });
  return files?.[0];
}

/** Loads read the file on the disk, so unsaved changes are saved first. False when the user canceled. */
export async function save(file: Uri): Promise<boolean> {
  const edited = workspace.textDocuments.find(({ uri, isDirty }) => isDirty && uri.toString() === file.toString());
  if (!edited) return true;
  const saveAndLoad = l10n.t('Save and Load');
  const chosen = await askModal({
    question: l10n.t('The file has unsaved changes.'),
    detail: [l10n.t('Kinetic loads the file as it is saved.')],
    buttons: [saveAndLoad],
  });
  return chosen === saveAndLoad && (await edited.save());
}
