// Which process runs a job: an owner file with a heartbeat, so that a job can be taken over only from a dead process.
import { randomUUID } from 'node:crypto';
import { access, link, mkdir, readFile, rmdir, stat, unlink, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { JobClaim } from '../core/ports';

export interface ClaimOptions {
  /** How often the owner updates its heartbeat and checks for an abort request (default 2,000 ms). */
  readonly beatMs?: number;
  /** How long an owner on another machine may miss heartbeats (default 30,000 ms). Must be several beats. */
  readonly deadAfterMs?: number;
}

/** The content of the owner file. The heartbeat is the file's modification time, so it never rewrites the content. */
interface Owner {
  readonly token: string;
  readonly pid: number;
  readonly host: string;
}

export interface FolderClaim extends JobClaim {
  /** Throws and aborts `lost` when another process owns the folder, which can happen while this one is suspended. */
  readonly confirm: () => Promise<void>;
}

/** Undefined while a live process owns the folder. The heartbeat does not keep this process running. */
export async function claimFolder(folder: string, options: ClaimOptions): Promise<FolderClaim | undefined> {
  const { beatMs = 2_000, deadAfterMs = 30_000 } = options;
  const path = join(folder, 'owner.json');
  const me: Owner = { token: randomUUID(), pid: process.pid, host: hostname() };
  const isMine = (await writeNew(path, me)) || (await takeOver(folder, path, me, deadAfterMs));
  return isMine ? hold({ path, abortFile: abortFileIn(folder) }, me, beatMs) : undefined;
}

/** For processes that do not own the folder. */
export const requestAbortOfOwner = (folder: string): Promise<void> =>
  writeFile(abortFileIn(folder), '', { mode: 0o600 });

const abortFileIn = (folder: string): string => join(folder, 'abort-requested');

/** A hard link makes the file appear complete or not at all, and fails when it exists. */
async function writeNew(path: string, owner: Owner): Promise<boolean> {
  const draft = `${path}.${owner.token}`;
  await writeFile(draft, JSON.stringify(owner), { mode: 0o600 });
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    await unlink(draft);
  }
}

/** Several processes can find the owner dead. The one that creates the lock folder checks again and replaces it. */
async function takeOver(folder: string, path: string, me: Owner, deadAfterMs: number): Promise<boolean> {
  if (!(await isDead(path, deadAfterMs))) return false;
  const lockFolder = join(folder, 'takeover');
  if (!(await lock(lockFolder, deadAfterMs))) return false;
  try {
    if (!(await isDead(path, deadAfterMs))) return false;
    await unlink(path).catch(ignoreMissing);
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
  if ((await silenceMs(lockFolder)) > deadAfterMs) await rmdir(lockFolder).catch(ignoreMissing);
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
  await checkAbort();
  let beating: Promise<void> = Promise.resolve();
  const confirm = async (): Promise<void> => {
    if ((await readOwner(path))?.token !== me.token) lost.abort(new Error('another process has taken over the job'));
    lost.signal.throwIfAborted();
  };
  const beat = async (): Promise<void> => {
    await checkAbort();
    await confirm();
    await utimes(path, new Date(), new Date());
  };
  const timer = setInterval(() => {
    beating = beat().catch(() => undefined);
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
      if ((await readOwner(path))?.token === me.token) await unlink(path).catch(ignoreMissing);
    },
  };
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

async function readOwner(path: string): Promise<Owner | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Owner;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * A process on this machine that runs without a heartbeat is suspended, for example in a debugger, and will continue.
 * After this many times `deadAfterMs`, its PID is assumed to belong to another process.
 */
const suspensionFactor = 20;

async function isDead(path: string, deadAfterMs: number): Promise<boolean> {
  const owner = await readOwner(path);
  if (!owner) return true;
  if (owner.host !== hostname()) return (await silenceMs(path)) > deadAfterMs;
  return !isRunning(owner.pid) || (await silenceMs(path)) > deadAfterMs * suspensionFactor;
}

/** Milliseconds since the last heartbeat; `Infinity` when the file no longer exists. */
async function silenceMs(path: string): Promise<number> {
  try {
    return Date.now() - (await stat(path)).mtimeMs;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return Infinity;
    throw error;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);

function ignoreMissing(error: unknown): void {
  if (codeOf(error) !== 'ENOENT') throw error;
}
