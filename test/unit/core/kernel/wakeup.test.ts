// Waiting for a change: over at the change, at the latest after a while, at once when nobody wants to wait any more.
import assert from 'node:assert/strict';
import { createWakeup } from '../../../../src/core/kernel/wakeup';
import { createManualClock } from '../../../fakes/manualClock';

const never = new AbortController().signal;

describe('a bell', () => {
  it('wakes everybody who waits', async () => {
    const clock = createManualClock();
    const bell = createWakeup(clock);
    const waits = [bell.wait(1000, never), bell.wait(2000, never)];
    bell.wake();
    await Promise.all(waits);
    assert.deepEqual(clock.waits(), []);
  });

  it('lets nobody wait for ever', async () => {
    const clock = createManualClock();
    const wait = createWakeup(clock).wait(1000, never);
    assert.equal(await clock.wakeNext(), 1000);
    await wait;
  });

  it('does not ring for those who come later', async () => {
    const clock = createManualClock();
    const bell = createWakeup(clock);
    bell.wake();
    const wait = bell.wait(1000, never);
    assert.equal(await clock.wakeNext(), 1000);
    await wait;
  });

  it('says why when the waiting is ended', async () => {
    const stop = new AbortController();
    const reason = new Error('enough');
    const wait = createWakeup(createManualClock()).wait(1000, stop.signal);
    stop.abort(reason);
    await assert.rejects(wait, reason);
  });
});
