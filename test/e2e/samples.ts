// A copy of samples/ that a test may write to, under the same name, since the window shows it.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './installed';

export interface ScratchSamples {
  readonly folder: string;
  readonly remove: () => void;
}

export function scratchSamples(): ScratchSamples {
  const parent = mkdtempSync(join(tmpdir(), 'kinetic-'));
  const folder = join(parent, 'samples');
  cpSync(join(root, 'samples'), folder, { recursive: true });
  return { folder, remove: () => rmSync(parent, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }) };
}
