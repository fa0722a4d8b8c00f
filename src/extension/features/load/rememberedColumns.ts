// Remembers for each object which fields were accepted for columns, and the time zone of their times, on this computer.
import type { Memento } from 'vscode';
import type { RememberedColumn } from '../../../core/core';

export interface RememberedColumns {
  readonly of: (object: string) => readonly RememberedColumn[];
  readonly timeZoneOf: (object: string) => string | undefined;
  /** Without a time zone, the one before is kept. */
  readonly remember: (object: string, columns: readonly RememberedColumn[], timeZone?: string) => Promise<void>;
}

const memoryKey = 'kinetic.load.columns';
const maxObjects = 50;
const maxColumns = 1_000;

interface Entry {
  readonly object: string;
  readonly columns: readonly RememberedColumn[];
  readonly timeZone?: string;
}

export function createRememberedColumns(memory: Pick<Memento, 'get' | 'update'>): RememberedColumns {
  const all = (): readonly Entry[] => memory.get<readonly Entry[]>(memoryKey, []);
  const entryOf = (object: string): Entry | undefined => all().find((entry) => entry.object === object);
  const of = (object: string): readonly RememberedColumn[] => entryOf(object)?.columns ?? [];
  const timeZoneOf = (object: string): string | undefined => entryOf(object)?.timeZone;
  return {
    of,
    timeZoneOf,
    remember: async (object, columns, timeZone = timeZoneOf(object)) => {
      const named = new Set(columns.map(({ column }) => column.toLowerCase()));
      const others = of(object).filter(({ column }) => !named.has(column.toLowerCase()));
      const entry: Entry = {
        object,
        columns: [...columns, ...others].slice(0, maxColumns),
        ...(timeZone !== undefined && { timeZone }),
      };
      const rest = all().filter((known) => known.object !== object);
      await memory.update(memoryKey, [entry, ...rest].slice(0, maxObjects));
    },
  };
}
