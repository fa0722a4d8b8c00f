// Preloaded into a program: a wait that is so long that no test would see its end is over when the parent says so.
import timers from 'node:timers/promises';

/** What a test asks for, in minutes; no other wait is as long. */
export const endlessMinutes = 1000;

if (process.send) {
  const { setTimeout: wait } = timers;
  const over = new Promise((resolve) => process.once('message', resolve));
  // Nobody stays for the parent's word alone.
  process.channel?.unref();
  timers.setTimeout = async <T>(delayMs?: number, value?: T, options?: object): Promise<T> => {
    if ((delayMs ?? 0) < endlessMinutes * 60_000) return wait(delayMs, value, options);
    await over;
    return value as T;
  };
}
