// One part of a request as plain data, and functions that create each kind.

/**
 * Field API name → value; `null` clears a field. A parent can be given by external id: `{ Account: { Ext__c: 'A9' } }`.
 */
export type Fields = Readonly<Record<string, FieldValue>>;
type FieldValue = string | number | boolean | null | Readonly<Record<string, unknown>>;

interface RecordKey {
  readonly object: string;
  readonly id: string;
}

interface ExternalKey {
  readonly object: string;
  readonly field: string;
  readonly value: string;
}

interface Named {
  /** Names the part in its outcome and for later parts; letters, digits and underscores. */
  readonly ref: string;
}

interface CreatePart extends Named {
  readonly kind: 'create';
  readonly object: string;
  readonly fields: Fields;
}

interface ReadPart extends Named, RecordKey {
  readonly kind: 'read';
  /** Default: all fields that the user can see. */
  readonly fields?: readonly string[];
}

interface UpdatePart extends Named, RecordKey {
  readonly kind: 'update';
  readonly fields: Fields;
}

interface UpsertPart extends Named, ExternalKey {
  readonly kind: 'upsert';
  readonly fields: Fields;
}

interface DeletePart extends Named, RecordKey {
  readonly kind: 'delete';
}

interface QueryPart extends Named {
  readonly kind: 'query';
  readonly soql: string;
  /** Includes deleted and archived records. */
  readonly all?: boolean;
}

/** Any other call that Salesforce supports there, such as `/sobjects/Account/describe` or, in a batch, `/limits`. */
interface CallPart extends Named {
  readonly kind: 'call';
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** The path after `/services/data/vNN.0`, already encoded. */
  readonly path: string;
  readonly body?: unknown;
}

export type RecordPart = CreatePart | ReadPart | UpdatePart | UpsertPart | DeletePart;
export type Part = RecordPart | QueryPart | CallPart;

/** `part.create('acme', 'Account', { Name: 'Acme' })`; in later parts, `{ AccountId: part.idOf('acme') }` is its id. */
export const part = {
  create: (ref: string, object: string, fields: Fields) => ({ kind: 'create', ref, object, fields }) as const,
  read: (ref: string, key: RecordKey, fields?: readonly string[]) =>
    ({ kind: 'read', ref, ...key, ...(fields && { fields }) }) as const,
  update: (ref: string, key: RecordKey, fields: Fields) => ({ kind: 'update', ref, ...key, fields }) as const,
  upsert: (ref: string, key: ExternalKey, fields: Fields) => ({ kind: 'upsert', ref, ...key, fields }) as const,
  delete: (ref: string, key: RecordKey) => ({ kind: 'delete', ref, ...key }) as const,
  query: (ref: string, soql: string, all = false) => ({ kind: 'query', ref, soql, all }) as const,
  call: (ref: string, { method, path, body }: Omit<CallPart, 'kind' | 'ref'>) =>
    ({ kind: 'call', ref, method, path, ...(body !== undefined && { body }) }) as const,
  /** The id from an earlier create or upsert. */
  idOf: (ref: string): string => `@{${ref}.id}`,
  /** Any other value of an earlier answer, in its exact case: `valueOf('found', 'records[0].Id')`. */
  valueOf: (ref: string, path: string): string => `@{${ref}${path.startsWith('[') ? '' : '.'}${path}}`,
} as const;

/** Sending it twice has the same effect as sending it once. */
export const isRepeatable = (one: Part): boolean =>
  one.kind === 'read' || one.kind === 'query' || one.kind === 'update' || (one.kind === 'call' && one.method === 'GET');
