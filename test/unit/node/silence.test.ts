// A connection that is silent is given up; one that only seems so, because this machine stood still, is not.
import assert from 'node:assert/strict';
import { watchSilence } from '../../../src/node/silence';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
/** As when the machine sleeps: nothing here runs, and time goes on. */
const standStill = (ms: number): unknown => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

describe('a watch over silence', () => {
  it('rings once when nothing moves any more, and not before its time', async () => {
    const begun = performance.now();
    let rings = 0;
    await new Promise<void>((resolve) => {
      const silence = watchSilence(80, () => {
        rings += 1;
        assert.ok(silence.rang());
        resolve();
      });
      silence.arm();
    });
    // Timers and clocks of the system round differently.
    assert.ok(performance.now() - begun >= 79);
    await turn();
    assert.equal(rings, 1);
  });

  it('takes no standstill of this machine for silence of the other side', async () => {
    const silence = watchSilence(100, () => undefined);
    silence.arm();
    for (let sleep = 0; sleep < 3; sleep += 1) {
      standStill(300);
      await turn();
    }
    assert.equal(silence.rang(), false);
    silence.close();
  });

  it('is quiet while it is our turn, and for ever once the call is over', async () => {
    const silence = watchSilence(1, () => assert.fail('it rang'));
    silence.arm();
    silence.disarm();
    standStill(20);
    await turn();
    silence.close();
    silence.arm();
    standStill(20);
    await turn();
    assert.equal(silence.rang(), false);
  });
});
