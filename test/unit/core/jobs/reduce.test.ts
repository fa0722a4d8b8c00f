// What views, journals and scripts read from a job's events.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { LoadState, PartPlan, RemoteState } from '../../../../src/core/model/load';
import { reduced, replayed, replayedLoad, type AnyJobEvent } from '../../../fakes/jobKinds';

const part = (index: number): PartPlan => ({
  index,
  start: 5 + index * 10,
  end: 15 + index * 10,
  records: 10,
  firstLine: 2 + index * 10,
});
const created: AnyJobEvent = {
  at: 1,
  type: 'created',
  jobId: 'j',
  orgLabel: 'o',
  spec: { kind: 'load', orgId: 'o', file: 'f', object: 'Account', operation: 'insert' },
};
const planned = (parts: number): AnyJobEvent => ({
  at: 2,
  type: 'planned',
  sizeBytes: 5 + parts * 10,
  modifiedMs: 0,
  records: parts * 10,
  columns: ['Name'],
  rewritten: false,
  dialect: { delimiter: ',', lineEnding: 'LF', encoding: 'utf-8', bomBytes: 0 },
  parts: Array.from({ length: parts }, (_, index) => part(index)),
});
const after = (...events: readonly AnyJobEvent[]): LoadState => replayedLoad([created, ...events]);
const settled = (index: number, failed: number, state: RemoteState = 'JobComplete'): AnyJobEvent => ({
  at: 9,
  type: 'partFinished',
  part: index,
  state,
  succeeded: 10 - failed,
  failed,
  unprocessed: 0,
  groups: failed > 0 ? [{ code: 'REQUIRED_FIELD_MISSING', message: 'm', fields: ['Name'], count: failed }] : [],
});

describe('the state of a job', () => {
  it('does not exist for a journal that lost its beginning', () => {
    assert.equal(replayed([]), undefined);
    assert.equal(replayed([planned(1)]), undefined);
  });

  it('is uploading until every part is up, then processing, then collecting, then finished', () => {
    const up = (index: number): readonly AnyJobEvent[] => [
      { at: 3, type: 'partCreated', part: index, remoteId: `r${index}` },
      { at: 4, type: 'uploaded', part: index },
      { at: 5, type: 'closed', part: index },
    ];
    assert.equal(after().phase, 'preparing');
    assert.equal(after(planned(2)).phase, 'uploading');
    assert.equal(after(planned(2), ...up(0)).phase, 'uploading');
    assert.equal(after(planned(2), ...up(0), ...up(1)).phase, 'processing');
    assert.equal(after(planned(2), ...up(0), ...up(1), settled(0, 0), settled(1, 0)).phase, 'downloading');
    // What Salesforce never had a job for was not uploaded, let alone processed.
    assert.equal(after(planned(1), settled(0, 10, 'Aborted')).phase, 'uploading');
    assert.equal(
      after(planned(2), settled(0, 0), settled(1, 0), { at: 10, type: 'finished', outcome: 'completed' }).phase,
      'finished',
    );
  });

  it('adds up rows and joins the same cause from several parts in one group', () => {
    const state = after(planned(2), settled(0, 3), settled(1, 4));
    assert.deepEqual([state.succeeded, state.failed, state.unprocessed], [13, 7, 0]);
    assert.deepEqual(
      state.groups.map((group) => [group.code, group.count]),
      [['REQUIRED_FIELD_MISSING', 7]],
    );
  });

  it('remembers every remote job given up, so that a resume aborts them again', () => {
    const trouble = { code: 'network.connectionLost', details: {} };
    const state = after(
      planned(1),
      { at: 3, type: 'partCreated', part: 0, remoteId: 'r1' },
      { at: 4, type: 'partAbandoned', part: 0, remoteId: 'r1', error: trouble },
    );
    const [now] = state.parts;
    assert.deepEqual([now?.abandoned, now?.remoteId, now?.phase], [['r1'], undefined, 'waiting']);
  });

  it('says that it waits for Salesforce only until the next sign of life', () => {
    const trouble = { code: 'network.timeout', details: {} };
    const waiting = after(planned(1), { at: 3, type: 'delayed', error: trouble });
    assert.deepEqual(waiting.delayed, trouble);
    assert.equal(after(planned(1), { at: 3, type: 'delayed', error: trouble }, settled(0, 0)).delayed, undefined);
    const called = after(planned(1), { at: 3, type: 'delayed', error: trouble });
    assert.deepEqual(called.delayed, trouble);
    const ends: readonly AnyJobEvent[] = [
      { at: 4, type: 'delayed' },
      { at: 4, type: 'interrupted', error: trouble },
      { at: 4, type: 'finished', outcome: 'failed' },
    ];
    for (const end of ends) assert.equal(reduced(called, end).delayed, undefined, end.type);
  });

  it('forgets an interruption when it goes on', () => {
    const interrupted: AnyJobEvent = { at: 3, type: 'interrupted', error: { code: 'login.expired', details: {} } };
    assert.equal(after(planned(1), interrupted).interrupted?.code, 'login.expired');
    assert.equal(after(planned(1), interrupted, { at: 4, type: 'resumed' }).interrupted, undefined);
    assert.equal(after(planned(1), interrupted, { at: 4, type: 'aborting' }).interrupted, undefined);
  });

  it('never goes back in phase, in bytes sent or in rows processed, whatever comes', () => {
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
      fc.tuple(anyPart, fc.nat({ max: 10 })).map(([index, failed]) => settled(index, failed)),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (events) => {
        let before = after(planned(3));
        for (let count = 1; count <= events.length; count++) {
          const now = after(planned(3), ...events.slice(0, count));
          assert.ok(phases.indexOf(now.phase) >= phases.indexOf(before.phase));
          assert.ok(now.processed >= before.processed);
          for (const one of now.parts) assert.ok(one.sentBytes <= one.plan.end - one.plan.start);
          before = now;
        }
      }),
    );
  });
});
