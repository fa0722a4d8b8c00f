// Writes files that must survive a power cut: afterwards each is as it was before, or as it was written.
import { randomUUID } from 'node:crypto';
import { closeSync, constants, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { link, mkdir, open, rename, rm, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';

const ownerOnly = 0o600;

/** Replaces the file in one step, or creates it. For its owner only. */
export async function replaceDurably(path: string, text: string): Promise<void> {
  const draft = await writeDraft(path, text);
  try {
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

/** False when something has that name already: a hard link makes the file appear whole, and never replaces one. */
export async function createDurably(path: string, text: string): Promise<boolean> {
  const draft = await writeDraft(path, text);
  try {
    await link(draft, path);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    await unlink(draft);
  }
  await syncFolder(dirname(path));
  return true;
}

/** Removes a file, a link or a folder with all that is in it; nothing happens when there is none. */
export async function removeDurably(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true });
  await syncFolder(dirname(path));
}

const newFolder = { recursive: true, mode: 0o700 } as const;

/** For its owner only. False when it was there: it stays as it is. */
export async function makeFolderDurably(path: string): Promise<boolean> {
  const first = await mkdir(path, newFolder);
  for (const parent of parentsOf(path, first)) await syncFolder(parent);
  return first !== undefined;
}

/** For constructors, which cannot wait. */
export function makeFolderDurablySync(path: string): void {
  const parents = parentsOf(path, mkdirSync(path, newFolder));
  if (process.platform === 'win32') return;
  for (const parent of parents) {
    const folder = openSync(parent, constants.O_RDONLY);
    try {
      fsyncSync(folder);
    } finally {
      closeSync(folder);
    }
  }
}

/** The folders that got a new name in them; none when `path` was there. */
function parentsOf(path: string, first: string | undefined): readonly string[] {
  if (first === undefined) return [];
  const parents: string[] = [];
  for (let made = path; made.length >= first.length; made = dirname(made)) parents.push(dirname(made));
  return parents;
}

/** Makes names in the folder durable: new, replaced and removed ones. Windows neither requires nor allows it. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, constants.O_RDONLY);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** In the same folder, because a name can only be changed or linked in one step on the same disk. */
async function writeDraft(path: string, text: string): Promise<string> {
  const draft = `${path}.${randomUUID()}`;
  const file = await open(draft, 'wx', ownerOnly);
  try {
    await file.writeFile(text);
    await file.sync();
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  } finally {
    await file.close();
  }
  return draft;
}

/** The code of a file system error, such as `ENOENT`. */
export const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);
