// One call for some rows: a single record over REST or up to 200 in a collection, with what became of each.
import type { Collections, RecordOutcome } from '../../composite/composite';
import { readRowError, writeRowError, type RowError } from '../../errors/rowError';
import { nullValue, type LoadSpec } from '../../model/load';
import type { LoadApi } from '../../model/route';
import type { RowOutcome } from '../../model/callRows';
import type { Task } from '../../kernel/task';
import type { Rest } from '../../rest/rest';
import { maxRowsPerCall } from '../route';
import type { ReadCell } from './jsonValues';

/** The org as a load without bulk jobs sees it. */
export interface CallsOrg {
  readonly rest: Pick<Rest, 'describes' | 'records'>;
  readonly collections: Collections;
}

export interface CallRow {
  readonly values: readonly string[];
  /** It was sent before, and no answer came. */
  readonly isRepeated: boolean;
}

/** What all calls of a load have in common. */
export interface Calls {
  readonly api: Exclude<LoadApi, 'bulk'>;
  /** Maximum number of rows in one call. */
  readonly maxRows: number;
  /** Why a row cannot be sent; undefined when it can. */
  readonly flaw: (values: readonly string[]) => string | undefined;
  /** One outcome for each row, in order. No row may have a flaw. Throws when the call as a whole failed. */
  readonly send: (rows: readonly CallRow[], task: Task) => Promise<readonly RowOutcome[]>;
}

export interface CallsSpec extends Pick<LoadSpec, 'object' | 'operation' | 'externalIdField'> {
  readonly api: Calls['api'];
  readonly columns: readonly string[];
  /** One for each column; none for a deletion. */
  readonly readers: readonly ReadCell[];
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
    maxRows: api === 'rest' ? 1 : maxRowsPerCall,
    flaw: operation === 'insert' ? () => undefined : (values) => keyFlaw(keyOf(values), call),
    send: async (rows, task) => {
      const send = api === 'rest' ? sendOne : sendMany;
      const outcomes = await send(rows, call, { org, task });
      return outcomes.map((outcome, index) => toOutcome(outcome, spec, rows[index]?.isRepeated ?? false));
    },
  };
}

/**
 * A delete call holds only ids: an empty one would shift the answers, and one of another object would be deleted, too.
 */
function keyFlaw(value: string, { key, operation, keyPrefix }: Call): string | undefined {
  const flaw = (code: string, message: string): string => writeRowError([{ code, message, fields: [key] }]);
  if (value === '' || value === nullValue) {
    const where = operation === 'upsert' ? '' : ` in ${operation === 'update' ? 'an update' : 'a delete'} call`;
    return flaw('MISSING_ARGUMENT', `${key} not specified${where}`);
  }
  if (operation !== 'delete') return undefined;
  if (!/^[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?$/.test(value)) return flaw('MALFORMED_ID', `bad id ${value}`);
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

async function sendMany(
  rows: readonly CallRow[],
  { object, operation, key, keyOf, readers }: Call,
  { org: { collections }, task }: Via,
): Promise<readonly RecordOutcome[]> {
  if (operation === 'delete') return collections.delete({ ids: rows.map(({ values }) => keyOf(values)) }, task);
  const batch = { object, records: rows.map(({ values }) => toFields(values, readers)) };
  if (operation === 'upsert') return collections.upsert({ ...batch, key }, task);
  return operation === 'insert' ? collections.create(batch, task) : collections.update(batch, task);
}

async function sendOne(
  rows: readonly CallRow[],
  { object, operation, key, keyOf, readers }: Call,
  { org, task }: Via,
): Promise<readonly RecordOutcome[]> {
  const { records } = org.rest;
  const values = rows[0]?.values ?? [];
  const id = keyOf(values);
  const fields = toFields(values, readers);
  switch (operation) {
    case 'insert':
      return [{ ok: true, id: await records.create(object, fields, task) }];
    case 'upsert':
      return [{ ok: true, ...(await records.upsert({ object, field: key, value: id }, fields, task)) }];
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
