// Deletes records with the triggers of their object, in batches.
import type { SObjectDef } from '../data/schema';
import type { Org } from '../org/org';
import { deleteRows, type DeleteOptions } from './delete';
import { deleteBatch, rowsPerTriggerBatch } from './triggeredSave';
import type { TriggerSession } from './triggers';
import type { RowOutcome } from './outcome';

export interface RemoveOptions extends DeleteOptions {
  readonly userId: string;
  /** The transaction of the code that deletes the records. */
  readonly session?: TriggerSession | undefined;
}

export function removeRows(
  org: Org,
  def: SObjectDef,
  ids: readonly (string | null)[],
  options: RemoveOptions,
): RowOutcome[] {
  const { runtime } = org.triggers;
  if (runtime?.has(def, 'delete') !== true) return deleteRows(org, def, ids, options);
  const undo = options.undo ?? [];
  const session = options.session ?? runtime.begin({ userId: options.userId, undo });
  const remove = (some: readonly (string | null)[]): RowOutcome[] => deleteRows(org, def, some, { ...options, undo });
  const outcomes: RowOutcome[] = [];
  for (let at = 0; at < ids.length; at += rowsPerTriggerBatch) {
    const mark = undo.length;
    const batch = deleteBatch({ org, def, session, remove }, ids.slice(at, at + rowsPerTriggerBatch));
    // A trigger that refuses a record after it was deleted takes back what was deleted with it.
    if (batch.some(({ ok }) => !ok)) takeBackRefused(batch, { undo, mark, remove });
    outcomes.push(...batch);
  }
  if (options.session === undefined) session.end();
  return outcomes;
}

function takeBackRefused(
  batch: readonly RowOutcome[],
  { undo, mark, remove }: { undo: (() => void)[]; mark: number; remove: (ids: readonly string[]) => RowOutcome[] },
): void {
  while (undo.length > mark) undo.pop()?.();
  remove(batch.flatMap((outcome) => (outcome.ok ? [outcome.id] : [])));
}

/** Parses what the triggers of the object need. */
export const prepareTriggers = async (org: Org, def: SObjectDef | undefined): Promise<void> => {
  if (def) await org.triggers.runtime?.prepare(def);
};
