// sObject Collections: create, update, upsert, delete or retrieve up to 200 records in one call.
// See https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_sobjects_collections.htm
import { recordJson } from '../data/recordJson';
import { restMessage, rowError, type RowError } from '../data/rowErrors';
import type { FieldDef, SObjectDef } from '../data/schema';
import {
  isRecord,
  keyFieldOf,
  objectOf,
  outcomeJson,
  readRecord,
  toIntent,
  userOf,
  type JsonRecord,
} from '../dml/jsonRecords';
import { prepareTriggers, removeRows } from '../dml/remove';
import { saveHeadersOf } from '../dml/saveHeaders';
import { Writer, type WriterOptions } from '../dml/write';
import type { Intent, RowOutcome } from '../dml/outcome';
import { ok, Refusal, refuse, route, type Answer, type Call, type Route } from '../http/http';
import type { Org } from '../org/org';

const firstVersionWithUpsert = 46;
const maxRecords = 200;
const maxRetrieved = 2000;
/** Consecutive records of one object form a chunk; a call can have this many chunks. */
const maxChunks = 10;

const collectionsRoot = '/services/data/{v}/composite/sobjects';

/** Updates and deletes of several records of the Tooling API: of logs, and of queued tests that are aborted. */
export const toolingCollectionRoutes = (toolingOrg: Org): Route[] =>
  collectionRoutes(toolingOrg, { root: '/services/data/{v}/tooling/composite/sobjects', isHard: true }).filter(
    ({ method, pattern }) => !pattern.includes(':') && (method === 'PATCH' || method === 'DELETE'),
  );

interface CollectionOptions {
  readonly root: string;
  /** What is deleted does not go to the Recycle Bin. */
  readonly isHard: boolean;
}

export function collectionRoutes(
  org: Org,
  { root, isHard }: CollectionOptions = { root: collectionsRoot, isHard: false },
): Route[] {
  return [
    route('POST', root, (call) => write(org, call, { operation: 'insert' })),
    route('PATCH', root, (call) => write(org, call, { operation: 'update' })),
    route('DELETE', root, (call) => remove(org, call, isHard)),
    route('PATCH', `${root}/:object/:field`, (call) => upsert(org, call), { since: firstVersionWithUpsert }),
    route('GET', `${root}/:object`, (call) =>
      retrieve(org, call, { ids: listed(call, 'ids'), names: listed(call, 'fields') }),
    ),
    route('POST', `${root}/:object`, async (call) => {
      const body = await readRecord(call);
      return retrieve(org, call, { ids: textsOf(body['ids']), names: textsOf(body['fields']) });
    }),
  ];
}

function upsert(org: Org, call: Call): Promise<Answer> {
  const { def, field } = keyFieldOf(org, call);
  return write(org, call, { operation: 'upsert', only: def, keyField: field });
}

/** The items of a comma-separated query parameter. */
function listed(call: Call, parameter: string): string[] {
  return (call.query.get(parameter) ?? '').split(',').filter((one) => one.trim() !== '');
}

interface Asked extends Pick<WriterOptions, 'operation' | 'keyField'> {
  /** The only object that an upsert accepts. */
  readonly only?: SObjectDef;
}

/** One record of the call: its intent, or an error. */
type Item = { readonly def: SObjectDef; readonly intent: Intent } | { readonly error: RowError };

async function write(org: Org, call: Call, asked: Asked): Promise<Answer> {
  const body = await readRecord(call);
  const records = Array.isArray(body['records']) ? (body['records'] as unknown[]) : undefined;
  if (records === undefined) throw refuse(400, 'JSON_PARSER_ERROR', 'The request needs a list of records.');
  checkCount(records.length);
  const items = records.map((record) => toItem(org, record, asked.only));
  checkChunks(items.map((item) => ('def' in item ? item.def.name : '')));
  refuseUnreadable(items);
  const undo: (() => void)[] = [];
  const writers = new Map<SObjectDef, Writer>();
  const options = { ...asked, userId: userOf(org, call), ...saveHeadersOf(call), undo };
  const outcomes: RowOutcome[] = [];
  for (const run of sameObjects(items)) {
    const [first] = run;
    if (first === undefined || 'error' in first) outcomes.push(...run.map(failed));
    else {
      await prepareTriggers(org, first.def);
      const writer = writers.get(first.def) ?? new Writer(org, first.def, options);
      writers.set(first.def, writer);
      outcomes.push(...writer.writeAll(run.flatMap((item) => ('intent' in item ? [item.intent] : []))));
    }
  }
  return settle(call, {
    outcomes,
    undo,
    allOrNone: body['allOrNone'] === true,
    withCreated: asked.operation === 'upsert',
  });
}

const failed = (item: Item): RowOutcome => ({
  ok: false,
  id: undefined,
  errors: 'error' in item ? [item.error] : [],
});

/** Consecutive records of one object are saved together. */
function sameObjects(items: readonly Item[]): Item[][] {
  const runs: Item[][] = [];
  const objectOfItem = (item: Item | undefined): SObjectDef | undefined =>
    item && 'def' in item ? item.def : undefined;
  for (const item of items) {
    const last = runs.at(-1);
    if (last && objectOfItem(last[0]) === objectOfItem(item)) last.push(item);
    else runs.push([item]);
  }
  return runs;
}

