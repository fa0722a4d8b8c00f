// Concurrent work with ordered results: never more than the limit, and nothing keeps running after a failure.
import assert from 'node:assert/strict';
import { inOrder, type Lookahead } from '../../../../src/core/kernel/inOrder';
import { createManualClock } from '../../../fakes/manualClock';

async function* items(count: number): AsyncGenerator<number> {
  for (let item = 0; item < count; item++) yield item;
}

interface Open {
  readonly item: number;
  readonly signal: AbortSignal;
  readonly end: (error?: Error) => void;
}

/** Work that ends when the test ends it. */
function controlled() {
  const open = new Map<number, Open>();
  let most = 0;
  const work = (item: number, signal: AbortSignal): Promise<string> =>
    new Promise((resolve, reject) => {
      const end = (error?: Error): void => {
        open.delete(item);
        if (error) reject(error);
        else resolve(`result ${item}`);
      };
      open.set(item, { item, signal, end });
      most = Math.max(most, open.size);
      signal.addEventListener('abort', () => end(new Error('left')));
    });
  return { open, work, most: () => most };
}

const atOnce = (number: number): Lookahead => ({
  clock: createManualClock(),
  ahead: number,
  most: number,
  slowAfterMs: 250,
});
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('work done in order', () => {
  it('gives the results in the order of the items, in whatever order the work ends', async () => {
    const { open, work, most } = controlled();
    const results: string[] = [];
    const reading = (async () => {
      for await (const result of inOrder(items(7), atOnce(3), work)) results.push(result);
    })();
    while (results.length < 7) {
      await settle();
      [...open.values()].at(-1)?.end();
    }
    await reading;
    assert.deepEqual(
      results,
      Array.from({ length: 7 }, (_, item) => `result ${item}`),
    );
    assert.equal(most(), 3);
  });

  it('aborts the items in progress when one fails, and starts no other', async () => {
    const { open, work } = controlled();
    const reading = inOrder(items(9), atOnce(3), work).next();
    await settle();
    assert.deepEqual([...open.keys()], [0, 1, 2]);
    open.get(0)?.end(new Error('broken'));
    await assert.rejects(reading, /broken/);
    assert.deepEqual([...open.keys()], []);
  });

  it('aborts the items in progress when the reader stops', async () => {
    const { open, work } = controlled();
    const reader = inOrder(items(9), atOnce(3), work);
    const first = reader.next();
    await settle();
    open.get(0)?.end();
    assert.equal((await first).value, 'result 0');
    await reader.return(undefined);
    assert.deepEqual([...open.keys()], []);
  });

  it('passes on an error of the source', async () => {
    const failing = async function* (): AsyncGenerator<number> {
      yield 1;
      throw new Error('no more links');
    };
    await assert.rejects(inOrder(failing(), atOnce(2), () => Promise.resolve('x')).next(), /no more links/);
  });

  it('processes one more item at once only when a result takes long', async () => {
    const { open, work } = controlled();
    const clock = createManualClock();
    const reader = inOrder(items(9), { clock, ahead: 1, most: 3, slowAfterMs: 250 }, work);
    const first = reader.next();
    await clock.advance(249);
    assert.deepEqual([...open.keys()], [0]);
    await clock.advance(1);
    await settle();
    assert.deepEqual([...open.keys()], [0, 1]);
    await clock.advance(10_000);
    await settle();
    assert.deepEqual([...open.keys()], [0, 1, 2]);
    assert.deepEqual(clock.waits(), [], 'the maximum is reached');
    open.get(0)?.end();
    assert.equal((await first).value, 'result 0');
    await reader.return(undefined);
  });
});
