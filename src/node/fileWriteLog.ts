// The journal of writes on disk: one JSON line an entry and one file a month, which several processes append to.
import { mkdirSync } from 'node:fs';
import { open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JournalText, WriteLog } from '../core/ports';

/** Of UTC, so that the names sort as the lines do. */
const monthOf = (at: number): string => new Date(at).toISOString().slice(0, 7);

const fileName = /^\d{4}-\d{2}\.jsonl$/;

/** `folder` is made when missing, for its owner only. Whoever needs the room may move the files of earlier months away. */
export function createFileWriteLog(folder: string): WriteLog {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return {
    append: async (line, at) => {
      const file = await open(join(folder, `${monthOf(at)}.jsonl`), 'a', 0o600);
      try {
        // One write, so that lines of several processes never mix; the line break before it ends what a crash has torn.
        await file.appendFile(`\n${line}\n`);
        await file.datasync();
      } finally {
        await file.close();
      }
    },
    read: async (since) => {
      const first = since === undefined ? '' : monthOf(since);
      const names = (await readdir(folder)).filter((name) => fileName.test(name) && name >= first).sort();
      const texts: JournalText[] = [];
      for (const name of names) texts.push(await readLines(join(folder, name)));
      return texts;
    },
  };
}

/** A whole line has an empty one after it, since each write begins and ends with a line break. */
async function readLines(file: string): Promise<JournalText> {
  const lines = (await readFile(file, 'utf8')).split('\n');
  return { file, lines: lines.map((line, index) => (lines[index + 1] === '' ? line : '')) };
}
