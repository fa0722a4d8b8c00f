// Work on a row of things, several at once, whose results are wanted in the order of the things.

/**
 * Begins up to `ahead` works before the first result is asked for and hands the results out in order. When a work throws,
 * or the reader leaves, the signal of those under way aborts and they are waited for; their results are dropped.
 */
export async function* inOrder<T, R>(
  things: AsyncIterable<T>,
  ahead: number,
  work: (thing: T, signal: AbortSignal) => Promise<R>,
): AsyncGenerator<R> {
  const leave = new AbortController();
  const begun: Promise<R>[] = [];
  const source = things[Symbol.asyncIterator]();
  let isDone = false;
  const begin = async (): Promise<void> => {
    while (!isDone && begun.length < ahead) {
      const next = await source.next();
      if (next.done) isDone = true;
      else begun.push(quietly(work(next.value, leave.signal)));
    }
  };
  try {
    for (;;) {
      await begin();
      const first = begun.shift();
      if (!first) return;
      yield await first;
    }
  } finally {
    leave.abort();
    await Promise.allSettled(begun);
    await source.return?.();
  }
}

/** Whoever awaits it learns of a failure; until then nobody has to. */
function quietly<R>(work: Promise<R>): Promise<R> {
  work.catch(() => undefined);
  return work;
}
