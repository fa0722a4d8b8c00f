// Which process runs a job: an owner file with a heartbeat, so that a job can be taken over only from a dead process.
import { randomUUID } from 'node:crypto';
import { access, mkdir, rmdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { JobClaim } from '../core/ports';
import { codeOf, createDurably, removeDurably, replaceDurably } from './durable';
import { beat, isOwnerDead, readOwner, silenceMs, type Owner } from './ownerFile';
import { ownIdentity } from './processIdentity';

export interface ClaimOptions {
  /** How often the owner updates its heartbeat and checks for an abort request (default 2,000 ms). */
  readonly beatMs?: number;
  /**
   * How long an owner whose process cannot be looked up may miss heartbeats (default 30,000 ms). Must be several
   * beats.
   */
  readonly deadAfterMs?: number;
}

export interface FolderClaim extends JobClaim {
  /** Throws and aborts `lost` when another process owns the folder, which can happen while this one is suspended. */
  readonly confirm: () => Promise<void>;
}

/** The file in the folder that names its owner. */
export const ownerName = 'owner.json';

/** All that a claim writes into the folder; drafts of these files end with a UUID. */
export const claimNames = /^((owner\.json|abort-requested)(\.[0-9a-f-]{36})?|takeover)$/;

/** Undefined while a live process owns the folder. The heartbeat does not keep this process running. */
export async function claimFolder(folder: string, options: ClaimOptions): Promise<FolderClaim | undefined> {
  const { beatMs = 2_000, deadAfterMs = 30_000 } = options;
  const path = join(folder, ownerName);
  const me: Owner = { token: randomUUID(), ...ownIdentity() };
  const isMine = (await writeNew(path, me)) || (await takeOver(folder, path, me, deadAfterMs));
  return isMine ? hold({ path, abortFile: abortFileIn(folder) }, me, beatMs) : undefined;
}

/** For processes that do not own the folder. */
export const requestAbortOfOwner = (folder: string): Promise<void> => replaceDurably(abortFileIn(folder), '');

const abortFileIn = (folder: string): string => join(folder, 'abort-requested');

const writeNew = (path: string, owner: Owner): Promise<boolean> => createDurably(path, JSON.stringify(owner));

/** Several processes can find the owner dead. The one that creates the lock folder checks again and replaces it. */
async function takeOver(folder: string, path: string, me: Owner, deadAfterMs: number): Promise<boolean> {
  if (!(await isOwnerDead(path, deadAfterMs))) return false;
  const lockFolder = join(folder, 'takeover');
  if (!(await lock(lockFolder, deadAfterMs))) return false;
  try {
    if (!(await isOwnerDead(path, deadAfterMs))) return false;
    await removeDurably(path);
    return await writeNew(path, me);
  } finally {
    await rmdir(lockFolder).catch(ignoreMissing);
  }
}

async function lock(lockFolder: string, deadAfterMs: number): Promise<boolean> {
  try {
    await mkdir(lockFolder);
    return true;
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
  // The process that created an old lock died. Remove it so that the next claim can succeed.
  if (Math.abs(await silenceMs(lockFolder)) > deadAfterMs) await removeDurably(lockFolder);
  return false;
}

interface ClaimFiles {
  readonly path: string;
  readonly abortFile: string;
}

async function hold({ path, abortFile }: ClaimFiles, me: Owner, beatMs: number): Promise<FolderClaim> {
  const lost = new AbortController();
  const abortRequested = new AbortController();
  const checkAbort = async (): Promise<void> => {
    if (await isThere(abortFile)) abortRequested.abort();
  };
  const isMine = async (): Promise<boolean> => tokenOf(await readOwner(path)) === me.token;
  await checkAbort();
  let beating: Promise<void> = Promise.resolve();
  const confirm = async (): Promise<void> => {
    if (!(await isMine())) lost.abort(new Error('another process has taken over the job'));
    lost.signal.throwIfAborted();
  };
  const timer = setInterval(() => {
    beating = checkAbort()
      .then(confirm)
      .then(() => beat(path))
      .catch(() => undefined);
  }, beatMs);
  timer.unref();
  return {
    lost: lost.signal,
    abortRequested: abortRequested.signal,
    confirm,
    release: async () => {
      clearInterval(timer);
      await beating;
      if (abortRequested.signal.aborted) await unlink(abortFile).catch(ignoreMissing);
      if (await isMine()) await unlink(path).catch(ignoreMissing);
    },
  };
}

const tokenOf = (owner: Owner | 'damaged' | undefined): string | undefined =>
  typeof owner === 'object' ? owner.token : undefined;

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

function ignoreMissing(error: unknown): void {
  if (codeOf(error) !== 'ENOENT') throw error;
}
