// Policies in memory; several stores on one shelf act as several processes on one disk.
import type { PolicyStore } from '../../src/core/ports';

export interface PolicyShelf {
  readonly texts: Map<string, string>;
  readonly watchers: Set<(organization: string) => void>;
}

export const createPolicyShelf = (): PolicyShelf => ({ texts: new Map(), watchers: new Set() });

export function createMemoryPolicies({ texts, watchers }: PolicyShelf = createPolicyShelf()): PolicyStore {
  return {
    read: async (organization) => texts.get(organization),
    write: async (organization, text) => {
      if (text === undefined) texts.delete(organization);
      else texts.set(organization, text);
      for (const tell of watchers) tell(organization);
    },
    watch: (onChange) => {
      watchers.add(onChange);
      return () => void watchers.delete(onChange);
    },
  };
}
