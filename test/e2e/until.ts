// Waiting for what a person would wait for, with a sentence when it never comes.
import { setTimeout as pause } from 'node:timers/promises';

/** What was waited for never came. */
export class Overdue extends Error {}

/** Asks again and again until an answer comes; the answer `undefined` means "not yet". */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined> | T | undefined,
  timeoutMs = 30_000,
): Promise<T> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > end) throw new Overdue(`Waited ${timeoutMs} ms in vain for ${what}`);
    await pause(50);
  }
}
