// One call for some rows: a single record over REST or up to 200 in a collection, with what became of each.
import type { Collections, RecordOutcome } from '../../composite/composite';
import { SalesforceError } from '../../errors/salesforceError';
import { readRowError, writeRowError, type RowError } from '../../errors/rowError';
import type { LoadSpec } from '../../model/load';
import type { RouteApi } from '../../model/route';
import type { RowOutcome } from '../../model/callRows';
import type { Task } from '../../kernel/task';
import type { Rest } from '../../rest/rest';
import type { Soap } from '../../soap/soap';
import { rowsPerCall } from '../route';
import type { EffectOf } from './cellEffect';
import { checkIds } from './checkIds';
import type { CellFlaw } from './cellFlaws';
import type { ReadCell } from './jsonValues';

/** The org as a load without bulk jobs sees it. */
export interface CallsOrg {
  readonly rest: Pick<Rest, 'describes' | 'records' | 'query'>;
  readonly collections: Collections;
  readonly soap: Soap;
}

export interface CallRow {
  readonly values: readonly string[];
  /** It was sent before, and no answer came. */
  readonly isRepeated: boolean;
}

/** What all calls of a load have in common. */
export interface Calls {
  readonly api: Exclude<RouteApi, 'bulk'>;
  /** Maximum number of rows in one call. */
  readonly maxRows: number;
  /** One failed row of a call undoes the others. */
  readonly allOrNone: boolean;
  /** Why a row cannot be sent; undefined when it can. */
  readonly flaw: (values: readonly string[]) => string | undefined;
  /** One outcome for each row, in order. No row may have a flaw. Throws when the call as a whole failed. */
  readonly send: (rows: readonly CallRow[], task: Task) => Promise<readonly RowOutcome[]>;
}

export interface CallsSpec extends Pick<LoadSpec, 'object' | 'operation' | 'externalIdField' | 'save'> {
  readonly api: Calls['api'];
  readonly columns: readonly string[];
  /** One for each column; none for a deletion. */
  readonly readers: readonly ReadCell[];
  /** Beside {@link readers}. */
  readonly cellFlaws: readonly CellFlaw[];
  readonly effectOf: EffectOf;
  /** How ids of the object begin. */
  readonly keyPrefix: string | null;
}

export function createCalls(spec: CallsSpec, org: CallsOrg): Calls {
  const { api, operation, columns } = spec;
  const key = operation === 'upsert' ? (spec.externalIdField ?? '') : 'Id';
  const keyAt = columns.findIndex((column) => column.toLowerCase() === key.toLowerCase());
  const keyOf = (values: readonly string[]): string => values[keyAt] ?? '';
  const call = { ...spec, key, keyOf };
  return {
    api,
    maxRows: api === 'rest' ? 1 : rowsPerCall(spec),
    allOrNone: spec.save?.allOrNone === true,
    flaw: (values) => {
      const key = operation === 'insert' ? undefined : keyFlaw(keyOf(values), call);
      const errors = key ? [key] : cellErrors(values, spec);
      return errors.length > 0 ? writeRowError(errors) : undefined;
    },
    send: async (rows, task) => {
      const send = api === 'rest' ? sendOne : sendMany;
      const outcomes = await send(rows, call, { org, task });
      return outcomes.map((outcome, index) => toOutcome(outcome, spec, rows[index]?.isRepeated ?? false));
    },
  };
}

const cellErrors = (values: readonly string[], { cellFlaws }: CallsSpec): readonly RowError[] =>
  cellFlaws.map((flaw, index) => flaw(values[index] ?? '')).filter((error) => error !== undefined);

