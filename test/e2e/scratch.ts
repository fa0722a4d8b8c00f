// Temporary folders that are deleted afterwards, even when the process is interrupted.
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './installed';

export interface Scratch {
  readonly folder: string;
  readonly remove: () => void;
}

const present = new Set<() => void>();
process.once('exit', () => {
  for (const remove of present) remove();
});

/** An empty folder called `name`; the path above it is short enough for sockets. */
export function scratch(name: string): Scratch {
  const parent = mkdtempSync(join(tmpdir(), 'kinetic-'));
  const remove = () => {
    present.delete(remove);
    rmSync(parent, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  present.add(remove);
  mkdirSync(join(parent, name));
  return { folder: join(parent, name), remove };
}

/** A writable copy of samples/ under the same name, since the window shows it. */
export function scratchSamples(): Scratch {
  const made = scratch('samples');
  cpSync(join(root, 'samples'), made.folder, { recursive: true });
  return made;
}
