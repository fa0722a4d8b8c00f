// The state of a load without bulk jobs after its events. A resume relies on it to know which rows were sent.
import assert from 'node:assert/strict';
import type { CallEvent, RowSpan } from '../../../../src/core/model/callRows';
import type { LoadState } from '../../../../src/core/model/load';
import { reduced, replayedLoad, type AnyJobEvent } from '../../../fakes/jobKinds';
import { loadSpec } from '../../../fakes/jobStates';

const dialect = { delimiter: ',', lineEnding: 'LF', encoding: 'utf-8', bomBytes: 0 } as const;
const route = { api: 'collections', wait: true, calls: 1, reason: { code: 'chosen', rows: 10 } } as const;
const planned: readonly AnyJobEvent[] = [
  { at: 1, type: 'created', jobId: 'j', spec: loadSpec, orgLabel: 'Practice org' },
  {
    at: 2,
    type: 'planned',
    sizeBytes: 100,
    modifiedMs: 1,
    sha256: '',
    records: 10,
    dialect,
    columns: ['Name'],
    route,
    rewritten: true,
    parts: [{ index: 0, start: 5, end: 100, records: 10, firstLine: 2, sha256: '' }],
  },
];
const span = (from: number, to: number): RowSpan => ({ from, to });
type CallOfPart = CallEvent extends infer E ? (E extends CallEvent ? Omit<E, 'part'> : never) : never;
const after = (...events: readonly CallOfPart[]): LoadState => {
  const calls = events.map((event, index): AnyJobEvent => ({ at: 3 + index, part: 0, ...event }));
  return replayedLoad([...planned, ...calls]);
};
const outcomes = (count: number) => Array.from({ length: count }, (_, at) => (at === 0 ? { error: 'X:y:--' } : {}));

describe('the state of a load without bulk jobs', () => {
  it('keeps the route, has no upload phase, and counts rows when they are answered', () => {
    const state = after(
      { type: 'callSent', span: span(0, 5) },
      { type: 'callAnswered', span: span(0, 5), outcomes: outcomes(5) },
      { type: 'callSent', span: span(5, 10) },
    );
    assert.deepEqual([state.phase, state.phaseStartedAt.uploading, state.processed], ['processing', undefined, 5]);
    assert.deepEqual(state.plan?.route, route);
    assert.deepEqual(
      [state.parts[0]?.phase, state.parts[0]?.processedFailed, state.parts[0]?.calls?.inFlight],
      ['processing', 1, [span(5, 10)]],
    );
  });

  it('counts the calls that sent rows, refused and repeated ones included, also after the end of the part', () => {
    const state = after(
      { type: 'callSent', span: span(0, 10) },
      { type: 'callRejected', span: span(0, 10) },
      { type: 'callSent', span: span(0, 5) },
      { type: 'callAnswered', span: span(0, 5), outcomes: outcomes(5) },
      { type: 'callSent', span: span(5, 10) },
      { type: 'callAnswered', span: span(5, 10), outcomes: outcomes(5) },
    );
    assert.equal(state.parts[0]?.calls?.sent, 3);
    const ended = reduced(state, {
      at: 20,
      type: 'partFinished',
      part: 0,
      state: 'JobComplete',
      groups: [],
      succeeded: 8,
      failed: 2,
      unprocessed: 0,
      unknown: 0,
    });
    assert.equal(ended.parts[0]?.calls?.sent, 3);
  });

  it('lists rows in flight until their outcome is recorded, once for each time they were sent', () => {
    const sentTwice = after(
      { type: 'callSent', span: span(0, 10) },
      { type: 'callSent', span: span(0, 10) },
      { type: 'callRejected', span: span(0, 10) },
    );
    assert.deepEqual(sentTwice.parts[0]?.calls?.inFlight, [span(0, 10)]);
    const unanswered = after({ type: 'callSent', span: span(0, 10) }, { type: 'callUnanswered', span: span(0, 10) });
    assert.deepEqual(
      [unanswered.parts[0]?.calls?.inFlight, unanswered.parts[0]?.calls?.unanswered],
      [[], [span(0, 10)]],
    );
  });

  it('drops the answers when the part is finished, and ignores late ones', () => {
    const finished: readonly AnyJobEvent[] = [
      ...planned,
      { at: 3, type: 'callSent', part: 0, span: span(0, 10) },
      { at: 4, type: 'callAnswered', part: 0, span: span(0, 10), outcomes: outcomes(10) },
      {
        at: 5,
        type: 'partFinished',
        part: 0,
        state: 'JobComplete',
        succeeded: 9,
        failed: 1,
        unprocessed: 0,
        unknown: 0,
        groups: [],
      },
    ];
    const state = replayedLoad(finished);
    assert.deepEqual([state.succeeded, state.failed, state.parts[0]?.calls?.answered], [9, 1, []]);
    const late = replayedLoad([
      ...finished,
      { at: 6, type: 'callAnswered', part: 0, span: span(0, 10), outcomes: outcomes(10) },
    ]);
    assert.deepEqual(late.parts, state.parts);
  });
});
