// Where the sources of classes and triggers are: below the current folder.
import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** Folders of packages and tools have no source of ours. */
const isSkipped = (name: string): boolean => name.startsWith('.') || name === 'node_modules';

export interface ApexSources {
  /** The path from the folder, with slashes. */
  readonly fileOf: (name: string, kind: 'class' | 'trigger') => string | undefined;
}

/** Folders that cannot be read are left out. Of several files with a name, the first one by its path counts. */
export async function findApexSources(folder: string): Promise<ApexSources> {
  const files = new Map<string, string>();
  const open = [folder];
  for (let here = open.shift(); here !== undefined; here = open.shift()) {
    for (const entry of await entriesOf(here)) {
      const path = join(here, entry.name);
      if (entry.isDirectory() && !isSkipped(entry.name)) open.push(path);
      const key = entry.name.toLowerCase();
      const isSource = entry.isFile() && /\.(cls|trigger)$/.test(key);
      if (isSource && !files.has(key)) files.set(key, relative(folder, path).split(sep).join('/'));
    }
  }
  return { fileOf: (name, kind) => files.get(`${name}.${kind === 'class' ? 'cls' : 'trigger'}`.toLowerCase()) };
}

async function entriesOf(folder: string): Promise<readonly Dirent[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
}
