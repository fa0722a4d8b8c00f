// The journal of writes on disk: one JSON line an entry, which several processes append to.
import { mkdirSync } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { WriteLine, WriteLog } from '../core/ports';

/** Its folder is made when missing, for its owner only. */
export function createFileWriteLog(path: string): WriteLog {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  return {
    append: async (line) => {
      const file = await open(path, 'a', 0o600);
      try {
        // One write, so that lines of several processes never mix; the line break before it ends what a crash has torn.
        await file.appendFile(`\n${JSON.stringify(line)}\n`);
        await file.datasync();
      } finally {
        await file.close();
      }
    },
    read: async () => (await readText(path)).split('\n').flatMap(toLine),
  };
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}

function toLine(text: string): readonly WriteLine[] {
  if (text === '') return [];
  try {
    return [JSON.parse(text) as WriteLine];
  } catch {
    return [];
  }
}
