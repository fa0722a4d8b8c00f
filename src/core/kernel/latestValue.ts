// Values that arrive faster than they are read: only the newest is kept, and the last one is always read.

export interface LatestValue<T> extends AsyncIterable<T> {
  readonly set: (value: T) => void;
  /** Ends the iteration after the last value is read. */
  readonly end: () => void;
}

export function createLatestValue<T>(): LatestValue<T> {
  let waiting: { readonly value: T } | undefined;
  let ended = false;
  let wake: () => void = () => undefined;
  const changed = (): Promise<void> => new Promise((resolve) => (wake = resolve));
  return {
    set: (value) => {
      waiting = { value };
      wake();
    },
    end: () => {
      ended = true;
      wake();
    },
    async *[Symbol.asyncIterator]() {
      for (;;) {
        if (waiting) {
          const { value } = waiting;
          waiting = undefined;
          yield value;
        } else if (ended) return;
        else await changed();
      }
    },
  };
}
