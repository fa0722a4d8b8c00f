// Incremental SHA-256.
import { createHash } from 'node:crypto';
import type { Sha256 } from '../core/ports';

export function createSha256(): Sha256 {
  const hash = createHash('sha256');
  return { add: (bytes) => void hash.update(bytes), hex: () => hash.digest('hex') };
}
