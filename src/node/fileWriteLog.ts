// The write journal on disk: one JSON line for each entry and one file for each month, shared by several processes.
import { mkdirSync } from 'node:fs';
import { open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JournalText, WriteLog } from '../core/ports';

/** In UTC, so that the file names sort in the order of their lines. */
const monthOf = (at: number): string => new Date(at).toISOString().slice(0, 7);

const fileName = /^\d{4}-\d{2}\.jsonl$/;

/** Creates `folder` if it is missing, for its owner only. Users can move the files of earlier months away. */
export function createFileWriteLog(folder: string): WriteLog {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return {
    append: async (line, at) => {
      const file = await open(join(folder, `${monthOf(at)}.jsonl`), 'a', 0o600);
      try {
        // One write, so that lines of several processes never mix. The first line break ends an incomplete line.
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

/** Each write starts and ends with a line break, so an empty line follows every complete line. */
async function readLines(file: string): Promise<JournalText> {
  const lines = (await readFile(file, 'utf8')).split('\n');
  return { file, lines: lines.map((line, index) => (lines[index + 1] === '' ? line : '')) };
}
