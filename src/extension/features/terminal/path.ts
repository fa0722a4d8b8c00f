// Puts the folder of the launcher first on the PATH of terminals, and says which Node runs it.
import { delimiter } from 'node:path';
import { l10n, Uri, workspace, type EnvironmentVariableMutatorOptions } from 'vscode';
import type { TerminalDeps } from './deps';

/** Also after the start-up files of the shell: on macOS they build the PATH again. */
const always: EnvironmentVariableMutatorOptions = { applyAtProcessCreation: true, applyAtShellIntegration: true };

/** VS Code keeps the variables for later windows of the workspace, so they are removed when the setting is off. */
export function applyPath({ variables, extensionUri }: Pick<TerminalDeps, 'variables' | 'extensionUri'>): void {
  const collection = variables();
  if (!workspace.getConfiguration('kinetic.terminal').get<boolean>('path', true)) {
    collection.clear();
    return;
  }
  collection.description = l10n.t('Adds the command `kinetic`');
  collection.prepend('PATH', `${Uri.joinPath(extensionUri, 'bin').fsPath}${delimiter}`, always);
  collection.replace('KINETIC_NODE', process.execPath, always);
}
