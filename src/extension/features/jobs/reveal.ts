// Shows a file where the person manages files.
import { commands, env, UIKind, workspace, type Uri } from 'vscode';

/** In the Explorer if the file is in the workspace, else in the file manager of the system, else in an editor. */
export async function revealFile(file: Uri): Promise<void> {
  if (workspace.getWorkspaceFolder(file)) await commands.executeCommand('revealInExplorer', file);
  else if (env.uiKind === UIKind.Desktop && env.remoteName === undefined)
    await commands.executeCommand('revealFileInOS', file);
  else await commands.executeCommand('vscode.open', file);
}
