// A temporary folder of small files for a gate to check.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Path → text. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

export function writeTree(root: string, files: Files): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

/** Calls `use` with the folder and deletes it afterwards, whatever happened. */
export async function withTree<T>(files: Files, use: (root: string) => Promise<T>): Promise<T> {
  const root = mkdtempSync(join(tmpdir(), 'kinetic-gate-'));
  try {
    writeTree(root, files);
    return await use(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
