// Work that several callers want at the same time is done once; each of them may stop waiting without stopping the rest.
import { quietTask, type Task } from './task';

/** Joins the work under way or starts it. It runs on a task that nobody stops; `signal` only ends the caller's waiting. */
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
  return (signal) => orStop((running ??= start()), signal);
}

function orStop<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason as Error);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