/** A real id has a digit, and without one a REST path does not name a record (policy/intent). */
const idForm = /^(?=.*\d)[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?$/;

/**
 * A REST path must hold an id. A delete or undelete call holds only ids: an empty one would shift the answers, and one
 * of another object would be deleted, too.
 */
function keyFlaw(value: string, { key, operation, keyPrefix, effectOf }: Call): RowError | undefined {
  const flaw = (code: string, message: string): RowError => ({ code, message, fields: [key] });
  if (effectOf(key, value)) {
    const where = operation === 'upsert' ? '' : ` in ${operation === 'delete' ? 'a' : 'an'} ${operation} call`;
    return flaw('MISSING_ARGUMENT', `${key} not specified${where}`);
  }
  if (operation === 'upsert') return undefined;
  if (!idForm.test(value)) return flaw('MALFORMED_ID', `bad id ${value}`);
  if (operation === 'update') return undefined;
  const isOurs = value.startsWith(keyPrefix ?? '');
  return isOurs ? undefined : flaw('MALFORMED_ID', `id value of incorrect type: ${value}`);
}

const toFields = (values: readonly string[], readers: readonly ReadCell[]) =>
  Object.fromEntries(
    readers.flatMap((read, index) => [read(values[index] ?? '')].filter((cell) => cell !== undefined)),
  );

interface Call extends CallsSpec {
  readonly key: string;
  readonly keyOf: (values: readonly string[]) => string;
}

interface Via {
  readonly org: CallsOrg;
  readonly task: Task;
}

async function sendMany(rows: readonly CallRow[], call: Call, via: Via): Promise<readonly RecordOutcome[]> {
  const { operation, keyOf, keyPrefix } = call;
  const outcomes = await sendTogether(rows, call, via);
  const areSent = operation !== 'insert' && operation !== 'upsert';
  checkIds(outcomes, { keyPrefix, ...(areSent && { sent: rows.map(({ values }) => keyOf(values)) }) });
  return outcomes;
}

async function sendTogether(
  rows: readonly CallRow[],
  call: Call,
  { org, task }: Via,
): Promise<readonly RecordOutcome[]> {
  const { object, operation, key, keyOf, readers, save } = call;
  const { collections } = org;
  const allOrNone = save?.allOrNone === true;
  if (operation === 'undelete') return undeleteRows(rows, call, { org, task });
  if (operation === 'delete')
    return collections.delete({ ids: rows.map(({ values }) => keyOf(values)), allOrNone }, task);
  const batch = { object, records: rows.map(({ values }) => toFields(values, readers)), allOrNone };
  if (operation === 'upsert') return collections.upsert({ ...batch, key }, task);
  return operation === 'insert' ? collections.create(batch, task) : collections.update(batch, task);
}

/**
 * An undelete that is repeated because no answer came may find its records restored, and Salesforce then only says that
 * they are not in the Recycle Bin. Those that are in the org are as the row asked for.
 */
async function undeleteRows(
  rows: readonly CallRow[],
  { object, keyOf, save }: Call,
  { org: { soap, collections }, task }: Via,
): Promise<readonly RecordOutcome[]> {
  const ids = rows.map(({ values }) => keyOf(values));
  const outcomes = await soap.undelete({ ids, allOrNone: save?.allOrNone === true }, task);
  const isOpen = (outcome: RecordOutcome, row: number): boolean =>
    !outcome.ok && rows[row]?.isRepeated === true && outcome.errors[0]?.code === 'UNDELETE_FAILED';
  if (!outcomes.some(isOpen)) return outcomes;
  const found = await collections.retrieve({ object, ids, fields: ['Id'] }, task);
  return outcomes.map((outcome, row) =>
    isOpen(outcome, row) && found[row] ? { ok: true, id: ids[row] ?? '' } : outcome,
  );
}

/** A key of dots cannot be a part of a path, so its row goes in a collection. */
async function sendOne(rows: readonly CallRow[], call: Call, { org, task }: Via): Promise<readonly RecordOutcome[]> {
  const { object, operation, key, keyOf, readers, save } = call;
  const updateOnly = save?.updateOnly === true;
  const { records } = org.rest;
  const values = rows[0]?.values ?? [];
  const id = keyOf(values);
  const fields = toFields(values, readers);
  switch (operation) {
    case 'insert':
      return [{ ok: true, id: await records.create(object, fields, task) }];
    case 'upsert':
      if (/^\.+$/.test(id) && !updateOnly) return sendMany(rows, call, { org, task });
      return [await upsertOne({ object, field: key, value: id, updateOnly }, fields, { org, task })];
    case 'update': {
      // Salesforce rejects the id in the body.
      const { Id: _, ...rest } = fields;
      await records.update({ object, id }, rest, task);
      return [{ ok: true, id }];
    }
    default:
      await records.delete({ object, id }, task);
      return [{ ok: true, id }];
  }
}

async function upsertOne(
  key: Parameters<Rest['records']['upsert']>[0],
  fields: Parameters<Rest['records']['upsert']>[1],
  { org, task }: Via,
): Promise<RecordOutcome> {
  try {
    return { ok: true, ...(await org.rest.records.upsert(key, fields, task)) };
  } catch (error) {
    if (!key.updateOnly || !isMissing(error)) throw error;
    const message = `No ${key.object} has ${key.field} “${key.value}”, and this upsert creates no records.`;
    return { ok: false, errors: [{ code: 'NOT_FOUND', message, fields: [key.field] }] };
  }
}

const isMissing = (error: unknown): boolean =>
  error instanceof SalesforceError && error.code === 'request.notFound' && error.details['missing'] === 'record';

function toOutcome(outcome: RecordOutcome, { operation }: CallsSpec, isRepeated: boolean): RowOutcome {
  if (outcome.ok) return { id: outcome.id, created: outcome.created ?? operation === 'insert' };
  const { id, errors } = outcome;
  return finalOutcome({ ...(id !== undefined && { id }), error: writeRowError(errors) }, operation, isRepeated);
}

/**
 * A deletion that is repeated because no answer came may find the record deleted. That is what the row asked for, so it
 * counts as a success.
 */
export function finalOutcome(outcome: RowOutcome, operation: LoadSpec['operation'], isRepeated: boolean): RowOutcome {
  const isGone = isRepeated && operation === 'delete' && readRowError(outcome.error ?? '').code === 'ENTITY_IS_DELETED';
  return isGone ? { ...(outcome.id !== undefined && { id: outcome.id }), created: false } : outcome;
}

/** The error of a row that is rejected even when it is sent alone: what Salesforce said about the call. */
export function rejectionOf(details: Readonly<Record<string, string | number>>): string {
  const text = (name: string): string => String(details[name] ?? '');
  const error: RowError = {
    code: text('errorCode') || 'UNKNOWN_EXCEPTION',
    message: text('message'),
    fields: text('fields').split(',').filter(Boolean),
  };
  return writeRowError([error]);
}
