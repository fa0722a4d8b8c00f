// Merged runs: every value is yielded, each run waits until its value is stored, and an error lets the others finish.
import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
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

describe('merged runs', () => {
  it('yield every value, each run in its own order', async () => {
    const seen = await collect(mergeRuns([run('a', 3), run('b', 2), run('c', 1)], 2));
    assert.equal(seen.length, 6);
    assert.deepEqual(
      seen.filter((value) => value.startsWith('a')),
      ['a1', 'a2', 'a3'],
    );
    assert.ok(seen.indexOf('c1') > seen.indexOf('b2'), 'the third starts after another has ended');
  });

  it('keep the order of the file when they run one at a time', async () => {
    assert.deepEqual(await collect(mergeRuns([run('a', 2), run('b', 2)], 1)), ['a1', 'a2', 'b1', 'b2']);
  });

  it('continue only after their value is consumed', async () => {
    const steps: string[] = [];
    const storing = async function* (): AsyncGenerator<string> {
      yield 'stored';
      steps.push('continued');
    };
    const merged = mergeRuns([storing], 1);
    await merged.next();
    assert.deepEqual(steps, []);
    await merged.next();
    assert.deepEqual(steps, ['continued']);
  });

  it('are closed when the consumer stops, those too that wait for their value to be consumed', async () => {
    const closed: string[] = [];
    const closing = (name: string) =>
      async function* (): AsyncGenerator<string> {
        try {
          for (;;) yield name;
        } finally {
          closed.push(name);
        }
      };
    for await (const value of mergeRuns([closing('a'), closing('b'), closing('never started')], 2))
      if (value === 'b') break;
    await setImmediate();
    assert.deepEqual(closed.sort(), ['a', 'b']);
  });

  it('start no other run after an error, let the running ones finish, then throw the first error', async () => {
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
  it('drops values that are not read in time, but never the last', async () => {
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
