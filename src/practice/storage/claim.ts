// The file that says that an org runs, and where: other programs find the org by it, and no second process starts it.
import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { notWritten } from './notWritten';

export interface RunningOrg {
  readonly orgId: string;
  readonly name: string;
  readonly url: string;
  readonly processId: number;
}

export interface Claim {
  readonly release: () => Promise<void>;
}

const answerWithinMs = 5_000;

/** Throws when another process runs the org. */
export async function claimOrg(folder: string, running: RunningOrg): Promise<Claim> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `${running.orgId}.running`);
  if (!(await create(path, running))) {
    const other = await readOther(path);
    if (other && (await isRunning(other))) throw new Error(`The practice org already runs at ${other.url}.`);
    await rm(path, { force: true });
    if (!(await create(path, running))) throw new Error('Another process has just started the practice org.');
  }
  return { release: () => rm(path, { force: true }) };
}

/** A hard link makes the file appear whole, and never replaces another one. */
async function create(path: string, running: RunningOrg): Promise<boolean> {
  const draft = `${path}.${randomUUID()}`;
  try {
    await writeFile(draft, JSON.stringify(running), { mode: 0o600 });
    await link(draft, path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw notWritten(path, error);
  } finally {
    await rm(draft, { force: true });
  }
}

async function readOther(path: string): Promise<RunningOrg | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as RunningOrg;
  } catch {
    return undefined;
  }
}

/** A process that does not answer in time still has its port, and its records. */
async function isRunning({ url, processId }: RunningOrg): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/practice/process`, { signal: AbortSignal.timeout(answerWithinMs) });
    const about = (await answer.json()) as { readonly processId?: unknown } | null;
    return about?.processId === processId;
  } catch (error) {
    return error instanceof DOMException && error.name === 'TimeoutError';
  }
}
