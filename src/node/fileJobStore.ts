// Jobs on disk: a folder for each job with its journal (events.jsonl), its owner file and its result files.
import { mkdirSync, watch } from 'node:fs';
import { mkdir, open, readdir, readFile, rm, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { JobClaim, JobStore, JournalText } from '../core/ports';
import { requestAbortOfOwner, claimFolder, type ClaimOptions, type FolderClaim } from './jobClaim';

const journalName = 'events.jsonl';
const isJobId = (name: string): boolean => /^[a-z0-9-]+$/.test(name);

/** Creates `root` if it is missing, for its owner only: journals name files and orgs, result files contain data. */
export function createFileJobStore(root: string, options: ClaimOptions): JobStore {
  mkdirSync(root, { recursive: true, mode: 0o700 });
  const folderOf = (jobId: string): string => {
    if (!isJobId(jobId)) throw new Error(`not a job id: ${jobId}`);
    return join(root, jobId);
  };
  const folder = async (jobId: string): Promise<string> => {
    await mkdir(folderOf(jobId), { recursive: true, mode: 0o700 });
    return folderOf(jobId);
  };
  const held = new Map<string, FolderClaim>();
  const claim = async (jobId: string): Promise<JobClaim | undefined> => {
    const claimed = await claimFolder(await folder(jobId), options);
    if (!claimed) return undefined;
    held.set(jobId, claimed);
    const release = (): Promise<void> => {
      if (held.get(jobId) === claimed) held.delete(jobId);
      return claimed.release();
    };
    return { ...claimed, release };
  };
  return {
    append: async (jobId, line) => {
      // Every step is journaled before it is done, so a process that lost the job stops here.
      await held.get(jobId)?.confirm();
      await appendLine(join(await folder(jobId), journalName), line);
    },
    read: (jobId) => readJournal(join(folderOf(jobId), journalName)),
    list: () => listJobs(root),
    claim,
    requestAbort: async (jobId) => requestAbortOfOwner(await folder(jobId)),
    folder,
    remove: (jobId) => rm(folderOf(jobId), { recursive: true, force: true }),
    watch: (onChange) => watchRoot(root, onChange),
  };
}

/** One write and a flush, so that after a power failure the line is complete or ignored. */
async function appendLine(path: string, line: string): Promise<void> {
  const file = await open(path, 'a+', 0o600);
  try {
    await cutIncompleteLine(file);
    await file.appendFile(`${line}\n`);
    await file.datasync();
  } finally {
    await file.close();
  }
}

const lineFeed = 0x0a;
const tailBytes = 64 * 1024;

/** A process killed during a write leaves a line without a line break. Such a line does not count. */
async function cutIncompleteLine(file: FileHandle): Promise<void> {
  const { size } = await file.stat();
  let end = size;
  while (end > 0) {
    const start = Math.max(0, end - (end === size ? 1 : tailBytes));
    const { buffer } = await file.read(Buffer.alloc(end - start), 0, end - start, start);
    const at = buffer.lastIndexOf(lineFeed);
    end = at === -1 ? start : start + at + 1;
    if (at !== -1) break;
  }
  if (end < size) await file.truncate(end);
}

async function readJournal(file: string): Promise<JournalText> {
  try {
    const lines = (await readFile(file, 'utf8')).split('\n');
    // After the last line break there is nothing, or the incomplete line of a killed process.
    return { file, lines: lines.slice(0, -1) };
  } catch (error) {
    if (isMissing(error)) return { file, lines: [] };
    throw error;
  }
}

async function listJobs(root: string): Promise<readonly string[]> {
  const names = (await readdir(root, { withFileTypes: true })).filter(
    (entry) => entry.isDirectory() && isJobId(entry.name),
  );
  const dated = await Promise.all(
    names.map(async ({ name }) => ({ name, at: await createdAt(join(root, name, journalName)) })),
  );
  return dated
    .filter((job) => job.at !== undefined)
    .sort((a, b) => (b.at ?? 0) - (a.at ?? 0) || (a.name < b.name ? 1 : -1))
    .map((job) => job.name);
}

async function createdAt(journal: string): Promise<number | undefined> {
  try {
    return (await stat(journal)).birthtimeMs;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Some platforms cannot watch recursively. There, changes by other processes appear when a view is refreshed. */
function watchRoot(root: string, onChange: (jobId: string) => void): () => void {
  try {
    const watcher = watch(root, { recursive: true, persistent: false }, (_kind, path) => {
      const [jobId, name] = (path ?? '').split(/[\\/]/);
      if (jobId !== undefined && isJobId(jobId) && (name === undefined || name === journalName)) onChange(jobId);
    });
    watcher.on('error', () => watcher.close());
    return () => watcher.close();
  } catch {
    return () => undefined;
  }
}

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';
