// Which process holds a claim, and whether it still runs.
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

export interface ProcessIdentity {
  readonly pid: number;
  readonly host: string;
  /**
   * What else a PID depends on: the start of the machine and, in containers, the namespace. Host names do not tell:
   * containers and cloned machines that share a folder may have the same one. Empty where the system has no such files.
   */
  readonly scope: string;
  /**
   * When the process started, in ticks since the machine did, so that a PID used again is told apart. Empty as above.
   */
  readonly started: string;
}

export const ownIdentity = (): ProcessIdentity => ({
  pid: process.pid,
  host: hostname(),
  scope: scope(),
  started: statusOf(process.pid).started,
});

/** From `/proc/PID/stat`, see proc(5). The name of the program, in parentheses, may contain blanks and parentheses. */
function statusOf(pid: number): { readonly state: string; readonly started: string } {
  const text = orEmpty(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return { state: fields[0] ?? '', started: fields[19] ?? '' };
}

const scope = (): string =>
  [() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim(), () => readlinkSync('/proc/self/ns/pid')]
    .map(orEmpty)
    .join(' ')
    .trim();

function orEmpty(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}

/** `unknown`: its PID means nothing here. */
export function liveness(owner: ProcessIdentity): 'runs' | 'ended' | 'unknown' {
  const own = ownIdentity();
  if (owner.host !== own.host || owner.scope !== own.scope) return 'unknown';
  if (!isThere(owner.pid)) return 'ended';
  const { state, started } = statusOf(owner.pid);
  // A zombie has ended, but keeps its PID until its parent asks for its exit code.
  if (state === 'Z' || state === 'X') return 'ended';
  // The status of another user's process may be hidden.
  return state === '' || started === owner.started ? 'runs' : 'ended';
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
