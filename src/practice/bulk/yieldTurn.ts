// Gives other requests a turn of the event loop during long work.

const turnMs = 8;

/** Call the function often; it returns a promise to await when the current turn has lasted too long. */
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
