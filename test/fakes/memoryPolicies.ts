// Policies in memory; several stores on one shelf act as several processes on one disk.
import type { PolicyStore } from '../../src/core/ports';

export interface PolicyShelf {
  readonly texts: Map<string, string>;
  /** How often the text of an organization was replaced. */
  readonly changes: Map<string, number>;
  readonly watchers: Set<(organization: string) => void>;
}

export const createPolicyShelf = (): PolicyShelf => ({ texts: new Map(), changes: new Map(), watchers: new Set() });

export function createMemoryPolicies({ texts, changes, watchers }: PolicyShelf = createPolicyShelf()): PolicyStore {
  const changesOf = (organization: string): number => changes.get(organization) ?? 0;
  const revisionOf = (organization: string): string => `${changesOf(organization)} ${texts.get(organization)}`;
  return {
    read: async (organization) => ({ revision: revisionOf(organization), text: texts.get(organization) }),
    replace: async (organization, revision, text) => {
      if (revision !== revisionOf(organization)) return false;
      changes.set(organization, changesOf(organization) + 1);
      if (text === undefined) texts.delete(organization);
      else texts.set(organization, text);
      for (const tell of watchers) tell(organization);
      return true;
    },
    watch: (onChange) => {
      watchers.add(onChange);
      return () => void watchers.delete(onChange);
    },
  };
}
