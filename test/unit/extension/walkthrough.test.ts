// The steps of the walkthrough are ticked when they are done, also if VS Code has not loaded the page yet.
import { strict as assert } from 'node:assert';
import { editor, recordingChannel, resetEditor } from '../../fakes/vscode';
import { createBoundary } from '../../../src/extension/host/errors';
import { createWalkthrough } from '../../../src/extension/walkthrough';

describe('the walkthrough', () => {
  beforeEach(resetEditor);
  const create = () =>
    createWalkthrough(
      () => 'kinetic.kinetic-salesforce',
      createBoundary(recordingChannel().channel, () => undefined),
    );

  it('ticks a step once, by its context key and in what VS Code has stored', async () => {
    const { done } = create();
    done('failed');
    done('failed');
    await new Promise((resolve) => void setImmediate(resolve));
    assert.deepEqual(editor.ran, [
      { id: 'setContext', args: ['kinetic.done.failed', true] },
      {
        id: 'welcome.markStepComplete',
        args: ['kinetic.kinetic-salesforce#start#failed'],
      },
    ]);
  });

  it('is opened by its command', async () => {
    await create().open();
    assert.deepEqual(editor.ran, [
      {
        id: 'workbench.action.openWalkthrough',
        args: ['kinetic.kinetic-salesforce#start'],
      },
    ]);
  });
});
