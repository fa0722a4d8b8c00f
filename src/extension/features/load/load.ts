// The load feature: finds the file to load and starts the questions about it.
import { l10n, Uri, window, workspace } from 'vscode';
import { bindCommands } from '../../host/commands';
import type { LoadDeps } from './deps';
import type { manifest } from './manifest';

export function registerLoad(deps: LoadDeps): void {
  const load = async (clicked: unknown): Promise<void> => {
    const file = clicked instanceof Uri ? clicked : (openTable() ?? (await askFile()));
    if (!file || !(await save(file))) return;
    // The flow imports the core, which is loaded on first need.
    const { loadFile } = await import('./flow');
    await loadFile(file.fsPath, deps);
  };
  deps.disposables.add(bindCommands<typeof manifest>(deps.boundary, { 'kinetic.load.csv': load }));
}

const isTable = (file: Uri): boolean => file.scheme === 'file' && /\.(csv|tsv)$/i.test(file.path);

function openTable(): Uri | undefined {
  const file = window.activeTextEditor?.document.uri;
  return file && isTable(file) ? file : undefined;
}

async function askFile(): Promise<Uri | undefined> {
  const files = await window.showOpenDialog({
    title: l10n.t('Load CSV into Salesforce'),
    openLabel: l10n.t('Load'),
    filters: { [l10n.t('CSV files')]: ['csv', 'tsv', 'txt'], [l10n.t('All files')]: ['*'] },
  });
  return files?.[0];
}

/** Loads read the file on the disk, so unsaved changes are saved first. False when the user canceled. */
async function save(file: Uri): Promise<boolean> {
  const edited = workspace.textDocuments.find(({ uri, isDirty }) => isDirty && uri.toString() === file.toString());
  if (!edited) return true;
  const saveAndLoad = l10n.t('Save and Load');
  const chosen = await window.showWarningMessage(
    l10n.t('The file has unsaved changes.'),
    { modal: true, detail: l10n.t('Kinetic loads the file as it is saved.') },
    saveAndLoad,
  );
  return chosen === saveAndLoad && (await edited.save());
}
