// Context keys are passed to VS Code only when they change.
import { strict as assert } from 'node:assert';
import { editor, resetEditor } from '../../../fakes/vscode';
import { createContextKeys } from '../../../../src/extension/host/contextKeys';

describe('context keys', () => {
  beforeEach(resetEditor);

  it('are passed to VS Code only when they change', async () => {
    const keys = createContextKeys();
    await keys.set({ 'kinetic.hasOrg': false, 'kinetic.jobs.any': true });
    await keys.set({ 'kinetic.hasOrg': true, 'kinetic.jobs.any': true });
    assert.deepEqual(
      editor.ran.map(({ args }) => args),
      [
        ['kinetic.hasOrg', false],
        ['kinetic.jobs.any', true],
        ['kinetic.hasOrg', true],
      ],
    );
  });
});
