// The records of the Tooling API: describes, and create, read, update and delete with their special rules.
import { objectDescribe, objectSummary } from '../data/describe';
import { recordJson } from '../data/recordJson';
import { deletedEntity } from '../data/rowErrors';
import type { SObjectDef } from '../data/schema';
import type { Row } from '../data/table';
import { deleteRows } from '../dml/delete';
import { objectOf, readRecord, refuseRow, toIntent, userOf, type JsonRecord } from '../dml/jsonRecords';
import { Writer } from '../dml/write';
import { notFound, ok, refuse, route, type Answer, type Call, type Route } from '../http/http';
import type { Apex } from '../apex/apex';
import type { Org } from '../org/org';
import { checkCode, isCode, withoutCodeFields } from './codeRecords';
import { checkRequest, isRequest, runRequest } from './containers';
import type { Logs } from './logs';
import { objectOfMember, readMember } from './members';
import { changeRow } from './systemRows';
import { readTraceFlag } from './traceFlags';
import { wireRecord } from './wire';

export interface ToolingParts {
  /** With the objects of the Tooling API. */
  readonly org: Org;
  readonly apex: Apex;
  readonly logs: Logs;
  readonly onError: (error: unknown) => void;
}

const root = '/services/data/{v}/tooling';

/** Salesforce documents the rule, but not its words. */
const tooManyLogs =
  'The debug logs of the org exceed their storage. To add or edit trace flags, delete some debug logs.';

export function toolingRecordRoutes(parts: ToolingParts): Route[] {
  const { org } = parts;
  const one = `${root}/sobjects/:object/:id`;
  const describe = (call: Call): Answer => {
    const def = objectOf(org, call.params['object']);
    return ok(objectDescribe(org.schema, def, call.version));
  };
  return [
    route('GET', root, (call) => ok(resources(call))),
    route('GET', `${root}/sobjects`, (call) => ok(globalDescribe(org, call))),
    route('GET', `${root}/sobjects/:object`, (call) => {
      const def = objectOf(org, call.params['object']);
      return ok({ objectDescribe: objectSummary(def, call.version), recentItems: [] });
    }),
    route('GET', `${root}/sobjects/:object/describe`, describe),
    route('POST', `${root}/sobjects/:object`, (call) => create(parts, call)),
    route('GET', one, (call) => read(parts, call)),
    route('PATCH', one, (call) => update(parts, call)),
    route('DELETE', one, (call) => remove(parts, call)),
    ...['', '/tooling'].map((branch) =>
      route('GET', `/services/data/{v}${branch}/sobjects/ApexLog/:id/Body`, (call) => logBody(parts, call)),
    ),
  ];
}

function resources({ version }: Call): Record<string, string> {
  const base = `/services/data/v${version}.0/tooling`;
  const names = ['completions', 'executeAnonymous', 'query', 'runTestsAsynchronous', 'runTestsSynchronous', 'sobjects'];
  return Object.fromEntries(names.map((name) => [name, `${base}/${name}`]));
}

const globalDescribe = (org: Org, { version }: Call): unknown => ({
  encoding: 'UTF-8',
  maxBatchSize: 200,
  sobjects: org.schema.objects.map((def) => objectSummary(def, version)),
});

const rowOf = (org: Org, def: SObjectDef, id: string): Row => {
  const row = org.store.table(def).byId(id, { deleted: true });
  if (row === undefined) throw notFound();
  if (row.isDeleted) throw refuseRow([deletedEntity()]);
  return row;
};

/** The fields as the org writes them, and those that only the org sets. */
async function readFields(parts: ToolingParts, def: SObjectDef, { json, row }: { json: JsonRecord; row?: Row }) {
  if (isCode(def)) return { json: withoutCodeFields(json), ...(await checkCode(parts, def, { json, row })) };
  if (objectOfMember(def)) return readMember(parts.org, def, { json, ...(row && { row }) });
  if (isRequest(def)) checkRequest(json);
  if (def.name !== 'TraceFlag') return { json, fields: {} };
  if (parts.logs.isFull) throw refuse(400, 'STORAGE_LIMIT_EXCEEDED', tooManyLogs);
  return { json: readTraceFlag(parts.org, json, row), fields: {} };
}

