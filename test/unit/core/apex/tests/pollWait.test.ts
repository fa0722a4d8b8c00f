// When a test run is asked for its results again.
import assert from 'node:assert/strict';
import { pollWaitMs } from '../../../../../src/core/apex/tests/pollWait';

describe('the wait before the next poll of a test run', () => {
  it('is short at first, so that a short run ends at once', () => assert.equal(pollWaitMs(0, 0, 0), 200));
  it('is a twentieth of the time so far', () => assert.equal(pollWaitMs(20_000, 10, 100), 1_000));
  it('is five seconds at most, so that a long run uses few calls', () =>
    assert.equal(pollWaitMs(3_600_000, 10, 100), 5_000));
  it('is short again when most methods have ended', () => {
    assert.equal(pollWaitMs(3_600_000, 90, 100), 400);
    assert.equal(pollWaitMs(3_600_000, 1, 3), 400);
  });
});
