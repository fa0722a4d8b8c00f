// Who runs a job: an owner file with a heartbeat, so that a dead owner loses the job and a living one never does.
import { randomUUID } from 'node:crypto';
import { access, link, mkdir, readFile, rmdir, stat, unlink, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { JobClaim } from '../core/ports';

export interface ClaimOptions {
  /** How often the owner says that it lives, and looks whether it shall stop (default 2,000 ms). */
  readonly beatMs?: number;
  /** Silence after which an owner on another machine counts as dead (default 30,000 ms). Must be several beats. */
  readonly deadAfterMs?: number;
}

/** What the owner file says; its heartbeat is the file's time of change, so that a beat can never tear the content. */
interface Owner {
  readonly token: string;
  readonly pid: number;
  readonly host: string;
}

export interface FolderClaim extends JobClaim {
  /** Throws, and `lost` aborts, where somebody else has the folder: who stood still for long asks before acting again. */
  readonly confirm: () => Promise<void>;
}

/** Undefined while a living owner holds the folder. The owner's heartbeat does not keep the process alive. */
export async function claimFolder(folder: string, options: ClaimOptions): Promise<FolderClaim | undefined> {
  const { beatMs = 2_000, deadAfterMs = 30_000 } = options;
  const path = join(folder, 'owner.json');
  const me: Owner = { token: randomUUID(), pid: process.pid, host: hostname() };
  const mine = (await writeNew(path, me)) || (await takeOver(folder, path, me, deadAfterMs));
  return mine ? hold({ path, wish: wishIn(folder) }, me, beatMs) : undefined;
}

/** Whoever does not own the folder may leave a wish there. */
export const requestAbortOfOwner = (folder: string): Promise<void> => writeFile(wishIn(folder), '', { mode: 0o600 });

const wishIn = (folder: string): string => join(folder, 'abort-requested');

/** Linking makes the file appear with its content or not at all. */
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

/** A directory is the gate: of several who see a dead owner only one replaces it, after a second look. */
async function takeOver(folder: string, path: string, me: Owner, deadAfterMs: number): Promise<boolean> {
  if (!(await isDead(path, deadAfterMs))) return false;
  const gate = join(folder, 'takeover');
  if (!(await openGate(gate, deadAfterMs))) return false;
  try {
    if (!(await isDead(path, deadAfterMs))) return false;
    await unlink(path).catch(ignoreMissing);
    return await writeNew(path, me);
  } finally {
    await rmdir(gate).catch(ignoreMissing);
  }
}

async function openGate(gate: string, deadAfterMs: number): Promise<boolean> {
  try {
    await mkdir(gate);
    return true;
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
  // Somebody died between the two looks; the next one who asks finds the gate free.
  if ((await silenceMs(gate)) > deadAfterMs) await rmdir(gate).catch(ignoreMissing);
  return false;
}

interface Held {
  readonly path: string;
  readonly wish: string;
}

async function hold({ path, wish }: Held, me: Owner, beatMs: number): Promise<FolderClaim> {
  const lost = new AbortController();
  const stopAsked = new AbortController();
  const look = async (): Promise<void> => {
    if (await isThere(wish)) stopAsked.abort();
  };
  await look();
  let beating: Promise<void> = Promise.resolve();
  const confirm = async (): Promise<void> => {
    if ((await readOwner(path))?.token !== me.token) lost.abort(new Error('another process has taken the job over'));
    lost.signal.throwIfAborted();
  };
  const beat = async (): Promise<void> => {
    await look();
    await confirm();
    await utimes(path, new Date(), new Date());
  };
  const timer = setInterval(() => {
    beating = beat().catch(() => undefined);
  }, beatMs);
  timer.unref();
  return {
    lost: lost.signal,
    abortRequested: stopAsked.signal,
    confirm,
    release: async () => {
      clearInterval(timer);
      await beating;
      if (stopAsked.signal.aborted) await unlink(wish).catch(ignoreMissing);
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
 * A process of this machine that is there and silent stands still, as in a debugger or where memory is short, and goes on.
 * Only after so many times the silence it is taken for another one that got its number.
 */
const standstill = 20;

async function isDead(path: string, deadAfterMs: number): Promise<boolean> {
  const owner = await readOwner(path);
  if (!owner) return true;
  if (owner.host !== hostname()) return (await silenceMs(path)) > deadAfterMs;
  return !isRunning(owner.pid) || (await silenceMs(path)) > deadAfterMs * standstill;
}

/** Milliseconds since the last sign of life; endless when nothing is there any more. */
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
