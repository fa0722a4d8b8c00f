// VS Code entry: builds the house on activate, closes it on deactivate.
import type { ExtensionContext } from 'vscode';
import { compose, type Extension } from './extension/compose';

interface Api {
  /** How long `activate` took, in milliseconds. */
  readonly activationMs: number;
}

function createEntry(): { activate: (context: ExtensionContext) => Api; deactivate: () => Promise<void> | undefined } {
  let house: Extension | undefined;
  return {
    activate: (context) => {
      const begun = performance.now();
      house = compose(context, async (...given) => (await import('./extension/openCore')).openCore(...given));
      return { activationMs: performance.now() - begun };
    },
    deactivate: () => house?.close(),
  };
}

export const { activate, deactivate } = createEntry();
