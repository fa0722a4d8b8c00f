// Creates, updates, upserts, deletes or retrieves up to 200 records in one call; an outcome for each.
import * as z from 'zod';
import { SalesforceError } from '../errors/salesforceError';
import type { OrgClient, OrgRequest } from '../http/client';
import type { Task } from '../kernel/task';
import type { PartError, Row } from './outcome';
import type { Fields } from './parts';

/** `created` only for an upsert; `id` of a failed record only where Salesforce returns it. */
export type RecordOutcome =
  | { readonly ok: true; readonly id: string; readonly created?: boolean }
  | { readonly ok: false; readonly id?: string; readonly errors: readonly PartError[] };

export interface Batch {
  /** The object of all records. */
  readonly object: string;
  /** At most 200. */
  readonly records: readonly Fields[];
  /** One failure rolls all records back. */
  readonly allOrNone?: boolean;
}

/**
 * Outcomes are in the order of the records. Throws when Salesforce refuses the whole call: then it saved none of them.
 * A writing call whose response was lost is not sent again; the caller has to decide. Throws `request.tooManyRecords`
 * before anything is sent.
 */
export interface Collections {
  readonly create: (batch: Batch, task: Task) => Promise<readonly RecordOutcome[]>;
  /** The fields of each record include its `Id`. */
  readonly update: (batch: Batch, task: Task) => Promise<readonly RecordOutcome[]>;
  /** The fields of each record include the external id field `key`. */
  readonly upsert: (batch: Batch & { readonly key: string }, task: Task) => Promise<readonly RecordOutcome[]>;
  /** Complete ids; an empty one would shift the outcomes. */
  readonly delete: (
    batch: { readonly ids: readonly string[]; readonly allOrNone?: boolean },
    task: Task,
  ) => Promise<readonly RecordOutcome[]>;
  /** Undefined in place of a record that does not exist. Up to 2,000. */
  readonly retrieve: (
    request: { readonly object: string; readonly ids: readonly string[]; readonly fields: readonly string[] },
    task: Task,
  ) => Promise<readonly (Row | undefined)[]>;
}

const maxWritten = 200;
const maxRead = 2000;
/** Triggers and flows of 200 records may take minutes. */
const idleTimeoutMs = 180_000;
const root = '/services/data/v{v}/composite/sobjects';

const outcome = z.lazy(() =>
  z.object({
    id: z.string().nullish(),
    success: z.boolean(),
    created: z.boolean().optional(),
    errors: z.array(
      z.object({ statusCode: z.string(), message: z.string(), fields: z.array(z.string()).nullish().default([]) }),
    ),
  }),
);
const rows = z.lazy(() => z.array(z.record(z.string(), z.unknown()).nullable()));

export function createCollections(client: OrgClient): Collections {
  const write = async (call: Omit<OrgRequest, 'repeat'>, count: number, task: Task) => {
    check(count, maxWritten);
    if (count === 0) return [];
    // The call may have been processed even if its response was lost.
    const request: OrgRequest = { ...call, repeat: 'never', idleTimeoutMs };
    return client.json(request, (answer) => toOutcomes(answer, count), task);
  };
  const send = (method: 'POST' | 'PATCH', path: string, { object, records, allOrNone = false }: Batch, task: Task) => {
    const json = { allOrNone, records: records.map((fields) => ({ attributes: { type: object }, ...fields })) };
    return write({ method, path, json }, records.length, task);
  };
  return {
    create: (batch, task) => send('POST', root, batch, task),
    update: (batch, task) => send('PATCH', root, batch, task),
    upsert: (batch, task) =>
      send('PATCH', `${root}/${encodeURIComponent(batch.object)}/${encodeURIComponent(batch.key)}`, batch, task),
    delete: ({ ids, allOrNone = false }, task) =>
      write(
        { method: 'DELETE', path: root, query: { ids: ids.join(','), allOrNone: String(allOrNone) } },
        ids.length,
        task,
      ),
    retrieve: async ({ object, ids, fields }, task) => {
      check(ids.length, maxRead);
      if (ids.length === 0) return [];
      const path = `${root}/${encodeURIComponent(object)}`;
      const request = { method: 'POST', path, json: { ids, fields }, repeat: 'safe' } as const;
      return client.json(
        request,
        (answer) => rows.parse(answer).map((row) => (row ? withoutType(row) : undefined)),
        task,
      );
    },
  };
}

function check(found: number, limit: number): void {
  if (found > limit) throw new SalesforceError('request.tooManyRecords', { found, limit });
}

function toOutcomes(answer: unknown, count: number): readonly RecordOutcome[] {
  const outcomes = z.array(outcome).length(count).parse(answer);
  return outcomes.map(({ id, success, created, errors }): RecordOutcome => {
    const known = typeof id === 'string' ? { id } : {};
    if (success) return { ok: true, id: id ?? '', ...(created !== undefined && { created }) };
    return { ok: false, ...known, errors: errors.map(toPartError) };
  });
}

const toPartError = ({ statusCode, message, fields }: z.infer<typeof outcome>['errors'][number]): PartError => ({
  code: statusCode,
  message,
  fields: fields ?? [],
});

function withoutType(row: Row): Row {
  const { attributes: _, ...fields } = row;
  return fields;
}
