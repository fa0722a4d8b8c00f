// The speed of a job and the remaining time of its phase.
import assert from 'node:assert/strict';
import { paceOf } from '../../../../src/core/jobs/pace';
import { allIn, interrupted, preparing, processing, uploading } from '../../../fakes/jobStates';

describe('the pace of a job', () => {
  it('counts rows while bytes are uploaded', () => {
    const { share, rowsPerSecond, secondsLeft = 0 } = paceOf(uploading);
    assert.deepEqual([share, rowsPerSecond], [0.45, 225]);
    assert.ok(Math.abs(secondsLeft - 550 / 225) < 0.01);
  });

  it('has no speed in the first second of a phase', () => {
    assert.deepEqual(paceOf({ ...processing, changedAt: (processing.phaseStartedAt.processing ?? 0) + 900 }), {
      share: 0.6,
    });
  });

  it('has no speed while the job is interrupted or delayed', () => {
    assert.deepEqual(paceOf(interrupted), { share: 0.6 });
    assert.deepEqual(paceOf({ ...processing, delayed: { code: 'network.unreachable', details: {} } }), { share: 0.6 });
  });

  it('is empty before there is a total and once the job is finished', () => {
    assert.deepEqual(paceOf(preparing), {});
    assert.deepEqual(paceOf(allIn), {});
  });

  it('shows how much of the file has been read, but no speed before its rows are counted', () => {
    const reading = { readBytes: 50, totalBytes: 200 };
    assert.deepEqual(paceOf({ ...preparing, reading, changedAt: preparing.createdAt + 5000 }), { share: 0.25 });
  });
});
