// Work that runs one at a time, where a failure does not block the rest.
import assert from 'node:assert/strict';
import { createSerialQueue } from '../../../../src/core/kernel/serialQueue';

describe('createSerialQueue', () => {
  it('runs work one at a time, in the order of the calls, also after an error', async () => {
    const enqueue = createSerialQueue();
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
    const results = await Promise.allSettled([enqueue(work('a', true)), enqueue(work('b')), enqueue(work('c'))]);
    assert.deepEqual(log, ['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
    assert.deepEqual(
      results.map((result) => result.status),
      ['rejected', 'fulfilled', 'fulfilled'],
    );
  });
});
