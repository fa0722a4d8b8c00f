// Work on a row of things, several at once, whose results are wanted in the order of the things.
import type { Clock } from '../ports';

export interface Pace {
  readonly clock: Clock;
  /** Begun before the first result is asked for. */
  readonly ahead: number;
  readonly most: number;
  /** Each time that a result is waited for that long, one more is done at once from then on. */
  readonly patienceMs: number;
}

/**
 * Hands the results out in order. Where results come fast, doing many at once only costs memory; where each takes its
 * time, it makes the whole faster. When a work throws, or the reader leaves, the signal of those under way aborts and they
 * are waited for; their results are dropped.
 */
export async function* inOrder<T, R>(
  things: AsyncIterable<T>,
  pace: Pace,
  work: (thing: T, signal: AbortSignal) => Promise<R>,
): AsyncGenerator<R> {
  const leave = new AbortController();
  const begun: Promise<R>[] = [];
  const source = things[Symbol.asyncIterator]();
  let { ahead } = pace;
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
      const [first] = begun;
      if (!first) return;
      while (ahead < pace.most && (await takesLong(first, pace))) {
        ahead++;
        await begin();
      }
      const result = await first;
      void begun.shift();
      yield result;
    }
  } finally {
    leave.abort();
    await Promise.allSettled(begun);
    await source.return?.();
  }
}

async function takesLong(work: Promise<unknown>, { clock, patienceMs }: Pace): Promise<boolean> {
  const over = new AbortController();
  const patience = clock.sleep(patienceMs, over.signal).then(
    () => true,
    () => false,
  );
  const isLong = await Promise.race([patience, work.then(done, done)]);
  over.abort();
  return isLong;
}

const done = (): false => false;

/** Whoever awaits it learns of a failure; until then nobody has to. */
function quietly<R>(work: Promise<R>): Promise<R> {
  work.catch(() => undefined);
  return work;
}
