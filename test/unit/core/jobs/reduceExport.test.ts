// The state of an export after its events.
import assert from 'node:assert/strict';
import { exportKind } from '../../../../src/core/jobs/exportKind';
import type { ExportState } from '../../../../src/core/model/export';
import { replayedExport, type AnyJobEvent } from '../../../fakes/jobKinds';

const created: AnyJobEvent = {
  at: 1,
  type: 'created',
  jobId: 'j',
  orgLabel: 'o',
  spec: { kind: 'export', orgId: 'o', soql: 'select Id from Contact c where c.Name = null', file: '/f', format: 'csv' },
};
const queryCreated: AnyJobEvent = { at: 2, type: 'queryCreated', remoteId: '750', apiVersion: '66.0' };
const processing = (state: 'InProgress' | 'JobComplete', processed: number): AnyJobEvent => ({
  at: 3,
  type: 'processing',
  part: 0,
  state,
  processed,
  failed: 0,
  apiTimeMs: 1,
});
const counted: AnyJobEvent = { at: 4, type: 'queryCounted', records: 10 };
const page = (records: number, isLast: boolean): AnyJobEvent => ({
  at: 5,
  type: 'pageSaved',
  records,
  bytes: records * 7,
  next: isLast ? null : { by: 'chain', locator: 'x', skip: 0 },
});
const after = (...events: readonly AnyJobEvent[]): ExportState => replayedExport([created, ...events]);

describe('the state of an export', () => {
  it('names the object of the query', () => assert.equal(after().object, 'Contact'));

  it('is preparing, processing, downloading, then finished, and never uploading', () => {
    const events = [queryCreated, processing('InProgress', 3), processing('JobComplete', 10), counted, page(4, false)];
    const phases = events.map((_, index) => after(...events.slice(0, index + 1)).phase);
    assert.equal(after().phase, 'preparing');
    assert.deepEqual(phases, ['processing', 'processing', 'downloading', 'downloading', 'downloading']);
    const end = after(...events, page(10, true), { at: 6, type: 'finished', outcome: 'completed' });
    assert.deepEqual([end.phase, end.phaseStartedAt.uploading], ['finished', undefined]);
  });

  it('has the query job as its only part', () => {
    const { parts, query } = after(queryCreated, processing('InProgress', 3));
    assert.deepEqual(
      parts.map(({ remoteId, remoteState, processed }) => [remoteId, remoteState, processed]),
      [['750', 'InProgress', 3]],
    );
    assert.deepEqual(query, { remoteId: '750', apiVersion: '66.0' });
  });

  it('counts records on disk as succeeded, and also those that have only arrived as downloaded', () => {
    const state = after(queryCreated, counted, page(4, false), { at: 6, type: 'downloading', records: 9 });
    assert.deepEqual([state.total, state.processed, state.succeeded, state.downloaded], [10, 10, 4, 9]);
    assert.deepEqual(state.written, { bytes: 28, next: { by: 'chain', locator: 'x', skip: 0 } });
    const delayed: AnyJobEvent = { at: 7, type: 'delayed', error: { code: 'network.timeout', details: {} } };
    assert.equal(after(queryCreated, counted, page(4, false), delayed).succeeded, 4);
  });

  it('has no event in the journal for records that are not on disk', () => {
    const transient = Object.entries(exportKind.events).filter(([, decoder]) => decoder === 'transient');
    assert.deepEqual(
      transient.map(([type]) => type),
      ['downloading'],
    );
  });
});
