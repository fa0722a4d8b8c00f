// The progress of work in VS Code: shown when the work takes long, and not for an instant.
import { strict as assert } from 'node:assert';
import { editor } from '../../../fakes/vscode';
import { withTask } from '../../../../src/extension/host/task';

const shown = { title: 'Reading a.csv…', where: 'notification' } as const;

/** Runs the work with timers that end only when the test says so. */
async function withTimers(run: (fire: () => void) => Promise<void>): Promise<number> {
  const { setTimeout: plainSet, clearTimeout: plainClear } = globalThis;
  const timers = new Set<() => void>();
  globalThis.setTimeout = ((fire: () => void) => {
    timers.add(fire);
    return fire;
  }) as unknown as typeof setTimeout;
  globalThis.clearTimeout = ((timer: () => void) => void timers.delete(timer)) as unknown as typeof clearTimeout;
  try {
    await run(() => timers.forEach((fire) => fire()));
  } finally {
    Object.assign(globalThis, { setTimeout: plainSet, clearTimeout: plainClear });
  }
  return timers.size;
}

describe('a notification about work', () => {
  beforeEach(() => (editor.progress.length = 0));

  it('does not appear for work that is done at once', async () => {
    const left = await withTimers(async () => {
      assert.equal(await withTask(shown, () => Promise.resolve('done')), 'done');
      await assert.rejects(
        withTask(shown, () => Promise.reject(new Error('broken'))),
        /broken/,
      );
    });
    assert.deepEqual([editor.progress, left], [[], 0]);
  });

  it('appears for work that takes longer, with what the work reported before', async () => {
    await withTimers(async (fire) => {
      let finish: (value: string) => void = () => undefined;
      let begin: () => void = () => undefined;
      const begun = new Promise<void>((resolve) => (begin = resolve));
      const ended = withTask(shown, ({ progress }) => {
        progress({ phase: 'reading', done: 1, total: 4, unit: 'bytes' });
        begin();
        return new Promise<string>((resolve) => (finish = resolve));
      });
      await begun;
      fire();
      await new Promise(setImmediate);
      assert.deepEqual(editor.progress, ['Reading a.csv…', '25%']);
      finish('done');
      assert.equal(await ended, 'done');
    });
  });
});
