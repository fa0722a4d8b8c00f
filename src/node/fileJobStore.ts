// Jobs on disk: a folder for each job with its journal (events.jsonl), its owner file and its result files.
import { readdir, readFile, rm, rmdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { JobClaim, JobStore } from '../core/ports';
import { codeOf, makeFolderDurably, makeFolderDurablySync, removeDurably, replaceDurably } from './durable';
import { namesIn } from './folderNames';
import { requestAbortOfOwner, claimFolder, ownerName, type ClaimOptions, type FolderClaim } from './jobClaim';
import { removeLeftFolder } from './leftFolders';
import { createJournalWriter, readJournal, type JournalWriter } from './journalFile';
import { watchJobs } from './watchJobs';

const journalName = 'events.jsonl';
/** With a dot, so that it is no job. */
const keepName = 'keep-days.txt';
const maxAttempts = 5;
const isJobId = (name: string): boolean => /^[a-z0-9-]+$/.test(name);

/** A job that runs here. */
interface Held {
  readonly claim: FolderClaim;
  readonly journal: JournalWriter;
}

/** Creates `root` if it is missing, for its owner only: journals name files and orgs, result files contain data. */
export function createFileJobStore(root: string, options: ClaimOptions): JobStore {
  makeFolderDurablySync(root);
  const folderOf = (jobId: string): string => {
    if (!isJobId(jobId)) throw new Error(`not a job id: ${jobId}`);
    return join(root, jobId);
  };
  const journalOf = (jobId: string): string => join(folderOf(jobId), journalName);
  const held = new Map<string, Held>();
  const claim = async (jobId: string): Promise<JobClaim | undefined> => {
    const folder = folderOf(jobId);
    const claimed = await claimInFolder(folder, options);
    if (!claimed) return undefined;
    const own: Held = { claim: claimed, journal: createJournalWriter(journalOf(jobId)) };
    held.set(jobId, own);
    const release = async (): Promise<void> => {
      if (held.get(jobId) === own) held.delete(jobId);
      await own.journal.close().finally(claimed.release);
      // Of a job that does not exist, or was removed, no folder is left. Any other folder has a journal, and stays.
      await rmdir(folder).catch(() => undefined);
    };
    return { ...claimed, release };
  };
  return {
    append: async (jobId, line) => {
      const own = held.get(jobId);
      if (!own) throw new Error(`this process has no claim on the job ${jobId}`);
      // Every step is journaled before anything depends on it, so a process that lost the job stops here.
      await own.claim.confirm();
      await own.journal.append(line);
    },
    read: (jobId) => readJournal(journalOf(jobId)),
    list: () => listJobs(root),
    claim,
    requestAbort: (jobId) => requestAbortOfOwner(folderOf(jobId)),
    folder: (jobId) => Promise.resolve(folderOf(jobId)),
    remove: async (jobId) => {
      await held.get(jobId)?.journal.close();
      await removeJob(folderOf(jobId));
    },
    removeLeftFolders: async () => {
      for (const name of await namesIn(root))
        if (isJobId(name)) await removeLeftFolder(folderOf(name), () => claim(name));
    },
    keptDays: () => readDays(join(root, keepName)),
    keepDays: (days) => replaceDurably(join(root, keepName), `${days}\n`),
    watch: (onChange) => watchJobs({ root, isJobId, journalName }, onChange),
  };
}

/** Another process may remove the folder while it is empty; then it is made again. */
async function claimInFolder(folder: string, options: ClaimOptions): Promise<FolderClaim | undefined> {
  for (let attempt = 1; ; attempt++) {
    await makeFolderDurably(folder);
    try {
      return await claimFolder(folder, options);
    } catch (error) {
      if (codeOf(error) !== 'ENOENT' || attempt === maxAttempts) throw error;
    }
  }
}

/**
 * The journal goes when all other files are gone, so that a removal that fails leaves a job that can be removed again.
 * The name of the owner goes after the journal, so that no other process runs what is left.
 */
async function removeJob(folder: string): Promise<void> {
  for (const name of await namesIn(folder))
    if (name !== journalName && name !== ownerName) await rm(join(folder, name), { recursive: true, force: true });
  await removeDurably(join(folder, journalName));
  // Another process may look for the job in between, and leaves the folder at once.
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** 0 for a damaged file: what a person wanted to keep stays. */
async function readDays(path: string): Promise<number | undefined> {
  try {
    const text = await readFile(path, 'utf8');
    return /^\d+\n$/.test(text) ? Number(text) : 0;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
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

/** Undefined where there is no journal. A journal out of reach is one: reading it says why. */
async function createdAt(journal: string): Promise<number | undefined> {
  try {
    return (await stat(journal)).birthtimeMs;
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? undefined : 0;
  }
}
