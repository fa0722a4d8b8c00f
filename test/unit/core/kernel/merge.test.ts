// Parts that run at once: none is forgotten, none overtakes the disk, and trouble in one lets the others end in peace.
import assert from 'node:assert/strict';
import { createLatestValue } from '../../../../src/core/kernel/latestValue';
import { mergeRuns } from '../../../../src/core/kernel/merge';

const run = (name: string, steps: number) =>
  async function* (): AsyncGenerator<string> {
    for (let step = 1; step <= steps; step++) {
      await Promise.resolve();
      yield `${name}${step}`;
    }
  };

async function collect(events: AsyncIterable<string>): Promise<readonly string[]> {
  const seen: string[] = [];
  for await (const event of events) seen.push(event);
  return seen;
}

describe('runs side by side', () => {
  it('yield every value, each run in its own order', async () => {
    const seen = await collect(mergeRuns([run('a', 3), run('b', 2), run('c', 1)], 2));
    assert.equal(seen.length, 6);
    assert.deepEqual(
      seen.filter((value) => value.startsWith('a')),
      ['a1', 'a2', 'a3'],
    );
    assert.ok(seen.indexOf('c1') > seen.indexOf('b2'), 'the third starts when a place is free');
  });

  it('one at a time keep the order of the file', async () => {
    assert.deepEqual(await collect(mergeRuns([run('a', 2), run('b', 2)], 1)), ['a1', 'a2', 'b1', 'b2']);
  });

  it('go on only after their value was taken', async () => {
    const steps: string[] = [];
    const careful = async function* (): AsyncGenerator<string> {
      yield 'stored';
      steps.push('went on');
    };
    const merged = mergeRuns([careful], 1);
    await merged.next();
    assert.deepEqual(steps, []);
    await merged.next();
    assert.deepEqual(steps, ['went on']);
  });

  it('start no further run after trouble, let those under way end, then tell the first trouble', async () => {
    const seen: string[] = [];
    const failing = async function* (): AsyncGenerator<string> {
      yield 'x1';
      throw new Error('first');
    };
    await assert.rejects(async () => {
      for await (const value of mergeRuns([failing, run('b', 3), run('never', 1)], 2)) seen.push(value);
    }, /first/);
    assert.deepEqual(
      seen.filter((value) => value.startsWith('b')),
      ['b1', 'b2', 'b3'],
    );
    assert.ok(!seen.includes('never1'));
  });
});

describe('the latest value', () => {
  it('drops what nobody read in time, but never the last', async () => {
    const latest = createLatestValue<string>();
    latest.set('1');
    latest.set('2');
    const seen = collect(latest);
    await Promise.resolve();
    latest.set('3');
    latest.set('4');
    latest.end();
    assert.deepEqual(await seen, ['2', '4']);
  });
});
