// The work of a replay, counted instead of measured: a load by calls has two events for each of its rows.
import assert from 'node:assert/strict';
import type { PartPlan } from '../../../../src/core/model/load';
import { insertSpec as spec, plannedLoad } from '../../../fakes/jobEvents';
import { reduced, replayedLoad, type AnyJobEvent } from '../../../fakes/jobKinds';

const created: AnyJobEvent = { at: 1, type: 'created', jobId: 'job', spec, orgLabel: 'My org' };
const rowsOfPart = 4;

/** Rows of all parts, in calls of one row each. */
const callsOf = (parts: number): readonly AnyJobEvent[] =>
  Array.from({ length: parts * rowsOfPart }, (_, row): readonly AnyJobEvent[] => {
    const part = Math.floor(row / rowsOfPart);
    const from = row % rowsOfPart;
    const span = { from, to: from + 1 };
    return [
      { at: 2, type: 'callSent', part, span },
      { at: 3, type: 'callAnswered', part, span, outcomes: [{ id: '001', created: true }] },
    ];
  }).flat();

/** How often any property of any part's plan, or of its list, is read while the events are replayed. */
function readsOf(parts: number): number {
  let reads = 0;
  const counting = <T extends object>(target: T): T =>
    new Proxy(target, {
      get: (of, name, receiver) => {
        reads++;
        return Reflect.get(of, name, receiver) as unknown;
      },
    });
  const planned = plannedLoad(parts, rowsOfPart);
  const state = replayedLoad([
    created,
    { ...planned, parts: planned.parts.map((plan): PartPlan => counting(plan)) },
    ...callsOf(parts),
  ]);
  assert.equal(state.processed, parts * rowsOfPart);
  return reads;
}

describe('the replay of a journal', () => {
  it('does the same work for an event however many parts the load has', () => {
    const few = readsOf(10) / callsOf(10).length;
    const many = readsOf(1_000) / callsOf(1_000).length;
    assert.ok(many <= few, `${many} reads for an event of 1,000 parts, ${few} of 10`);
  });

  it('touches no part but that of the event, and leaves the state before as it was', () => {
    const before = replayedLoad([created, plannedLoad(3, rowsOfPart)]);
    const after = reduced(before, { at: 2, type: 'callSent', part: 1, span: { from: 0, to: 1 } });
    assert.deepEqual(
      after.parts.map((part, index) => part === before.parts[index]),
      [true, false, true],
    );
    assert.deepEqual(
      before.parts.map(({ phase }) => phase),
      ['waiting', 'waiting', 'waiting'],
    );
  });

  it('counts what recounting all parts counts, whatever happens to them', () => {
    const state = replayedLoad([
      created,
      plannedLoad(4, rowsOfPart),
      { at: 2, type: 'partCreating', part: 0 },
      { at: 2, type: 'partCreated', part: 0, remoteId: '7501' },
      { at: 3, type: 'uploaded', part: 0 },
      { at: 3, type: 'partCreated', part: 1, remoteId: '7502' },
      { at: 3, type: 'partAbandoned', part: 1, remoteId: '7502', error: { code: 'network.reset', details: {} } },
      { at: 4, type: 'processing', part: 0, state: 'InProgress', processed: 3, failed: 1, apiTimeMs: 1 },
      {
        at: 5,
        type: 'partFinished',
        part: 0,
        state: 'JobComplete',
        groups: [],
        succeeded: 2,
        failed: 1,
        unprocessed: 1,
        unknown: 0,
      },
      {
        at: 6,
        type: 'partFinished',
        part: 2,
        state: 'Failed',
        groups: [],
        succeeded: 0,
        failed: 0,
        unprocessed: 4,
        unknown: 0,
      },
    ]);
    const sum = (of: 'processed' | 'succeeded' | 'failed' | 'unprocessed'): number =>
      state.parts.reduce((total, part) => total + part[of], 0);
    assert.deepEqual(
      [state.processed, state.succeeded, state.failed, state.unprocessed],
      [sum('processed'), sum('succeeded'), sum('failed'), sum('unprocessed')],
    );
    assert.deepEqual([state.processed, state.succeeded, state.failed, state.unprocessed], [3, 2, 1, 5]);
    assert.deepEqual([state.phase, state.partsLeft], ['uploading', { toUpload: 3, toProcess: 0 }]);
  });

  it('keeps what was sent when a plan is recorded a second time', () => {
    const planned = plannedLoad(1, rowsOfPart);
    const uploaded: AnyJobEvent = { at: 3, type: 'uploaded', part: 0 };
    const once = replayedLoad([created, planned, uploaded]);
    assert.deepEqual(replayedLoad([created, planned, uploaded, planned]).parts, once.parts);
  });
});
