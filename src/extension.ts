// VS Code entry: builds the house on activate, closes it on deactivate.
import type { ExtensionContext } from 'vscode';

export function activate(context: ExtensionContext): void {
  context.subscriptions.length = 0;
}
