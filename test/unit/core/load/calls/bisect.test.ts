// One bad row must not cost the others their place, nor a call for each of them.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { sizeOf, type RowSpan } from '../../../../../src/core/model/callRows';
import { bisect } from '../../../../../src/core/load/calls/bisect';

type Event = { readonly type: 'in' | 'condemned'; readonly span: RowSpan; readonly why?: string };

/** Refuses a call that holds a bad row, in the name of the first of them. */
async function settle(count: number, bad: ReadonlySet<number>): Promise<{ calls: number; events: readonly Event[] }> {
  let calls = 0;
  const events: Event[] = [];
  const run = bisect<Event, string>(
    { from: 0, to: count },
    {
      send: async function* (span) {
        calls++;
        const spoilt = rowsOf(span).find((row) => bad.has(row));
        if (spoilt !== undefined) return Promise.resolve(`row ${spoilt}`);
        yield { type: 'in', span };
        return undefined;
      },
      reject: (span, why) => ({ type: 'condemned', span, why }),
    },
  );
  for await (const event of run) events.push(event);
  return { calls, events };
}

const rowsOf = ({ from, to }: RowSpan): readonly number[] => Array.from({ length: to - from }, (_, at) => from + at);

describe('finding the rows that spoil a call', () => {
  it('settles each row exactly once and in order, and only bad rows are condemned, each in its own name', async () => {
    const cases = fc.integer({ min: 1, max: 200 }).chain((count) =>
      fc.record({
        count: fc.constant(count),
        bad: fc.uniqueArray(fc.integer({ min: 0, max: count - 1 }), { maxLength: Math.min(count, 12) }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(cases, async ({ count, bad }) => {
        const { calls, events } = await settle(count, new Set(bad));
        assert.deepEqual(
          events.flatMap(({ span }) => rowsOf(span)),
          rowsOf({ from: 0, to: count }),
        );
        const condemned = events.filter(({ type }) => type === 'condemned');
        assert.ok(condemned.every(({ span, why }) => sizeOf(span) === 1 && why === `row ${span.from}`));
        assert.deepEqual(
          condemned.map(({ span }) => span.from),
          [...bad].sort((a, b) => a - b),
        );
        assert.ok(calls <= 2 * bad.length * Math.log2(count) + 1, `${calls} calls for ${bad.length} of ${count}`);
      }),
      { numRuns: 500 },
    );
  });

  it('needs one call where all is well, and never more than one for each row and each halving where nothing is', async () => {
    assert.equal((await settle(200, new Set())).calls, 1);
    const all = await settle(200, new Set(rowsOf({ from: 0, to: 200 })));
    assert.equal(all.calls, 399);
  });
});
