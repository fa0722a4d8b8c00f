// The polling interval: short jobs finish soon, and long ones do not overload the server.
import { strict as assert } from 'node:assert';
import { createPollDelay } from '../../../../src/core/kernel/poll';
import { createManualClock } from '../../../fakes/manualClock';

const never = new AbortController().signal;

describe('createPace', () => {
  it('waits two seconds, then 1.5 times as long each time, up to thirty seconds', async () => {
    const clock = createManualClock();
    const pace = createPollDelay(clock);
    const waits: number[] = [];
    for (let look = 0; look < 10; look += 1) {
      const waiting = pace.wait(never);
      waits.push(await clock.wakeNext());
      await waiting;
    }
    assert.deepEqual(waits, [2000, 3000, 4500, 6750, 10125, 15187.5, 22781.25, 30000, 30000, 30000]);
  });

  it('looks early before the schedule, which begins where it is told to and never gets shorter', async () => {
    const clock = createManualClock();
    const pace = createPollDelay(clock, { firstWaitSeconds: 60, earlyWaitsMs: [500, 1000] });
    const waits: number[] = [];
    for (let look = 0; look < 4; look += 1) {
      const waiting = pace.wait(never);
      waits.push(await clock.wakeNext());
      await waiting;
    }
    assert.deepEqual(waits, [500, 1000, 60_000, 60_000]);
  });

  it('waits less when the server suggests it, but never longer', async () => {
    const clock = createManualClock();
    const pace = createPollDelay(clock);
    for (const [hintMs, expected] of [
      [500, 500],
      [60_000, 3000],
      [-1, 0],
      [0, 0],
    ] as const) {
      const waiting = pace.wait(never, hintMs);
      assert.equal(await clock.wakeNext(), expected);
      await waiting;
    }
  });

  it('stops waiting when the signal aborts', async () => {
    const clock = createManualClock();
    const stop = new AbortController();
    const waiting = createPollDelay(clock).wait(stop.signal);
    const reason = new Error('enough');
    stop.abort(reason);
    await assert.rejects(waiting, reason);
    assert.deepEqual(clock.waits(), []);
  });
});
