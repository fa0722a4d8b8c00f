// Policies on disk: small JSON files in a folder that all programs on this machine share, a new one for each change.
import { createHash } from 'node:crypto';
import { watch } from 'node:fs';
import { lstat, readdir, readFile, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { PolicyStore, StoredPolicy } from '../core/ports';
import { codeOf, createDurably, makeFolderDurably, makeFolderDurablySync } from './durable';

const fileName = /^(\w{15,18})(?:\.(\d+))?\.json$/;
/** The content of a file that resets the policy. No policy is this text, which is not JSON. */
const resetText = 'default\n';

interface PolicyFile {
  /** Grows by one with each change. A file without a number is number 0. */
  readonly number: number;
  readonly path: string;
}

/** `folder` is created when the first policy is stored, accessible by its owner only. */
export function createFilePolicies(folder: string): PolicyStore {
  const look = (organization: string) => readNewest(folder, organization);
  return {
    read: async (organization) => (await look(organization)).stored,
    replace: async (organization, revision, text) => {
      const { file, stored } = await look(organization);
      if (stored.revision !== revision) return false;
      const number = (file?.number ?? 0) + 1;
      await makeFolderDurably(folder);
      // False when another change has that number.
      if (!(await createDurably(join(folder, `${organization}.${number}.json`), text ?? resetText))) return false;
      // A file with this number can have been replaced and removed since. Then a newer one is there.
      const [newest, _before, ...old] = await filesOf(folder, organization);
      if (newest?.number !== number) return false;
      // The file before stays, so that no list of the folder can miss both.
      await Promise.all(old.map(({ path }) => rm(path, { force: true }).catch(() => undefined)));
      return true;
    },
    watch: (onChange) => watchFolder(folder, onChange),
  };
}

interface Newest {
  readonly file: PolicyFile | undefined;
  readonly stored: StoredPolicy;
}

/** Lists the folder again after the read, because a list can miss a file that is created meanwhile. */
async function readNewest(folder: string, organization: string): Promise<Newest> {
  for (;;) {
    const [file] = await filesOf(folder, organization);
    const stored = await readStored(file);
    const [still] = await filesOf(folder, organization);
    if (still?.path === file?.path) return { file, stored };
  }
}

/** A link to a file that is missing, for example on another drive, is an error and not a missing policy. */
async function readStored(file: PolicyFile | undefined): Promise<StoredPolicy> {
  if (!file) return { revision: 'none', text: undefined };
  try {
    const bytes = await readFile(file.path);
    const text = bytes.toString('utf8');
    // The hash, because a person can edit a file in place.
    const revision = `${file.number} ${createHash('sha256').update(bytes).digest('hex')}`;
    return { revision, text: text === resetText ? undefined : text };
  } catch (error) {
    return { revision: `${file.number} unreadable`, error };
  }
}

/** Newest first. Throws if the folder exists but cannot be read. */
async function filesOf(folder: string, organization: string): Promise<readonly PolicyFile[]> {
  if (!fileName.test(`${organization}.json`)) throw new Error(`not an organization ID: ${organization}`);
  const files = (await namesIn(folder)).flatMap((name) => {
    const [, owner, number = '0'] = fileName.exec(name) ?? [];
    return owner === organization ? [{ number: Number(number), path: join(folder, name) }] : [];
  });
  return files.sort((a, b) => b.number - a.number);
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (codeOf(error) === 'ENOENT' && !(await isBrokenLink(folder))) return [];
    throw error;
  }
}

/** Whether the folder, or one above it, is a link to something that is missing, for example to another drive. */
async function isBrokenLink(path: string): Promise<boolean> {
  const exists = (look: (path: string) => Promise<unknown>): Promise<boolean> => look(path).then(() => true, isMissing);
  if (await exists(lstat)) return !(await exists(stat));
  return dirname(path) !== path && isBrokenLink(dirname(path));
}

/** False, so that it can stand for “does not exist”. Throws every other error. */
function isMissing(error: unknown): false {
  if (codeOf(error) === 'ENOENT') return false;
  throw error;
}

/** Without a folder that can be watched, changes by other programs are seen when a policy is read. */
function watchFolder(folder: string, onChange: (organization: string) => void): () => void {
  try {
    makeFolderDurablySync(folder);
    const watcher = watch(folder, { persistent: false }, (_kind, name) => {
      const organization = fileName.exec(name ?? '')?.[1];
      if (organization !== undefined) onChange(organization);
    });
    watcher.on('error', () => watcher.close());
    return () => watcher.close();
  } catch {
    return () => undefined;
  }
}
