// The state of a load after its events.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { LoadState, RemoteState } from '../../../../src/core/model/load';
import { insertSpec as spec, plannedLoad } from '../../../fakes/jobEvents';
import { reduced, replayed, replayedLoad, type AnyJobEvent } from '../../../fakes/jobKinds';

const created: AnyJobEvent = { at: 1, type: 'created', jobId: 'j', orgLabel: 'o', spec };
const planned = (parts: number): AnyJobEvent => plannedLoad(parts, 10);
const after = (...events: readonly AnyJobEvent[]): LoadState => replayedLoad([created, ...events]);
const partFinished = (index: number, failed: number, state: RemoteState = 'JobComplete'): AnyJobEvent => ({
  at: 9,
  type: 'partFinished',
  part: index,
  state,
  succeeded: 10 - failed,
  failed,
  unprocessed: 0,
  unknown: 0,
  groups: failed > 0 ? [{ code: 'REQUIRED_FIELD_MISSING', message: 'm', fields: ['Name'], count: failed }] : [],
});

describe('the state of a job', () => {
  it('is undefined for a journal without its first event', () => {
    assert.equal(replayed([]), undefined);
    assert.equal(replayed([planned(1)]), undefined);
  });

  it('is uploading until all parts are uploaded, then processing, downloading and finished', () => {
    const uploaded = (index: number): readonly AnyJobEvent[] => [
      { at: 3, type: 'partCreated', part: index, remoteId: `r${index}` },
      { at: 4, type: 'uploaded', part: index },
      { at: 5, type: 'closed', part: index },
    ];
    assert.equal(after().phase, 'preparing');
    assert.equal(after(planned(2)).phase, 'uploading');
    assert.equal(after(planned(2), ...uploaded(0)).phase, 'uploading');
    assert.equal(after(planned(2), ...uploaded(0), ...uploaded(1)).phase, 'processing');
    assert.equal(
      after(planned(2), ...uploaded(0), ...uploaded(1), partFinished(0, 0), partFinished(1, 0)).phase,
      'downloading',
    );
    // A part that never had a remote job was neither uploaded nor processed.
    assert.equal(after(planned(1), partFinished(0, 10, 'Aborted')).phase, 'uploading');
    assert.equal(
      after(planned(2), partFinished(0, 0), partFinished(1, 0), { at: 10, type: 'finished', outcome: 'completed' })
        .phase,
      'finished',
    );
  });

  it('does not change after the job has finished', () => {
    const finished = after(planned(1), partFinished(0, 3), { at: 10, type: 'finished', outcome: 'completed' });
    const error = { code: 'network.timeout', details: {} };
    const late: readonly AnyJobEvent[] = [
      { at: 11, type: 'finished', outcome: 'rejected' },
      { at: 11, type: 'interrupted', error },
      { at: 11, type: 'aborting' },
      partFinished(0, 10),
    ];
    for (const event of late) assert.deepEqual(reduced(finished, event), finished, event.type);
  });

  it('adds up the rows of all parts and joins failures with the same cause in one group', () => {
    const state = after(planned(2), partFinished(0, 3), partFinished(1, 4));
    assert.deepEqual([state.succeeded, state.failed, state.unprocessed], [13, 7, 0]);
    assert.deepEqual(
      state.groups.map((group) => [group.code, group.count]),
      [['REQUIRED_FIELD_MISSING', 7]],
    );
  });

  it('keeps each abandoned remote job, so that a resume aborts it again', () => {
    const error = { code: 'network.connectionLost', details: {} };
    const state = after(
      planned(1),
      { at: 3, type: 'partCreated', part: 0, remoteId: 'r1' },
      { at: 4, type: 'partAbandoned', part: 0, remoteId: 'r1', error },
    );
    const [part] = state.parts;
    assert.deepEqual([part?.abandoned, part?.remoteId, part?.phase], [['r1'], undefined, 'waiting']);
  });

  it('is delayed only until Salesforce answers again', () => {
    const error = { code: 'network.timeout', details: {} };
    const delayed = after(planned(1), { at: 3, type: 'delayed', error });
    assert.deepEqual(delayed.delayed, error);
    assert.equal(after(planned(1), { at: 3, type: 'delayed', error }, partFinished(0, 0)).delayed, undefined);
    const ends: readonly AnyJobEvent[] = [
      { at: 4, type: 'delayed' },
      { at: 4, type: 'interrupted', error },
      { at: 4, type: 'finished', outcome: 'failed' },
    ];
    for (const end of ends) assert.equal(reduced(delayed, end).delayed, undefined, end.type);
  });

  it('is no longer interrupted when it continues', () => {
    const interrupted: AnyJobEvent = { at: 3, type: 'interrupted', error: { code: 'login.expired', details: {} } };
    assert.equal(after(planned(1), interrupted).interrupted?.code, 'login.expired');
    assert.equal(after(planned(1), interrupted, { at: 4, type: 'resumed' }).interrupted, undefined);
    assert.equal(after(planned(1), interrupted, { at: 4, type: 'aborting' }).interrupted, undefined);
  });

  it('never goes back in phase or in processed rows, whatever the events', () => {
    const phases = ['preparing', 'uploading', 'processing', 'downloading', 'finished'];
    const anyPart = fc.nat({ max: 2 });
    const event = fc.oneof(
      anyPart.map((index): AnyJobEvent => ({ at: 5, type: 'partCreating', part: index })),
      anyPart.map((index): AnyJobEvent => ({ at: 5, type: 'partCreated', part: index, remoteId: 'r' })),
      anyPart.map((index): AnyJobEvent => ({ at: 5, type: 'uploaded', part: index })),
      anyPart.map((index): AnyJobEvent => ({ at: 5, type: 'closed', part: index })),
      fc.tuple(anyPart, fc.nat({ max: 10 })).map(([index, processed]): AnyJobEvent => ({
        at: 6,
        type: 'processing',
        part: index,
        state: 'InProgress',
        processed,
        failed: 0,
        apiTimeMs: 1,
      })),
      anyPart.map((index): AnyJobEvent => ({
        at: 6,
        type: 'partAbandoned',
        part: index,
        remoteId: 'r',
        error: { code: 'x', details: {} },
      })),
      fc.tuple(anyPart, fc.nat({ max: 10 })).map(([index, failed]) => partFinished(index, failed)),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (events) => {
        let before = after(planned(3));
        for (let count = 1; count <= events.length; count++) {
          const now = after(planned(3), ...events.slice(0, count));
          assert.ok(phases.indexOf(now.phase) >= phases.indexOf(before.phase));
          assert.ok(now.processed >= before.processed);
          for (const part of now.parts) assert.ok(part.sentBytes <= part.plan.end - part.plan.start);
          before = now;
        }
      }),
    );
  });
});
