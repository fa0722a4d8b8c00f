// A write journal in memory; several logs on one list act as several processes on one disk.
import type { WriteLog } from '../../src/core/ports';

export function createMemoryWriteLog(lines: string[] = []): WriteLog & { readonly lines: readonly string[] } {
  return {
    lines,
    append: async (line) => void lines.push(line),
    read: async () => [{ file: 'writes.jsonl', lines: [...lines] }],
  };
}
