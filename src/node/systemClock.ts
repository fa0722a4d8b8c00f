// The clock of this computer.
import { setTimeout } from 'node:timers/promises';
import type { Clock } from '../core/ports';

export function createSystemClock(): Clock {
  return {
    now: () => Date.now(),
    sleep: async (waitMs, signal) => {
      try {
        await setTimeout(waitMs, undefined, { signal });
      } catch (error) {
        signal.throwIfAborted();
        throw error;
      }
    },
  };
}
