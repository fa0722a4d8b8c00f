// What `System.debug` wrote, from the text of a debug log.

export interface DebugLine {
  /** The line of the code, counted from 1. */
  readonly line: number;
  /** For example `DEBUG`. */
  readonly level: string;
  /** May have several lines. */
  readonly text: string;
}

/** Each entry of a log begins with a time and the nanoseconds since its start. */
const entryStart = /^\d{2}:\d{2}:\d{2}\.\d+ \(\d+\)\|/;
const userDebug = /^[\d:.]+ \(\d+\)\|USER_DEBUG\|\[(\d+)\]\|(\w+)\|(.*)$/s;

export function debugLines(log: string): readonly DebugLine[] {
  const entries: string[][] = [];
  for (const line of log.split(/\r?\n/)) {
    if (entryStart.test(line)) entries.push([line]);
    else entries.at(-1)?.push(line);
  }
  return entries.flatMap((lines) => {
    const [, line, level = '', text = ''] = userDebug.exec(lines.join('\n').trimEnd()) ?? [];
    return line === undefined ? [] : [{ line: Number(line), level, text }];
  });
}
