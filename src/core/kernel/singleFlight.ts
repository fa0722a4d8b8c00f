// Runs work once for all callers that request it at the same time. Each of them can stop waiting without stopping it.
import { quietTask, type Task } from './task';

/** Joins the running work or starts it. `signal` ends only the caller's wait; the work itself cannot be canceled. */
export type SingleFlight<T> = (signal: AbortSignal) => Promise<T>;

export function createSingleFlight<T>(work: (task: Task) => Promise<T>): SingleFlight<T> {
  let running: Promise<T> | undefined;
  const start = async (): Promise<T> => {
    try {
      return await work(quietTask());
    } finally {
      running = undefined;
    }
  };
  return (signal) => orAborted((running ??= start()), signal);
}

function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason as Error);
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
