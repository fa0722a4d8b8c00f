// The context keys that when-clauses read. Only changes are passed to VS Code.
import { commands } from 'vscode';

export interface ContextKeys {
  readonly set: (values: Readonly<Record<`kinetic.${string}`, boolean>>) => Promise<void>;
}

export function createContextKeys(): ContextKeys {
  const current = new Map<string, boolean>();
  return {
    set: async (values) => {
      const changed = Object.entries(values).filter(([key, value]) => current.get(key) !== value);
      for (const [key, value] of changed) current.set(key, value);
      await Promise.all(changed.map(([key, value]) => commands.executeCommand('setContext', key, value)));
    },
  };
}
