// The write journal on disk: one JSON line for each entry and one file for each month, shared by several processes.
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JournalText, WriteLog } from '../core/ports';
import { makeFolderDurably, syncFolder } from './durable';
import { namesIn } from './folderNames';

/** In UTC, so that the file names sort in the order of their lines. */
const monthOf = (at: number): string => new Date(at).toISOString().slice(0, 7);

const fileName = /^\d{4}-\d{2}\.jsonl$/;

/** The first write creates `folder`, for its owner only. Users can move the files of earlier months away. */
export function createFileWriteLog(folder: string): WriteLog {
  return {
    append: async (line, at) => {
      await makeFolderDurably(folder);
      const file = await open(join(folder, `${monthOf(at)}.jsonl`), 'a', 0o600);
      try {
        const isNew = (await file.stat()).size === 0;
        // One write, so that lines of several processes never mix. The first line break ends an incomplete line.
        await file.appendFile(`\n${line}\n`);
        await file.datasync();
        if (isNew) await syncFolder(folder);
      } finally {
        await file.close();
      }
    },
    read: async (since) => {
      const first = since === undefined ? '' : monthOf(since);
      const names = (await namesIn(folder)).filter((name) => fileName.test(name) && name >= first).sort();
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
