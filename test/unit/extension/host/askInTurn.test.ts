// Questions in order: Back returns to the previous one, and answered questions are not asked twice.
import { strict as assert } from 'node:assert';
import '../../../fakes/vscode';
import { askInTurn, back, type StepAnswer } from '../../../../src/extension/host/pick';

/** Questions that note their name and answer from a script. */
function scripted(script: readonly ('ok' | 'back')[]): {
  readonly asked: string[];
  readonly ask: (name: string) => () => Promise<StepAnswer<void>>;
} {
  const asked: string[] = [];
  const answers = [...script];
  return {
    asked,
    ask: (name) => () => {
      asked.push(name);
      return Promise.resolve(answers.shift() === 'back' ? back : undefined);
    },
  };
}

describe('questions in order', () => {
  it('are asked once each when all are answered', async () => {
    const { asked, ask } = scripted(['ok', 'ok', 'ok']);
    assert.equal(await askInTurn([ask('url'), ask('user'), ask('key')]), undefined);
    assert.deepEqual(asked, ['url', 'user', 'key']);
  });

  it('go back one at a time and forward again', async () => {
    const { asked, ask } = scripted(['ok', 'ok', 'back', 'back', 'ok', 'ok', 'ok']);
    await askInTurn([ask('url'), ask('user'), ask('key')]);
    assert.deepEqual(asked, ['url', 'user', 'key', 'user', 'url', 'user', 'key']);
  });

  it('are left by Back on the first', async () => {
    const { asked, ask } = scripted(['ok', 'back', 'back']);
    assert.equal(await askInTurn([ask('url'), ask('user')]), back);
    assert.deepEqual(asked, ['url', 'user', 'url']);
  });
});
