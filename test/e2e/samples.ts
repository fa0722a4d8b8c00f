// A copy of samples/ that a test may write to.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './installed';

export interface ScratchSamples {
  readonly folder: string;
  readonly remove: () => void;
}

export function scratchSamples(): ScratchSamples {
  const folder = mkdtempSync(join(tmpdir(), 'kinetic-samples-'));
  cpSync(join(root, 'samples'), folder, { recursive: true });
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }) };
}