async function create(parts: ToolingParts, call: Call): Promise<Answer> {
  const { org } = parts;
  const def = objectOf(org, call.params['object']);
  if (!def.createable)
    throw refuse(400, 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', `entity type cannot be inserted: ${def.label}`);
  const { json, fields } = await readFields(parts, def, { json: await readRecord(call) });
  const named = isCode(def) ? { ...json, Name: fields['Name'] } : json;
  const userId = userOf(org, call);
  const writer = new Writer(org, def, { operation: 'insert', userId });
  const outcome = writer.write(toIntent(org, def, named));
  if (!outcome.ok) throw refuseRow(outcome.errors);
  if (Object.keys(fields).length > 0) changeRow(org, def.name, outcome.id, fields);
  if (isRequest(def)) void runRequest(parts, outcome.id, userId).catch(parts.onError);
  return { status: 201, json: { id: outcome.id, success: true, errors: [], warnings: [], infos: [] } };
}

function read({ org }: ToolingParts, call: Call): Answer {
  const def = objectOf(org, call.params['object']);
  const row = rowOf(org, def, String(call.params['id']));
  const asked = call.query
    .get('fields')
    ?.split(',')
    .map((name) => name.trim().toLowerCase());
  const fields = def.fields.filter(({ name }) => asked === undefined || asked.includes(name.toLowerCase()));
  return ok(wireRecord(recordJson(row, def, { fields, version: call.version })));
}

async function update(parts: ToolingParts, call: Call): Promise<Answer> {
  const { org } = parts;
  const def = objectOf(org, call.params['object']);
  const row = rowOf(org, def, String(call.params['id']));
  const { json, fields } = await readFields(parts, def, { json: await readRecord(call), row });
  const idField = def.field('Id');
  if (idField === undefined) throw notFound();
  const writer = new Writer(org, def, { operation: 'update', userId: userOf(org, call) });
  const outcome = writer.write(toIntent(org, def, json, [idField, row.id]));
  if (!outcome.ok) throw refuseRow(outcome.errors);
  if (isCode(def)) changeRow(org, def.name, row.id, fields);
  return { status: 204 };
}

function remove({ org, logs }: ToolingParts, call: Call): Answer {
  const def = objectOf(org, call.params['object']);
  const row = rowOf(org, def, String(call.params['id']));
  const [outcome] = deleteRows(org, def, [row.id], { isHard: true });
  if (outcome?.ok === false) throw refuseRow(outcome.errors);
  logs.remove(row.id);
  return { status: 204 };
}

/** The text of a log, or the part that a Range header asks for. */
function logBody({ org, logs }: ToolingParts, call: Call): Answer {
  const def = objectOf(org, 'ApexLog');
  const body = logs.body(rowOf(org, def, String(call.params['id'])).id);
  if (body === undefined) throw notFound();
  const headers = { 'Content-Type': 'text/plain;charset=UTF-8', 'Accept-Ranges': 'bytes' };
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(call.header('range') ?? '') ?? [];
  if (from === '' && to === '') return { status: 200, headers, body };
  const start = from === '' ? Math.max(0, body.length - Number(to)) : Number(from);
  const end = from === '' || to === '' ? body.length - 1 : Math.min(Number(to), body.length - 1);
  if (start > end) return { status: 416, headers: { ...headers, 'Content-Range': `bytes */${body.length}` }, body: '' };
  const range = { 'Content-Range': `bytes ${start}-${end}/${body.length}` };
  return { status: 206, headers: { ...headers, ...range }, body: body.subarray(start, end + 1) };
}
