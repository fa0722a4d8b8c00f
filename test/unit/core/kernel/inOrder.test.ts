// Several works at once with their results in order: never too many, none left running behind a failure.
import assert from 'node:assert/strict';
import { inOrder, type Pace } from '../../../../src/core/kernel/inOrder';
import { createManualClock } from '../../../fakes/manualClock';

async function* things(count: number): AsyncGenerator<number> {
  for (let thing = 0; thing < count; thing++) yield thing;
}

interface Open {
  readonly thing: number;
  readonly signal: AbortSignal;
  readonly end: (error?: Error) => void;
}

/** Works that end when the test says so. */
function held() {
  const open = new Map<number, Open>();
  let most = 0;
  const work = (thing: number, signal: AbortSignal): Promise<string> =>
    new Promise((resolve, reject) => {
      const end = (error?: Error): void => {
        open.delete(thing);
        if (error) reject(error);
        else resolve(`result ${thing}`);
      };
      open.set(thing, { thing, signal, end });
      most = Math.max(most, open.size);
      signal.addEventListener('abort', () => end(new Error('left')));
    });
  return { open, work, most: () => most };
}

const atOnce = (number: number): Pace => ({ clock: createManualClock(), ahead: number, most: number, patienceMs: 250 });
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('work done in order', () => {
  it('gives the results in the order of the things, however the works end', async () => {
    const { open, work, most } = held();
    const results: string[] = [];
    const reading = (async () => {
      for await (const result of inOrder(things(7), atOnce(3), work)) results.push(result);
    })();
    while (results.length < 7) {
      await settle();
      [...open.values()].at(-1)?.end();
    }
    await reading;
    assert.deepEqual(
      results,
      Array.from({ length: 7 }, (_, thing) => `result ${thing}`),
    );
    assert.equal(most(), 3);
  });

  it('ends what is under way when one work fails, and begins no other', async () => {
    const { open, work } = held();
    const reading = inOrder(things(9), atOnce(3), work).next();
    await settle();
    assert.deepEqual([...open.keys()], [0, 1, 2]);
    open.get(0)?.end(new Error('broken'));
    await assert.rejects(reading, /broken/);
    assert.deepEqual([...open.keys()], []);
  });

  it('ends what is under way when the reader leaves', async () => {
    const { open, work } = held();
    const reader = inOrder(things(9), atOnce(3), work);
    const first = reader.next();
    await settle();
    open.get(0)?.end();
    assert.equal((await first).value, 'result 0');
    await reader.return(undefined);
    assert.deepEqual([...open.keys()], []);
  });

  it('passes on what the row of things throws', async () => {
    const failing = async function* (): AsyncGenerator<number> {
      yield 1;
      throw new Error('no more links');
    };
    await assert.rejects(inOrder(failing(), atOnce(2), () => Promise.resolve('x')).next(), /no more links/);
  });

  it('does more at once each time that a result takes long, and not before', async () => {
    const { open, work } = held();
    const clock = createManualClock();
    const reader = inOrder(things(9), { clock, ahead: 1, most: 3, patienceMs: 250 }, work);
    const first = reader.next();
    await clock.advance(249);
    assert.deepEqual([...open.keys()], [0]);
    await clock.advance(1);
    await settle();
    assert.deepEqual([...open.keys()], [0, 1]);
    await clock.advance(10_000);
    await settle();
    assert.deepEqual([...open.keys()], [0, 1, 2]);
    assert.deepEqual(clock.waits(), [], 'enough is enough');
    open.get(0)?.end();
    assert.equal((await first).value, 'result 0');
    await reader.return(undefined);
  });
});
