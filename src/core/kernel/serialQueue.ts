// One at a time: work that would cost too much memory side by side waits for its turn.

export type SerialQueue = <T>(work: () => Promise<T>) => Promise<T>;

/** In the order of asking; trouble in one does not keep the next from its turn. */
export function createSerialQueue(): SerialQueue {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work, work);
    last = mine;
    return mine;
  };
}
