// Converts JSON records into intents, and outcomes into REST responses.
import { restMessage, rowError, type RowError } from '../data/rowErrors';
import type { FieldDef, SObjectDef, Value } from '../data/schema';
import { notFound, Refusal, refuse, type Call, type ErrorRow } from '../http/http';
import type { Org } from '../org/org';
import { readJson } from './fieldValues';
import type { Intent, RowOutcome } from './outcome';
import { duplicateExternalId } from './writeErrors';

export type JsonRecord = Readonly<Record<string, unknown>>;

export function isRecord(json: unknown): json is JsonRecord {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

/** The object in the path; throws 404 for an unknown one. */
export function objectOf(org: Org, name: string | undefined): SObjectDef {
  const def = org.schema.object(name ?? '');
  if (def === undefined) throw notFound();
  return def;
}

/** The object and the external id field of a path like `/Account/External_Id__c`. */
export function keyFieldOf(org: Org, call: Call): { readonly def: SObjectDef; readonly field: FieldDef } {
  const def = objectOf(org, call.params['object']);
  const name = String(call.params['field']);
  const field = def.field(name);
  if (field === undefined || !(field.externalId || field.idLookup)) {
    throw refuse(404, 'NOT_FOUND', `Provided external ID field does not exist or is not accessible: ${name}`);
  }
  return { def, field };
}

/** Reads a JSON record without `attributes` and adds `extra`, such as the external id in the path of an upsert. */
export function toIntent(org: Org, def: SObjectDef, json: JsonRecord, extra?: readonly [FieldDef, Value]): Intent {
  const fields: FieldDef[] = [];
  const values: Value[] = [];
  const errors: RowError[] = [];
  for (const [key, given] of Object.entries(json)) {
    if (key === 'attributes') continue;
    const read = readKey(org, def, { key, given });
    if ('error' in read) {
      errors.push(read.error);
      continue;
    }
    fields.push(read.field);
    values.push(read.value);
  }
  if (extra !== undefined) {
    fields.push(extra[0]);
    values.push(extra[1]);
  }
  return { fields, values, errors };
}

type ReadKey = { readonly field: FieldDef; readonly value: Value } | { readonly error: RowError };

function readKey(org: Org, def: SObjectDef, { key, given }: { key: string; given: unknown }): ReadKey {
  const field = def.field(key);
  if (field !== undefined) {
    const read = readJson(field, given);
    return 'error' in read ? read : { field, value: read.value };
  }
  const reference = def.relationship(key);
  if (reference !== undefined && isRecord(given)) return readParent(org, reference, given);
  return { error: rowError('INVALID_FIELD', `No such column '${key}' on sobject of type ${def.name}`) };
}

/** `"Account": {"External_Id__c": "A9"}`; a polymorphic lookup gives the object in `attributes.type`. */
function readParent(org: Org, field: FieldDef, given: JsonRecord): ReadKey {
  const attributes = given['attributes'];
  const named = isRecord(attributes) ? attributes['type'] : given['type'];
  const targetName = typeof named === 'string' ? named : field.referenceTo[0];
  const target = org.schema.object(targetName ?? '');
  const [keyName, value] = Object.entries(given).find(([key]) => key !== 'attributes' && key !== 'type') ?? [];
  const key = target?.field(keyName ?? '');
  if (target === undefined || key === undefined || !(key.idLookup || key.externalId)) {
    const place = `on sobject of type ${target?.name ?? String(targetName)}`;
    return { error: rowError('INVALID_FIELD', `No such column '${keyName ?? ''}' ${place}`) };
  }
  const found = findParent(org, { target, key }, typeof value === 'string' || typeof value === 'number' ? value : '');
  return typeof found === 'string' ? { field, value: found } : { error: found };
}

/** The id of the only record with this external id, or an error when there is none or more than one. */
export function findParent(
  org: Org,
  by: { readonly target: SObjectDef; readonly key: FieldDef },
  value: string | number,
): string | RowError {
  const table = org.store.table(by.target);
  const found = table.findNumbers(by.key, value, 2);
  if (found.length > 1)
    return duplicateExternalId(
      by.key,
      found.map((number) => table.idOf(number)),
    );
  const [only] = found;
  if (only !== undefined) return table.idOf(only);
  const message = `Foreign key external ID: ${String(value).toLowerCase()} not found for field ${by.key.name} in entity ${by.target.name}`;
  return rowError('INVALID_FIELD', message);
}

/** The error response of a call whose only row failed. */
export function refuseRow(errors: readonly RowError[]): Refusal {
  return new Refusal(errors[0]?.status ?? 400, errors.map(toErrorRow));
}

function toErrorRow(error: RowError): ErrorRow {
  const said = { message: restMessage(error), errorCode: error.statusCode };
  // Errors of the JSON parser have no list of fields.
  const isUnread = error.statusCode === 'JSON_PARSER_ERROR' || error.message.startsWith('No such column');
  const row = isUnread ? said : { ...said, fields: error.fields };
  return error.duplicates === undefined ? row : Object.assign(row, { duplicateResut: error.duplicates });
}

/** One entry of a collections response; for upserts, with `created`. */
export function outcomeJson(outcome: RowOutcome, withCreated: boolean): unknown {
  if (outcome.ok) {
    const entry = { id: outcome.id, success: true, errors: [] };
    return withCreated ? { ...entry, created: outcome.created } : entry;
  }
  const errors = outcome.errors.map((error) => {
    const shown = { statusCode: error.statusCode, message: restMessage(error), fields: error.fields };
    return error.duplicates === undefined ? shown : { ...shown, duplicateResut: error.duplicates };
  });
  return { ...(outcome.id === undefined ? {} : { id: outcome.id }), success: false, errors };
}

export async function readRecord(call: Call): Promise<JsonRecord> {
  const json = await call.json();
  if (!isRecord(json)) throw refuse(400, 'JSON_PARSER_ERROR', 'The HTTP entity body must be a JSON object.');
  return json;
}

export function userOf(org: Org, call: Call): string {
  return call.session?.userId ?? org.adminUserId;
}
