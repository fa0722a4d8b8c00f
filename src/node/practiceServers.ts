// The practice orgs that run on this computer: each process leaves a note in a folder, whichever program started it.
import { join } from 'node:path';

/** A practice org that runs. */
export interface PracticeServer {
  /** The id of the org in Salesforce's format, which tells practice orgs from each other. */
  readonly salesforceId: string;
  readonly name: string;
  readonly url: string;
  readonly processId: number;
}

/** Those that have ended are left out, as are notes that cannot be read. */
export async function findPracticeServers(folder: string): Promise<readonly PracticeServer[]> {
  // Not loaded with every activation of the extension.
  const { readdir } = await import('node:fs/promises');
  const names = await readdir(folder).catch(() => []);
  const notes = names.filter((name) => name.endsWith('.running'));
  const found = await Promise.all(notes.map((name) => readNote(join(folder, name))));
  const states = await Promise.all(found.map(async (server) => server && (await readState(server))));
  return found.flatMap((server, at) => (server && states[at] !== 'ended' ? [server] : []));
}

async function readNote(path: string): Promise<PracticeServer | undefined> {
  const { readFile } = await import('node:fs/promises');
  try {
    const note: unknown = JSON.parse(await readFile(path, 'utf8'));
    if (!hasTexts(note, ['url', 'orgId', 'name'])) return undefined;
    const { url, orgId, name } = note;
    if (!('processId' in note) || typeof note.processId !== 'number') return undefined;
    return { url, name, salesforceId: orgId, processId: note.processId };
  } catch {
    return undefined;
  }
}

export interface ServerState {
  /** The data is not the sample. */
  readonly changed: boolean;
}

const answerWithinMs = 5_000;

type Address = Pick<PracticeServer, 'url' | 'processId'>;

/**
 * What a running practice org says about itself. `noAnswer`: the process is busy or hangs, as on a busy machine or
 * after sleep. `ended`: the process has ended, and its PID may belong to another one.
 */
export async function readState({ url, processId }: Address): Promise<ServerState | 'noAnswer' | 'ended'> {
  try {
    const answer = await fetch(`${url}/practice/process`, { signal: AbortSignal.timeout(answerWithinMs) });
    const about: unknown = await answer.json();
    // Another program may have the port now.
    return isAbout(about) && about.processId === processId ? about : 'ended';
  } catch (error) {
    // A process that hangs still has its port.
    return isRefused(error) || !isAlive(processId) ? 'ended' : 'noAnswer';
  }
}

const isAbout = (value: unknown): value is ServerState & { readonly processId: number } =>
  typeof value === 'object' && value !== null && 'processId' in value && 'changed' in value;

const isRefused = (error: unknown): boolean =>
  error instanceof Error &&
  error.cause instanceof Error &&
  'code' in error.cause &&
  error.cause.code === 'ECONNREFUSED';

export function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch {
    return false;
  }
}

/** An access token of the org's administrator. */
export async function openSession({ url }: Pick<PracticeServer, 'url'>): Promise<string> {
  const answer = await post(`${url}/practice/sessions`, {});
  return ((await answer.json()) as { readonly accessToken: string }).accessToken;
}

export const post = (url: string, body: unknown, accessToken = ''): Promise<Response> =>
  fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...(accessToken && { Authorization: `Bearer ${accessToken}` }) },
    body: JSON.stringify(body),
  });

export const hasTexts = <T extends string>(value: unknown, names: readonly T[]): value is Record<T, string> =>
  typeof value === 'object' &&
  value !== null &&
  names.every((name) => typeof (value as Partial<Record<string, unknown>>)[name] === 'string');
