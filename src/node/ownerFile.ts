// The file that names the owner of a job. A power cut or another program may leave anything under its name.
import { lstat, readFile, utimes } from 'node:fs/promises';
import { codeOf } from './durable';
import { liveness, type ProcessIdentity } from './processIdentity';

/** The heartbeat is the file's modification time, so it never rewrites the content. */
export interface Owner extends ProcessIdentity {
  /** Distinguishes claims of the same process. */
  readonly token: string;
}

/** Undefined when there is no such file. `damaged`: something is there, but it names no process. */
export async function readOwner(path: string): Promise<Owner | 'damaged' | undefined> {
  try {
    return toOwner(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? undefined : 'damaged';
  }
}

function toOwner(value: unknown): Owner | 'damaged' {
  const { token, pid, host, scope, started } = { ...(value as Readonly<Record<string, unknown>> | null) };
  const isOwner =
    [token, host, scope, started].every((text) => typeof text === 'string') && Number.isInteger(pid) && Number(pid) > 0;
  return isOwner ? (value as Owner) : 'damaged';
}

export const beat = (path: string): Promise<void> => utimes(path, new Date(), new Date());

/**
 * A process on this machine that runs without a heartbeat is suspended, for example in a debugger, and will continue.
 * After this many times `deadAfterMs`, its PID is assumed to belong to another process.
 */
const suspensionFactor = 20;

/**
 * True when no live process owns the job. Only the heartbeat tells whether an owner lives that is damaged or out of
 * reach.
 */
export async function isOwnerDead(path: string, deadAfterMs: number): Promise<boolean> {
  const owner = await readOwner(path);
  if (!owner) return true;
  // An owner stops its heartbeat as soon as it cannot read its name. A time in the future is none of its heartbeats.
  if (owner === 'damaged') return Math.abs(await silenceMs(path)) > deadAfterMs;
  switch (liveness(owner)) {
    case 'ended':
      return true;
    case 'runs':
      return (await silenceMs(path)) > deadAfterMs * suspensionFactor;
    case 'unknown':
      return (await silenceMs(path)) > deadAfterMs;
  }
}

/** Milliseconds since the last heartbeat, or since the file or folder was made; `Infinity` when there is none. */
export async function silenceMs(path: string): Promise<number> {
  try {
    return Date.now() - (await lstat(path)).mtimeMs;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return Infinity;
    throw error;
  }
}
