// Processes several items at once and yields the results in the order of the items.
import type { Clock } from '../ports';

export interface Lookahead {
  readonly clock: Clock;
  /** How many items are processed at once at first. */
  readonly ahead: number;
  /** How many items are processed at once at most. */
  readonly most: number;
  /** Each time a result takes longer than this, one more item is processed at once from then on. */
  readonly slowAfterMs: number;
}

/**
 * Yields the results in order. With fast results, concurrency only costs memory; with slow ones, it saves time. When an
 * item fails or the reader stops, the items in progress are aborted, awaited, and their results dropped.
 */
export async function* inOrder<T, R>(
  items: AsyncIterable<T>,
  pace: Lookahead,
  work: (item: T, signal: AbortSignal) => Promise<R>,
): AsyncGenerator<R> {
  const abort = new AbortController();
  const running: Promise<R>[] = [];
  const source = items[Symbol.asyncIterator]();
  let { ahead } = pace;
  let isDone = false;
  const fill = async (): Promise<void> => {
    while (!isDone && running.length < ahead) {
      const next = await source.next();
      if (next.done) isDone = true;
      else running.push(markHandled(work(next.value, abort.signal)));
    }
  };
  try {
    for (;;) {
      await fill();
      const [first] = running;
      if (!first) return;
      while (ahead < pace.most && (await takesLong(first, pace))) {
        ahead++;
        await fill();
      }
      const result = await first;
      void running.shift();
      yield result;
    }
  } finally {
    abort.abort();
    await Promise.allSettled(running);
    await source.return?.();
  }
}

async function takesLong(work: Promise<unknown>, { clock, slowAfterMs }: Lookahead): Promise<boolean> {
  const decided = new AbortController();
  const expired = clock.sleep(slowAfterMs, decided.signal).then(
    () => true,
    () => false,
  );
  const isLong = await Promise.race([expired, work.then(done, done)]);
  decided.abort();
  return isLong;
}

const done = (): false => false;

/** Without a handler, a failure before the caller awaits the promise would be an unhandled rejection. */
function markHandled<R>(work: Promise<R>): Promise<R> {
  work.catch(() => undefined);
  return work;
}
