// A file of contacts in Windows-1252 whose only accent comes after the first megabyte, so the start of the file is
// plain ASCII.

export interface LateAccent {
  readonly bytes: Uint8Array;
  /** 1-based line and byte position of the accent. */
  readonly line: number;
  readonly offset: number;
  /** The name that contains it. */
  readonly lastName: string;
}

export function lateAccent(): LateAccent {
  const padding = 'x'.repeat(30_000);
  const rows = Array.from({ length: 40 }, (_, index) => `Late ${index},${padding}\n`);
  const before = `LastName,Description\n${rows.join('')}Late Caf`;
  const bytes = Uint8Array.from([...Buffer.from(before, 'latin1'), 0xe9, ...Buffer.from(',last\n', 'latin1')]);
  return { bytes, line: rows.length + 2, offset: before.length, lastName: 'Late Café' };
}
