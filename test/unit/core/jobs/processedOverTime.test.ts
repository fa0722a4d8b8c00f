// What the state of a load keeps of its speed.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { maxPoints, withPoint } from '../../../../src/core/jobs/processedOverTime';
import type { ProcessedAt } from '../../../../src/core/model/load';
import { insertSpec as spec, plannedLoad } from '../../../fakes/jobEvents';
import { replayedLoad, type AnyJobEvent } from '../../../fakes/jobKinds';

const created: AnyJobEvent = { at: 1, type: 'created', jobId: 'j', orgLabel: 'o', spec };
const polled = (at: number, part: number, processed: number, state: 'InProgress' | 'JobComplete'): AnyJobEvent => ({
  at,
  type: 'processing',
  part,
  state,
  processed,
  failed: 0,
  apiTimeMs: 0,
});

describe('the rows that a load has processed over time', () => {
  it('are those of all parts at each answer of Salesforce, with the ends of parts', () => {
    const { processedOverTime } = replayedLoad([
      created,
      plannedLoad(2, 10),
      { at: 2, type: 'closed', part: 0 },
      polled(4, 0, 6, 'InProgress'),
      { at: 5, type: 'closed', part: 1 },
      polled(6, 0, 10, 'JobComplete'),
      polled(7, 1, 3, 'InProgress'),
      polled(9, 1, 10, 'JobComplete'),
    ]);
    assert.deepEqual(processedOverTime, [
      { at: 2, processed: 0 },
      { at: 4, processed: 6 },
      { at: 5, processed: 6 },
      { at: 6, processed: 10, endsPart: true },
      { at: 7, processed: 13 },
      { at: 9, processed: 20, endsPart: true },
    ]);
  });

  it('are not kept for a load without bulk jobs, which has two events for each row', () => {
    const span = { from: 0, to: 1 };
    const { processedOverTime, processed } = replayedLoad([
      created,
      plannedLoad(1, 10),
      { at: 2, type: 'callSent', part: 0, span },
      { at: 3, type: 'callAnswered', part: 0, span, outcomes: [{ id: '001', created: true }] },
    ]);
    assert.deepEqual([processed, processedOverTime], [1, []]);
  });

  it('keep the first and the last answer and stay few, however many answers come', () => {
    const answers = fc.array(fc.record({ waitMs: fc.integer({ min: -5, max: 30_000 }), rows: fc.nat(10_000) }), {
      minLength: 1,
      maxLength: 600,
    });
    fc.assert(
      fc.property(answers, (all) => {
        let at = 1_000_000;
        let processed = 0;
        let points: readonly ProcessedAt[] = [];
        for (const { waitMs, rows } of all) {
          at += waitMs;
          processed += rows;
          points = withPoint(points, { at, processed });
        }
        assert.ok(points.length <= maxPoints);
        assert.equal(points.at(-1)?.processed, processed);
        assert.equal(points[0]?.at, 1_000_000 + (all[0]?.waitMs ?? 0));
        assert.ok(points.every((point, index) => index === 0 || point.at > (points[index - 1]?.at ?? 0)));
        assert.ok(
          points.every((point, index) => index === 0 || point.processed >= (points[index - 1]?.processed ?? 0)),
        );
      }),
    );
  });

  it('keep the end of a part whose point is dropped', () => {
    let points: readonly ProcessedAt[] = [];
    for (let at = 0; at < 1000; at++)
      points = withPoint(points, { at, processed: at, ...(at === 501 && { endsPart: true }) });
    const ends = points.filter(({ endsPart }) => endsPart);
    assert.equal(ends.length, 1);
    const place = ends[0]?.at ?? 0;
    assert.ok(place >= 501 && place < 530, `the end of the part moved from 501 to ${place}`);
  });

  it('are spread over the whole time', () => {
    let points: readonly ProcessedAt[] = [];
    for (let at = 0; at < 5000; at++) points = withPoint(points, { at, processed: at });
    const gaps = points.slice(1).map(({ at }, index) => at - (points[index]?.at ?? 0));
    assert.ok(Math.max(...gaps) <= 4 * (5000 / maxPoints), `the largest gap is ${Math.max(...gaps)}`);
  });
});
