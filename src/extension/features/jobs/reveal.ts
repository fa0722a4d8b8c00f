// Shows where a file lies.
import { commands, env, UIKind, workspace, type Uri } from 'vscode';

/** In the explorer when the workspace holds the file, else in the system's file manager where there is one. */
export async function revealFile(file: Uri): Promise<void> {
  if (workspace.getWorkspaceFolder(file)) await commands.executeCommand('revealInExplorer', file);
  else if (env.uiKind === UIKind.Desktop && env.remoteName === undefined)
    await commands.executeCommand('revealFileInOS', file);
  else await commands.executeCommand('vscode.open', file);
}
