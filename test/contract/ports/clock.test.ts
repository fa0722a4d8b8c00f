// The contract of every Clock, run against the manual one, the hasty one and the system's.
import { strict as assert } from 'node:assert';
import type { Clock } from '../../../src/core/ports';
import { createSystemClock } from '../../../src/node/systemClock';
import { createHastyClock, createManualClock } from '../../fakes/manualClock';

interface Stage {
  readonly clock: Clock;
  /** Lets at least this much time pass. */
  readonly pass: (ms: number) => Promise<void>;
}

const stages: Readonly<Record<string, () => Stage>> = {
  'advanced by the test': () => {
    const clock = createManualClock();
    return { clock, pass: (ms) => clock.advance(ms) };
  },
  'without waiting': () => ({ clock: createHastyClock(), pass: () => Promise.resolve() }),
  'of the system': () => ({ clock: createSystemClock(), pass: () => Promise.resolve() }),
};

for (const [name, start] of Object.entries(stages))
  describe(`Clock contract: ${name}`, () => {
    const never = new AbortController().signal;

    it('counts milliseconds since 1970', () => {
      const { clock } = start();
      assert.ok(clock.now() > Date.UTC(2025, 0, 1));
      assert.ok(clock.now() < Date.UTC(2100, 0, 1));
    });

    it('sleeps at least as long as asked', async () => {
      const { clock, pass } = start();
      const before = clock.now();
      const asleep = clock.sleep(20, never);
      await pass(20);
      await asleep;
      // Timers and clocks of the system may differ by one millisecond.
      assert.ok(clock.now() - before >= 19);
    });

    it('does not sleep when the signal is already aborted', async () => {
      const { clock } = start();
      const reason = new Error('over');
      await assert.rejects(clock.sleep(60_000, AbortSignal.abort(reason)), reason);
    });

    it('wakes with the reason of the signal', async () => {
      const { clock } = start();
      const reason = new Error('over');
      const controller = new AbortController();
      const asleep = clock.sleep(60_000, controller.signal);
      controller.abort(reason);
      await assert.rejects(asleep, reason);
    });
  });
