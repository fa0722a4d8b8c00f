// Record locks held by another transaction: writes to these records, or to children of them, fail until released.
import { rowError, type RowError } from '../data/rowErrors';
import type { FieldDef, SObjectDef, Value } from '../data/schema';

/** Which rows are locked: by id, or by the value that a write contains in one field of one object. */
export interface Lock {
  readonly ids?: readonly string[];
  readonly object?: string;
  readonly field?: string;
  readonly values?: readonly string[];
  /** How many writes fail before the lock is released; no limit when missing. */
  readonly times?: number;
}

interface HeldLock {
  readonly lock: Lock;
  left: number;
}

export class Locks {
  #held: HeldLock[] = [];

  add(lock: Lock): () => void {
    const entry = { lock, left: lock.times ?? Number.MAX_SAFE_INTEGER };
    this.#held.push(entry);
    return () => {
      this.#held = this.#held.filter((other) => other !== entry);
    };
  }

  clear(): void {
    this.#held = [];
  }

  /** The error of a write to row `id` (undefined for a new row) when it touches a locked record. */
  check(
    def: SObjectDef,
    id: string | undefined,
    write?: { readonly fields: readonly FieldDef[]; readonly values: readonly Value[] },
  ): RowError | undefined {
    if (this.#held.length === 0) return undefined;
    for (const entry of this.#held) {
      const caught = touched(entry.lock, def, { id, write });
      if (caught === undefined) continue;
      entry.left--;
      if (entry.left === 0) this.#held = this.#held.filter((other) => other !== entry);
      return rowError('UNABLE_TO_LOCK_ROW', `unable to obtain exclusive access to this record or 1 records: ${caught}`);
    }
    return undefined;
  }
}

type Attempt = {
  id: string | undefined;
  write: { readonly fields: readonly FieldDef[]; readonly values: readonly Value[] } | undefined;
};

function touched(lock: Lock, def: SObjectDef, { id, write }: Attempt): string | undefined {
  const ids = new Set(lock.ids);
  if (id !== undefined && ids.has(id)) return id;
  for (const [i, field] of (write?.fields ?? []).entries()) {
    const value = write?.values[i] ?? null;
    if (field.type === 'reference' && typeof value === 'string' && ids.has(value)) return value;
    const isNamed =
      lock.object?.toLowerCase() === def.name.toLowerCase() && lock.field?.toLowerCase() === field.name.toLowerCase();
    if (isNamed && lock.values?.includes(String(value)) === true) return id ?? String(value);
  }
  return undefined;
}
