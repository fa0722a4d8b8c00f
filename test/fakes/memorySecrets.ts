// Secrets that live as long as the test.
import type { SecretStore } from '../../src/core/ports';

export interface MemorySecrets extends SecretStore {
  /** Everything in the store, to search it for what should not be there. */
  readonly all: () => Readonly<Record<string, string>>;
}

export function createMemorySecrets(start: Readonly<Record<string, string>> = {}): MemorySecrets {
  const secrets = new Map(Object.entries(start));
  return {
    get: (key) => Promise.resolve(secrets.get(key)),
    set: async (key, value) => void secrets.set(key, value),
    delete: async (key) => void secrets.delete(key),
    all: () => Object.fromEntries(secrets),
  };
}
