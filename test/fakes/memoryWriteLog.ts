// A write journal in memory; several logs on one list act as several processes on one disk.
import type { WriteLine, WriteLog } from '../../src/core/ports';

export function createMemoryWriteLog(lines: WriteLine[] = []): WriteLog & { readonly lines: readonly WriteLine[] } {
  return {
    lines,
    append: async (line) => void lines.push(structuredClone(line)),
    read: async () => [...lines],
  };
}
