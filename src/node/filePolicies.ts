// Policies on disk: one small JSON file for each organization, in a folder that all programs on this machine share.
import { randomUUID } from 'node:crypto';
import { mkdirSync, watch } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PolicyStore } from '../core/ports';

const fileName = /^(\w{15,18})\.json$/;

/** Creates `folder` if it is missing, accessible by its owner only. */
export function createFilePolicies(folder: string): PolicyStore {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const pathOf = (organization: string): string => {
    const name = `${organization}.json`;
    if (!fileName.test(name)) throw new Error(`not an organization ID: ${organization}`);
    return join(folder, name);
  };
  return {
    read: async (organization) => {
      try {
        return await readFile(pathOf(organization), 'utf8');
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
    write: async (organization, text) => {
      const path = pathOf(organization);
      if (text === undefined) return rm(path, { force: true });
      const draft = `${path}.${randomUUID()}`;
      await writeFile(draft, text, { mode: 0o600, flush: true });
      await rename(draft, path);
    },
    watch: (onChange) => {
      const watcher = watch(folder, { persistent: false }, (_kind, name) => {
        const organization = fileName.exec(name ?? '')?.[1];
        if (organization !== undefined) onChange(organization);
      });
      watcher.on('error', () => watcher.close());
      return () => watcher.close();
    },
  };
}

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';
