// A file of contacts in Windows-1252 whose only accent comes behind its first megabyte, where no glance at its head sees it.

export interface LateAccent {
  readonly bytes: Uint8Array;
  /** 1-based line and place in bytes of the accent. */
  readonly line: number;
  readonly offset: number;
  /** The name that holds it. */
  readonly lastName: string;
}

export function lateAccent(): LateAccent {
  const padding = 'x'.repeat(30_000);
  const rows = Array.from({ length: 40 }, (_, index) => `Late ${index},${padding}\n`);
  const before = `LastName,Description\n${rows.join('')}Late Caf`;
  const bytes = Uint8Array.from([...Buffer.from(before, 'latin1'), 0xe9, ...Buffer.from(',last\n', 'latin1')]);
  return { bytes, line: rows.length + 2, offset: before.length, lastName: 'Late Café' };
}
