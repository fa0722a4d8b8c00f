// An idle connection times out, but not when only this machine was suspended.
import assert from 'node:assert/strict';
import { createIdleTimer } from '../../../src/node/idleTimer';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
/** Blocks this process while time passes, as when the machine sleeps. */
const suspend = (ms: number): unknown => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

describe('createIdleTimer', () => {
  it('times out once when no data moves, and not too soon', async () => {
    const startedMs = performance.now();
    let timeouts = 0;
    await new Promise<void>((resolve) => {
      const idleTimer = createIdleTimer(80, () => {
        timeouts += 1;
        assert.ok(idleTimer.hasExpired());
        resolve();
      });
      idleTimer.restart();
    });
    // Timers and the system clock round differently.
    assert.ok(performance.now() - startedMs >= 79);
    await turn();
    assert.equal(timeouts, 1);
  });

  it('does not time out because this machine was suspended', async () => {
    const idleTimer = createIdleTimer(100, () => undefined);
    idleTimer.restart();
    for (let sleep = 0; sleep < 3; sleep += 1) {
      suspend(300);
      await turn();
    }
    assert.equal(idleTimer.hasExpired(), false);
    idleTimer.close();
  });

  it('does not time out while it is our turn, nor after the call has ended', async () => {
    const idleTimer = createIdleTimer(1, () => assert.fail('it timed out'));
    idleTimer.restart();
    idleTimer.pause();
    suspend(20);
    await turn();
    idleTimer.close();
    idleTimer.restart();
    suspend(20);
    await turn();
    assert.equal(idleTimer.hasExpired(), false);
  });
});
