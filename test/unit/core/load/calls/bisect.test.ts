// One bad row must neither keep the others from being saved nor cost a call for each of them.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { sizeOf, type RowSpan } from '../../../../../src/core/model/callRows';
import { bisect } from '../../../../../src/core/load/calls/bisect';

type Event = { readonly type: 'saved' | 'rejected'; readonly span: RowSpan; readonly why?: string };

/** Rejects a call that holds a bad row, because of the first of them. */
async function send(count: number, bad: ReadonlySet<number>): Promise<{ calls: number; events: readonly Event[] }> {
  let calls = 0;
  const events: Event[] = [];
  const run = bisect<Event, string>(
    { from: 0, to: count },
    {
      send: async function* (span) {
        calls++;
        const badRow = rowsOf(span).find((row) => bad.has(row));
        if (badRow !== undefined) return Promise.resolve(`row ${badRow}`);
        yield { type: 'saved', span };
        return undefined;
      },
      reject: (span, why) => ({ type: 'rejected', span, why }),
    },
  );
  for await (const event of run) events.push(event);
  return { calls, events };
}

const rowsOf = ({ from, to }: RowSpan): readonly number[] => Array.from({ length: to - from }, (_, at) => from + at);

describe('finding the rows because of which a call is rejected', () => {
  it('saves or rejects each row exactly once and in order, each bad row with its own error', async () => {
    const cases = fc.integer({ min: 1, max: 200 }).chain((count) =>
      fc.record({
        count: fc.constant(count),
        bad: fc.uniqueArray(fc.integer({ min: 0, max: count - 1 }), { maxLength: Math.min(count, 12) }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(cases, async ({ count, bad }) => {
        const { calls, events } = await send(count, new Set(bad));
        assert.deepEqual(
          events.flatMap(({ span }) => rowsOf(span)),
          rowsOf({ from: 0, to: count }),
        );
        const rejected = events.filter(({ type }) => type === 'rejected');
        assert.ok(rejected.every(({ span, why }) => sizeOf(span) === 1 && why === `row ${span.from}`));
        assert.deepEqual(
          rejected.map(({ span }) => span.from),
          [...bad].sort((a, b) => a - b),
        );
        assert.ok(calls <= 2 * bad.length * Math.log2(count) + 1, `${calls} calls for ${bad.length} of ${count}`);
      }),
      { numRuns: 500 },
    );
  });

  it('needs one call when all rows are good, and one for each row and each half when all are bad', async () => {
    assert.equal((await send(200, new Set())).calls, 1);
    const all = await send(200, new Set(rowsOf({ from: 0, to: 200 })));
    assert.equal(all.calls, 399);
  });
});
