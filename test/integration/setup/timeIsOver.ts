// Preloaded into a program: a wait that is too long for any test ends when the parent process sends a message.
import timers from 'node:timers/promises';
import { endlessMinutes } from './endlessMinutes';

if (process.send) {
  const { setTimeout: wait } = timers;
  const over = new Promise((resolve) => process.once('message', resolve));
  // The channel to the parent does not keep the process alive.
  process.channel?.unref();
  timers.setTimeout = async <T>(delayMs?: number, value?: T, options?: object): Promise<T> => {
    if ((delayMs ?? 0) < endlessMinutes * 60_000) return wait(delayMs, value, options);
    await over;
    return value as T;
  };
}
