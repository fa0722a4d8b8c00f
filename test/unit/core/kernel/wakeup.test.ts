// Waiting for a change: ends at the change, at the time limit, or when the signal aborts.
import assert from 'node:assert/strict';
import { createWakeup } from '../../../../src/core/kernel/wakeup';
import { createManualClock } from '../../../fakes/manualClock';

const never = new AbortController().signal;

describe('createWakeup', () => {
  it('wakes all callers that wait', async () => {
    const clock = createManualClock();
    const wakeup = createWakeup(clock);
    const waits = [wakeup.wait(1000, never), wakeup.wait(2000, never)];
    wakeup.wake();
    await Promise.all(waits);
    assert.deepEqual(clock.waits(), []);
  });

  it('wakes a caller at the time limit', async () => {
    const clock = createManualClock();
    const wait = createWakeup(clock).wait(1000, never);
    assert.equal(await clock.wakeNext(), 1000);
    await wait;
  });

  it('does not wake callers that start to wait later', async () => {
    const clock = createManualClock();
    const wakeup = createWakeup(clock);
    wakeup.wake();
    const wait = wakeup.wait(1000, never);
    assert.equal(await clock.wakeNext(), 1000);
    await wait;
  });

  it('rejects with the reason of the signal', async () => {
    const stop = new AbortController();
    const reason = new Error('enough');
    const wait = createWakeup(createManualClock()).wait(1000, stop.signal);
    stop.abort(reason);
    await assert.rejects(wait, reason);
  });
});
