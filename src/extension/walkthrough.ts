// The walkthrough: opens it, and ticks its steps when the user has done what they describe.
import { commands } from 'vscode';
import type { Boundary } from './host/errors';

export type Step = 'sample' | 'failed' | 'load' | 'connect';

export interface Walkthrough {
  readonly open: () => Promise<void>;
  /** Does nothing after the first time. */
  readonly done: (step: Step) => void;
}

export function createWalkthrough(extensionId: () => string, boundary: Boundary): Walkthrough {
  const id = (): string => `${extensionId()}#start`;
  const ticked = new Set<Step>();
  const tick = async (step: Step): Promise<void> => {
    await commands.executeCommand('setContext', `kinetic.done.${step}`, true);
    // VS Code reads context keys only after its Welcome page was needed for the first time, and a step whose key is set
    // before would never be ticked. This command stores that the step is done, and fails while the page is not loaded.
    await commands.executeCommand('welcome.markStepComplete', `${id()}#${step}`).then(undefined, () => undefined);
  };
  return {
    open: async () => {
      await commands.executeCommand('workbench.action.openWalkthrough', id());
    },
    done: (step) => {
      if (ticked.has(step)) return;
      ticked.add(step);
      void boundary.runQuietly(() => tick(step));
    },
  };
}
