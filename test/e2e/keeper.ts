// Closes everything that a suite opened, the newest first, even if its `before` failed half-way.

interface Closable {
  readonly close?: () => unknown;
  readonly remove?: () => unknown;
}

/** For the body of a `describe`: returns what it is given, and closes or removes it when the suite is over. */
export function keeper(): <T extends Closable>(opened: T) => T {
  const kept: Closable[] = [];
  after(async () => {
    const failures: unknown[] = [];
    for (const { close, remove } of kept.splice(0).reverse())
      try {
        await close?.();
        await remove?.();
      } catch (error) {
        failures.push(error);
      }
    if (failures.length > 0) throw new AggregateError(failures, failures.map(String).join('\n'));
  });
  return (opened) => {
    kept.push(opened);
    return opened;
  };
}
