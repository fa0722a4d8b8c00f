// Runs work one at a time, because running it concurrently would use too much memory.

export type SerialQueue = <T>(work: () => Promise<T>) => Promise<T>;

/** Runs in the order of the calls. An error in one does not prevent the next. */
export function createSerialQueue(): SerialQueue {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const current = last.then(work, work);
    last = current;
    return current;
  };
}
