// Work that pauses between pieces: over the network it yields to other requests; a transaction of Apex runs it at once.
import { setImmediate as nextTurn } from 'node:timers/promises';

/** Pauses at each `yield`, after a few milliseconds of work. */
export type Steps<Result> = Generator<undefined, Result>;

/** Lets other requests run at each pause. */
export async function finish<Result>(steps: Steps<Result>): Promise<Result> {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    await nextTurn();
  }
}

export function finishAtOnce<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
