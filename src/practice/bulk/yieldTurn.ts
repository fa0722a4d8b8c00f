// Lets other requests have a turn during long work.

const turnMs = 8;

/** Call it often; it answers with a promise to await when this turn has lasted long enough. */
export function createYieldTurn(): () => Promise<void> | undefined {
  let turnBeganMs = performance.now();
  return () => {
    if (performance.now() - turnBeganMs < turnMs) return undefined;
    return new Promise((resolve) => {
      setImmediate(() => {
        turnBeganMs = performance.now();
        resolve();
      });
    });
  };
}
