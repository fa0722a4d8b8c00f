// Parts that settle their rows: one ledger in memory at a time, and a broken one does not block the others.
import assert from 'node:assert/strict';
import { createSerialQueue } from '../../../../src/core/kernel/serialQueue';

describe('turns', () => {
  it('are taken one after another, in the order of asking, also after trouble', async () => {
    const turns = createSerialQueue();
    const log: string[] = [];
    const work =
      (name: string, fails = false) =>
      async (): Promise<string> => {
        log.push(`${name} begins`);
        await Promise.resolve();
        log.push(`${name} ends`);
        if (fails) throw new Error(name);
        return name;
      };
    const results = await Promise.allSettled([turns(work('a', true)), turns(work('b')), turns(work('c'))]);
    assert.deepEqual(log, ['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
    assert.deepEqual(
      results.map((result) => result.status),
      ['rejected', 'fulfilled', 'fulfilled'],
    );
  });
});
