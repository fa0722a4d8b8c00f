// Single records: create, read, update, upsert, delete.
import { SalesforceError } from '../errors/salesforceError';
import * as z from 'zod';
import type { OrgClient, OrgRequest } from '../http/client';
import type { Task } from '../kernel/task';
import type { Row, Value } from './query';

/**
 * Field API name → value; `null` clears a field. A parent can be given by external id: `{ Account: { Ext__c: 'A9' } }`.
 */
export type Fields = Readonly<Record<string, string | number | boolean | null | Readonly<Record<string, unknown>>>>;

export interface RecordKey {
  readonly object: string;
  readonly id: string;
}

export interface ExternalKey {
  readonly object: string;
  readonly field: string;
  readonly value: string;
  /** Creates no record: without one of this value, the upsert throws `request.notFound`. */
  readonly updateOnly?: boolean;
}

export interface Upserted {
  /** Empty when a record was updated below API version 46: that response has no body. */
  readonly id: string;
  readonly created: boolean;
}

/**
 * A record that Salesforce refuses throws `request.refused` with Salesforce's code, message and fields in its details.
 */
export interface Records {
  readonly create: (object: string, fields: Fields, task: Task) => Promise<string>;
  /** The given fields; by default, all that the user can see. Throws `request.notFound`. */
  readonly read: (key: RecordKey, fields: readonly string[] | undefined, task: Task) => Promise<Row>;
  readonly update: (key: RecordKey, fields: Fields, task: Task) => Promise<void>;
  /** Throws `request.refused` when several records have the value. */
  readonly upsert: (key: ExternalKey, fields: Fields, task: Task) => Promise<Upserted>;
  readonly delete: (key: RecordKey, task: Task) => Promise<void>;
}

const saved = z.lazy(() => z.object({ id: z.string(), created: z.boolean().default(false) }));
const record = z.lazy(() => z.record(z.string(), z.unknown()));

const pathOf = (...parts: readonly string[]): string =>
  ['/services/data/v{v}/sobjects', ...parts.map(encodeSegment)].join('/');

/** Dots and slashes in a value are encoded. An empty value, `.` and `..` cannot be encoded in a path. */
function encodeSegment(text: string): string {
  if (/^\.{0,2}$/.test(text))
    throw new SalesforceError('input.badArgument', { message: `“${text}” cannot be part of a URL.` });
  return encodeURIComponent(text).replace(/\./g, '%2E');
}

export function createRecords(client: OrgClient): Records {
  const sendOnly = async (request: OrgRequest, task: Task): Promise<void> => {
    const response = await client.send({ ...request, expects: 204 }, task);
    response.discard();
  };
  return {
    create: async (object, fields, task) => {
      // A create without a response may have saved the record, so it is never sent again.
      const request = { method: 'POST', path: pathOf(object), json: fields, repeat: 'never' } as const;
      const { id } = await client.json(request, (value) => saved.parse(value), task);
      return id;
    },
    read: async ({ object, id }, fields, task) => {
      const query = { fields: fields?.join(',') };
      const request = { method: 'GET', path: pathOf(object, id), query, repeat: 'safe' } as const;
      return toPlainRow(await client.json(request, (value) => record.parse(value), task));
    },
    update: async ({ object, id }, fields, task) =>
      sendOnly({ method: 'PATCH', path: pathOf(object, id), json: fields, repeat: 'safe' }, task),
    upsert: async ({ object, field, value, updateOnly }, fields, task) => {
      const path = pathOf(object, field, value);
      // Salesforce refuses the external id field in the body.
      const json = Object.fromEntries(
        Object.entries(fields).filter(([name]) => name.toLowerCase() !== field.toLowerCase()),
      );
      const query = updateOnly ? { updateOnly: 'true' } : {};
      const request = { method: 'PATCH', path, query, json, repeat: 'never' } as const;
      const readSaved = (answer: unknown): Upserted =>
        answer === undefined ? { id: '', created: false } : saved.parse(answer);
      return client.json(request, readSaved, task);
    },
    delete: async ({ object, id }, task) =>
      sendOnly({ method: 'DELETE', path: pathOf(object, id), repeat: 'never' }, task),
  };
}

function toPlainRow(value: Readonly<Record<string, unknown>>): Row {
  const entries = Object.entries(value).filter(([field]) => field !== 'attributes');
  return Object.fromEntries(entries) as Readonly<Record<string, Value>>;
}
