// Waits for a condition that a user would wait for, with a message if it never comes true.
import { setTimeout as pause } from 'node:timers/promises';

/** The condition never came true. */
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
    if (Date.now() > end) throw new Overdue(`Waited ${timeoutMs} ms for ${what}`);
    await pause(50);
  }
}