function toItem(org: Org, record: unknown, only: SObjectDef | undefined): Item {
  if (!isRecord(record)) throw refuse(400, 'JSON_PARSER_ERROR', 'Each record must be a JSON object.');
  const def = typeOf(org, record) ?? only;
  if (def === undefined || (only !== undefined && def !== only)) {
    return { error: rowError('INVALID_TYPE', 'Must send a concrete entity type.') };
  }
  return { def, intent: toIntent(org, def, record) };
}

function typeOf(org: Org, record: JsonRecord): SObjectDef | undefined {
  const attributes = record['attributes'];
  const type = isRecord(attributes) ? attributes['type'] : undefined;
  return typeof type === 'string' ? org.schema.object(type) : undefined;
}

function checkCount(count: number): void {
  if (count <= maxRecords) return;
  const message = `record limit reached. cannot submit more than ${maxRecords} records into this call`;
  throw refuse(400, 'EXCEEDED_ID_LIMIT', message);
}

function checkChunks(types: readonly string[]): void {
  const chunks = types.filter((type, i) => type !== types[i - 1]).length;
  if (chunks <= maxChunks) return;
  const message = `Cannot have more than ${maxChunks} chunks in a single operation. Please rearrange the data to reduce chunking.`;
  throw refuse(400, 'LIMIT_EXCEEDED', message);
}

/** A value of the wrong type rejects the whole request before anything is written. */
function refuseUnreadable(items: readonly Item[]): void {
  for (const item of items) {
    const error =
      'intent' in item ? item.intent.errors.find((one) => one.statusCode === 'JSON_PARSER_ERROR') : undefined;
    if (error === undefined) continue;
    throw new Refusal(400, [{ message: restMessage(error), errorCode: error.statusCode }]);
  }
}

interface Settled {
  readonly outcomes: readonly RowOutcome[];
  readonly undo: (() => void)[];
  readonly allOrNone: boolean;
  readonly withCreated: boolean;
}

function settle(call: Call, { outcomes, undo, allOrNone, withCreated }: Settled): Answer {
  if (!allOrNone || outcomes.every((outcome) => outcome.ok)) {
    call.undo?.push(...undo);
    return ok(outcomes.map((outcome) => outcomeJson(outcome, withCreated)));
  }
  for (const step of undo.reverse()) step();
  const message = 'Record rolled back because not all records were valid and the request was using AllOrNone header';
  const rolledBack = rowError('ALL_OR_NONE_OPERATION_ROLLED_BACK', message);
  const shown = outcomes.map((one): RowOutcome => (one.ok ? { ok: false, id: undefined, errors: [rolledBack] } : one));
  return ok(shown.map((outcome) => outcomeJson(outcome, false)));
}

async function remove(org: Org, call: Call, isHard: boolean): Promise<Answer> {
  const ids = listed(call, 'ids');
  requireSome(ids, 'ids');
  checkCount(ids.length);
  checkChunks(ids.map((id) => id.slice(0, 3)));
  const undo: (() => void)[] = [];
  const outcomes: RowOutcome[] = [];
  for (const run of runsOf(ids)) {
    const def = org.schema.objectOfId(run[0] ?? '');
    await prepareTriggers(org, def);
    const options = { isHard, undo, userId: userOf(org, call) };
    if (def !== undefined) outcomes.push(...removeRows(org, def, run, options));
    else for (const id of run) outcomes.push(malformed(id));
  }
  return settle(call, { outcomes, undo, allOrNone: call.query.get('allOrNone') === 'true', withCreated: false });
}

function requireSome(list: readonly string[], parameter: string): void {
  if (list.length === 0) throw refuse(400, 'MISSING_ARGUMENT', `The ${parameter} parameter is required.`);
}

function malformed(id: string): RowOutcome {
  return { ok: false, id, errors: [rowError('MALFORMED_ID', `malformed id ${id}`)] };
}

/** Groups consecutive ids of the same object, in order. */
function runsOf(ids: readonly string[]): string[][] {
  const runs: string[][] = [];
  for (const id of ids) {
    const last = runs[runs.length - 1];
    if (last?.[0]?.slice(0, 3) === id.slice(0, 3)) last.push(id);
    else runs.push([id]);
  }
  return runs;
}

function textsOf(json: unknown): string[] {
  return Array.isArray(json) ? json.filter((item) => typeof item === 'string') : [];
}

function retrieve(org: Org, call: Call, asked: { ids: readonly string[]; names: readonly string[] }): Answer {
  const def = objectOf(org, call.params['object']);
  if (asked.ids.length > maxRetrieved) checkCount(asked.ids.length);
  requireSome(asked.ids, 'ids');
  requireSome(asked.names, 'fields');
  const fields: FieldDef[] = asked.names.map((name) => {
    const field = def.field(name.trim());
    if (field !== undefined) return field;
    throw refuse(400, 'INVALID_FIELD', `No such column '${name}' on entity '${def.name}'.`);
  });
  const table = org.store.table(def);
  return ok(
    asked.ids.map((id) => {
      const row = table.byId(id);
      return row === undefined ? null : recordJson(row, def, { fields, version: call.version });
    }),
  );
}
