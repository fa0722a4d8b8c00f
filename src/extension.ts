// Entry point for VS Code: composes the extension on activation and closes it on deactivation.
import type { ExtensionContext } from 'vscode';
import { compose, type Extension } from './extension/compose';

interface Api {
  /** How long `activate` took, in milliseconds. */
  readonly activationMs: number;
}

function createEntry(): { activate: (context: ExtensionContext) => Api; deactivate: () => Promise<void> | undefined } {
  let extension: Extension | undefined;
  return {
    activate: (context) => {
      const startedMs = performance.now();
      extension = compose(context, async (...args) => (await import('./extension/openCore')).openCore(...args));
      return { activationMs: performance.now() - startedMs };
    },
    deactivate: () => extension?.close(),
  };
}

export const { activate, deactivate } = createEntry();
