// Incremental SHA-256.
import { createHash, type Hash } from 'node:crypto';
import type { Sha256 } from '../core/ports';

export const createSha256 = (): Sha256 => hashing(createHash('sha256'));

const hashing = (hash: Hash): Sha256 => ({
  add: (bytes) => void hash.update(bytes),
  copy: () => hashing(hash.copy()),
  hex: () => hash.digest('hex'),
});
