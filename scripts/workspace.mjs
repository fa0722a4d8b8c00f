// A copy of samples/ to work in, so that nothing that happens there touches the project.
import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './run.mjs';

/** The caller removes the folder. */
export function scratchWorkspace() {
  const folder = mkdtempSync(join(tmpdir(), 'kinetic-samples-'));
  cpSync(join(root, 'samples'), folder, { recursive: true });
  return folder;
}
