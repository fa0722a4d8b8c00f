// Compares the columns of a load with the object in the org: what Salesforce would say about them, before it is asked.
import type { LoadSpec } from '../model/load';
import type { ErrorData } from '../model/job';
import type { Rest } from '../rest/rest';
import { isRequired } from '../mapping/mapping';
import { fieldOf, type Field } from './calls/columnFields';
import { isDeletion } from './sentColumns';

export type ObjectDescribe = Awaited<ReturnType<Rest['describes']['object']>>;

type Asked = Pick<LoadSpec, 'file' | 'object' | 'operation' | 'externalIdField'>;

export interface FieldFindings {
  /** Because of each of them, Salesforce rejects the load or each of its rows. */
  readonly problems: readonly ErrorData[];
  /** Because of each of them, Salesforce may reject rows. */
  readonly warnings: readonly ErrorData[];
}

/** `fields`: the names under which columns are sent. */
export function checkFields(asked: Asked, fields: readonly string[], described: ObjectDescribe): FieldFindings {
  const { file, operation } = asked;
  const object = described.name;
  if (!allows(asked, described))
    return { problems: [error('input.operationNotAllowed', { object, operation })], warnings: [] };
  const columns = fields.map((column) => ({ column, field: fieldOf(column, described.fields).field }));
  const unknown = columns.filter(({ field }) => !field);
  const readOnly = columns.filter(({ field }) => field && !isKey(field, asked) && !isWritable(field, asked));
  const sent = new Set(columns.map(({ field }) => field));
  const missing = createsRecords(asked) ? described.fields.filter((one) => isRequired(one) && !sent.has(one)) : [];
  return {
    problems: [
      ...unknown.map(({ column }) => error('input.notAField', { file, column, object })),
      ...(isBadKey(asked, described)
        ? [error('input.notAnExternalId', { object, field: asked.externalIdField ?? '' })]
        : []),
    ],
    warnings: [
      ...readOnly.map(({ column }) => error('input.readOnlyField', { file, column, object, operation })),
      ...missing.map(({ name }) => error('input.requiredField', { file, object, field: name })),
    ],
  };
}

const error = (code: string, details: ErrorData['details']): ErrorData => ({ code, details });

function allows({ operation }: Asked, { createable, updateable, deletable }: ObjectDescribe): boolean {
  if (isDeletion(operation)) return deletable;
  return (operation === 'update' || createable) && (operation === 'insert' || updateable);
}

const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** It finds the record and is not written. */
const isKey = ({ name }: Field, { operation, externalIdField = '' }: Asked): boolean =>
  (isSame(name, 'Id') && operation !== 'insert') || (operation === 'upsert' && isSame(name, externalIdField));

const isWritable = ({ createable, updateable }: Field, { operation }: Asked): boolean =>
  (operation === 'update' || createable) && (operation === 'insert' || updateable);

const createsRecords = ({ operation, externalIdField = '' }: Asked): boolean =>
  operation === 'insert' || (operation === 'upsert' && !isSame(externalIdField, 'Id'));

/** A field that does not exist is reported as one of the columns. */
function isBadKey({ operation, externalIdField = '' }: Asked, { fields }: ObjectDescribe): boolean {
  const key = fields.find(({ name }) => isSame(name, externalIdField));
  return operation === 'upsert' && key !== undefined && !isSame(key.name, 'Id') && !key.externalId && !key.idLookup;
}
