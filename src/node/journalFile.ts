// The journal of a job as a file: lines that are appended one by one, and read as a stream.
import { createReadStream } from 'node:fs';
import { open, stat, type FileHandle } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { JobJournal } from '../core/ports';
import { codeOf, syncFolder } from './durable';

const lineFeed = 0x0a;
const chunkBytes = 256 * 1024;
/** Far above the longest line, the plan of a load with 100,000 parts. Damage can leave a longer one. */
const maxLineBytes = 64 * 1024 * 1024;

export interface JournalWriter {
  /** One write and a flush, so that after a power failure the line is complete or ignored. */
  readonly append: (line: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Only the owner of the job may write, one line at a time. The file is opened, and created, with the first line. */
export function createJournalWriter(path: string): JournalWriter {
  let opened: FileHandle | undefined;
  const close = async (): Promise<void> => {
    const file = opened;
    opened = undefined;
    await file?.close();
  };
  const write = async (line: string): Promise<void> => {
    const isFirst = opened === undefined;
    opened ??= await open(path, 'a+', 0o600);
    const size = isFirst ? await cutIncompleteLine(opened) : undefined;
    await opened.appendFile(`${line}\n`);
    await opened.datasync();
    if (size === 0) await syncFolder(dirname(path));
  };
  return {
    append: async (line) => {
      try {
        await write(line);
      } catch (error) {
        // An incomplete line may be there, of an earlier process or, on a full disk, of this one. The next append
        // looks.
        await close().catch(() => undefined);
        throw error;
      }
    },
    close,
  };
}

/** A process killed during a write leaves a line without a line break. Such a line does not count. Gives the size. */
async function cutIncompleteLine(file: FileHandle): Promise<number> {
  const { size } = await file.stat();
  let end = size;
  while (end > 0) {
    const start = Math.max(0, end - (end === size ? 1 : chunkBytes));
    const { buffer } = await file.read(Buffer.alloc(end - start), 0, end - start, start);
    const at = buffer.lastIndexOf(lineFeed);
    end = at === -1 ? start : start + at + 1;
    if (at !== -1) break;
  }
  if (end < size) await file.truncate(end);
  return end;
}

/** Undefined where there is no journal. Throws for anything but a file: reading a pipe would wait without end. */
export async function readJournal(file: string): Promise<JobJournal | undefined> {
  try {
    if (!(await stat(file)).isFile()) throw new Error(`${basename(file)} is no file`);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
  return { file, lines: readLines(file) };
}

/** The whole lines of each piece of the file. After the last line break there is nothing, or an incomplete line. */
async function* readLines(file: string): AsyncGenerator<readonly string[]> {
  let rest: Buffer[] = [];
  let restBytes = 0;
  for await (const chunk of createReadStream(file, { highWaterMark: chunkBytes })) {
    const bytes = chunk as Buffer;
    const end = bytes.lastIndexOf(lineFeed);
    // Of a line that is too long, only its length is kept: it may be incomplete, and then it does not count.
    if (restBytes <= maxLineBytes) rest.push(end === -1 ? bytes : bytes.subarray(0, end));
    restBytes += end === -1 ? bytes.length : end;
    if (end === -1) continue;
    if (restBytes > maxLineBytes) throw new Error(`a line has more than ${maxLineBytes} bytes`);
    yield Buffer.concat(rest).toString('utf8').split('\n');
    rest = [bytes.subarray(end + 1)];
    restBytes = bytes.length - end - 1;
  }
}
