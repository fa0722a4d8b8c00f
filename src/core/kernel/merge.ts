// Runs several generators at once and yields their values one at a time.

/**
 * Starts up to `limit` runs in order and merges their values. A run continues only after its value is consumed, so a
 * consumer that stores every value before it reads the next keeps each run's order on disk.
 * When a run throws, no other run is started and the running ones finish. Then the first error is thrown. When the
 * consumer stops early, the runs are closed.
 */
export async function* mergeRuns<T>(starts: readonly (() => AsyncGenerator<T>)[], limit: number): AsyncGenerator<T> {
  type Step = { readonly run: AsyncGenerator<T> } & (
    { readonly result: IteratorResult<T> } | { readonly error: unknown }
  );
  const waiting = [...starts];
  const steps = new Map<AsyncGenerator<T>, Promise<Step>>();
  const advance = (run: AsyncGenerator<T>): void => {
    steps.set(
      run,
      run.next().then(
        (result): Step => ({ run, result }),
        (error: unknown): Step => ({ run, error }),
      ),
    );
  };
  let failure: { readonly error: unknown } | undefined;
  const open = new Set<AsyncGenerator<T>>();
  try {
    for (;;) {
      while (!failure && steps.size < limit) {
        const start = waiting.shift();
        if (!start) break;
        const run = start();
        open.add(run);
        advance(run);
      }
      if (steps.size === 0) break;
      const step = await Promise.race(steps.values());
      steps.delete(step.run);
      if ('error' in step) failure ??= { error: step.error };
      else if (!step.result.done) {
        yield step.result.value;
        advance(step.run);
        continue;
      }
      open.delete(step.run);
    }
  } finally {
    // A run closes only once its current step has ended, which may take long.
    for (const run of open) void run.return(undefined).catch(() => undefined);
  }
  if (failure) throw failure.error;
}
