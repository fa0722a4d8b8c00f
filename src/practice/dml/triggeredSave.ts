// Saves and deletes batches of an object with triggers, in Salesforce's order: before, rules, save, after.
import type { RowError } from '../data/rowErrors';
import type { SObjectDef, Value } from '../data/schema';
import type { Table } from '../data/table';
import type { Org } from '../org/org';
import { Draft } from './draft';
import type { TriggerOperation, TriggerRow, TriggerSession } from './triggers';
import type { Intent, RowOutcome } from './outcome';

export const rowsPerTriggerBatch = 200;

/** Makes rows ready to save, and saves them. */
export interface RowWriter {
  readonly def: SObjectDef;
  readonly draft: (intent: Intent) => Draft | RowOutcome;
  readonly finish: (draft: Draft, intent: Intent) => RowOutcome;
  readonly nextBatch: () => void;
}

interface Saving {
  readonly writer: RowWriter;
  readonly session: TriggerSession;
  readonly undo: (() => void)[];
}

/** Rows that an after trigger refuses are taken back, and the others are saved again without them. */
export function saveBatch(saving: Saving, intents: readonly Intent[]): RowOutcome[] {
  const outcomes: (RowOutcome | undefined)[] = intents.map(() => undefined);
  let open = intents.map((_, i) => i);
  while (open.length > 0) {
    const mark = saving.undo.length;
    const attempt = saveOnce(
      saving,
      open.map((i) => intents[i] as Intent),
    );
    const isRedone = attempt.refusedAfter.size > 0 && attempt.refusedAfter.size < open.length;
    if (attempt.refusedAfter.size > 0) while (saving.undo.length > mark) saving.undo.pop()?.();
    open.forEach((i, place) => {
      const isKept = !isRedone || attempt.refusedAfter.has(place) || attempt.outcomes[place]?.ok === false;
      if (isKept) outcomes[i] = attempt.outcomes[place];
    });
    if (!isRedone) break;
    open = open.filter((i) => outcomes[i] === undefined);
    saving.writer.nextBatch();
  }
  return outcomes.map((outcome) => outcome ?? { ok: false, id: undefined, errors: [] });
}

interface Attempt {
  readonly outcomes: RowOutcome[];
  readonly refusedAfter: ReadonlySet<number>;
}

interface Part {
  readonly place: number;
  readonly draft: Draft;
  readonly intent: Intent;
  readonly row: TriggerRow;
}

function saveOnce({ writer, session }: Saving, intents: readonly Intent[]): Attempt {
  const outcomes: RowOutcome[] = [];
  const parts: Part[] = [];
  intents.forEach((intent, place) => {
    const made = writer.draft(intent);
    if (made instanceof Draft) parts.push({ place, draft: made, intent, row: rowOf(made, writer.def) });
    else outcomes[place] = made;
  });
  const kinds = ['insert', 'update'] as const;
  for (const operation of kinds) {
    const own = parts.filter(({ draft }) => draft.isNew === (operation === 'insert'));
    const failure = runAll(session, { writer, operation, time: 'before' }, own);
    for (const { place, row, draft, intent } of own) {
      const errors = failure ? [failure] : row.errors;
      const refused: RowOutcome = { ok: false, id: draft.isNew ? undefined : draft.id, errors };
      outcomes[place] = errors.length > 0 ? refused : writer.finish(draft, intent);
    }
  }
  return { outcomes, refusedAfter: runAfter({ session, writer }, parts, outcomes) };
}

interface When {
  readonly writer: RowWriter;
  readonly operation: TriggerOperation;
  readonly time: 'before' | 'after';
}

function runAll(
  session: TriggerSession,
  { writer, operation, time }: When,
  parts: readonly Part[],
): RowError | undefined {
  if (parts.length === 0) return undefined;
  return session.run({ def: writer.def, time, operation, rows: parts.map(({ row }) => row) });
}

function runAfter(
  { session, writer }: { readonly session: TriggerSession; readonly writer: RowWriter },
  parts: readonly Part[],
  outcomes: RowOutcome[],
): Set<number> {
  const refused = new Set<number>();
  for (const operation of ['insert', 'update'] as const) {
    const saved = parts
      .filter(({ place, draft }) => outcomes[place]?.ok === true && draft.isNew === (operation === 'insert'))
      .map((part) => ({ ...part, row: { ...part.row, id: part.draft.id, errors: [] as RowError[] } }));
    const failure = runAll(session, { writer, operation, time: 'after' }, saved);
    for (const { place, row, draft } of saved) {
      const errors = failure ? [failure] : row.errors;
      if (errors.length === 0) continue;
      outcomes[place] = { ok: false, id: draft.isNew ? undefined : draft.id, errors };
      refused.add(place);
    }
  }
  return refused;
}

function rowOf(draft: Draft, def: SObjectDef): TriggerRow {
  const before = draft.isNew ? undefined : def.fields.map(({ slot }) => draft.old(slot));
  return {
    id: draft.isNew ? null : draft.id,
    newValue: (slot) => draft.get(slot),
    oldValue: before && ((slot: number): Value => before[slot] ?? null),
    change: (slot, value) => draft.set(slot, value),
    errors: [],
  };
}

export interface Deleting {
  readonly org: Org;
  readonly def: SObjectDef;
  readonly session: TriggerSession;
  readonly remove: (ids: readonly (string | null)[]) => RowOutcome[];
}

/** Before and after the delete of one batch. A row that an after trigger refuses fails the batch: it is taken back. */
export function deleteBatch({ org, def, session, remove }: Deleting, ids: readonly (string | null)[]): RowOutcome[] {
  const table = org.store.table(def);
  const rows = ids.map((id) => storedRow(table, def, id));
  const present = rows.filter((row) => row !== undefined);
  const failure =
    present.length > 0 ? session.run({ def, time: 'before', operation: 'delete', rows: present }) : undefined;
  const errorsOf = (i: number): readonly RowError[] => (failure && rows[i] ? [failure] : (rows[i]?.errors ?? []));
  const left = ids.filter((_, i) => errorsOf(i).length === 0);
  const removed = remove(left);
  const outcomes = ids.map((id, i): RowOutcome => {
    const errors = errorsOf(i);
    return errors.length > 0 ? { ok: false, id: id ?? undefined, errors } : (removed.shift() as RowOutcome);
  });
  const gone = rows.flatMap((row, i) => (row && outcomes[i]?.ok ? [{ ...row, errors: [] as RowError[] }] : []));
  const after = gone.length > 0 ? session.run({ def, time: 'after', operation: 'delete', rows: gone }) : undefined;
  const late = after ?? gone.flatMap(({ errors }) => errors)[0];
  if (late === undefined) return outcomes;
  return outcomes.map((outcome): RowOutcome => (outcome.ok ? { ok: false, id: outcome.id, errors: [late] } : outcome));
}

function storedRow(table: Table, def: SObjectDef, id: string | null): TriggerRow | undefined {
  const number = id === null ? -1 : table.numberOf(id);
  if (number < 0 || table.isDeleted(number)) return undefined;
  const values = def.fields.map((field) => table.value(number, field));
  return { id: table.idOf(number), newValue: undefined, oldValue: (slot) => values[slot] ?? null, errors: [] };
}
