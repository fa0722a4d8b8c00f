// How a load ended comes from its parts as the journal has them, so a kill before the last event changes nothing.
import assert from 'node:assert/strict';
import { createOutcomeTracker } from '../../../../src/core/load/outcome';
import type { LoadEvent, PartState } from '../../../../src/core/model/load';
import { freshPart } from '../../../../src/core/model/parts';

const plan = (index: number) => ({ index, start: 0, end: 9, records: 3, firstLine: 2, sha256: '' });
const finished = (index: number, change: Partial<PartState> = {}): PartState => ({
  ...freshPart(plan(index)),
  phase: 'finished',
  remoteId: `750${index}`,
  remoteState: 'JobComplete',
  succeeded: 3,
  ...change,
});
const error = { code: 'job.rowCountMismatch', details: { sent: 3, accounted: 2 } };

describe('the outcome of a load', () => {
  it('is failed after a resume when the results of a part did not fit the rows that were sent', () => {
    const parts = [finished(0), finished(1, { succeeded: 2, unknown: 1, error })];
    assert.deepEqual(createOutcomeTracker(parts).outcome(undefined), { outcome: 'failed', error });
  });

  it('is the same as without a resume', async () => {
    const tracker = createOutcomeTracker([freshPart(plan(0))]);
    const counts = { succeeded: 2, failed: 0, unprocessed: 0, unknown: 1 };
    async function* events(): AsyncGenerator<LoadEvent, void> {
      yield { at: 1, type: 'uploaded', part: 0 };
      yield await Promise.resolve({
        at: 2,
        type: 'partFinished',
        part: 0,
        state: 'JobComplete',
        groups: [],
        ...counts,
        error,
      } as const);
    }
    for await (const _ of tracker.track(events()));
    assert.deepEqual(tracker.outcome(undefined), { outcome: 'failed', error });
  });

  it('keeps the reason of a part whose job is gone, and not only what it says', () => {
    const gone = { code: 'job.gone', details: { remoteId: '750' } };
    const part = finished(0, { remoteState: 'Failed', succeeded: 0, unknown: 3, message: 'm', error: gone });
    assert.deepEqual(createOutcomeTracker([part]).outcome(undefined).error, gone);
  });

  it('is completed when every part has all of its results', () => {
    assert.deepEqual(createOutcomeTracker([finished(0), finished(1)]).outcome(undefined), { outcome: 'completed' });
  });
});
