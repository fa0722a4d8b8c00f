// One record at a time: create, read, update and delete, by id or by external id.
import { isId } from '../data/ids';
import { attributesOf, recordJson } from '../data/recordJson';
import { deletedEntity, wrongObject } from '../data/rowErrors';
import type { FieldDef, SObjectDef } from '../data/schema';
import type { Row } from '../data/table';
import { readCell } from '../dml/fieldValues';
import { keyFieldOf, objectOf, readRecord, refuseRow, toIntent, userOf } from '../dml/jsonRecords';
import { prepareTriggers, removeRows } from '../dml/remove';
import { saveHeadersOf } from '../dml/saveHeaders';
import { Writer, type WriterOptions } from '../dml/write';
import type { Intent, RowOutcome } from '../dml/outcome';
import { notFound, ok, refuse, route, type Answer, type Call, type Route } from '../http/http';
import type { Org } from '../org/org';
import type { Cursors } from '../soql/pages';
import { validatorsOf, headersOf, isNotModified, refuseFailedPrecondition } from './conditionalRequests';
import { childrenPage, related } from './related';

/** In earlier versions an upsert that updates a record responds with 204 and no body. */
const firstVersionWithUpsertBody = 46;

export function recordRoutes(org: Org, cursors: Cursors): Route[] {
  const one = '/services/data/{v}/sobjects/:object/:id';
  const byKey = '/services/data/{v}/sobjects/:object/:field/:value';
  return [
    route('POST', '/services/data/{v}/sobjects/:object', (call) => create(org, call)),
    route('GET', one, (call) => read(org, call)),
    route('PATCH', one, (call) => update(org, call)),
    route('DELETE', one, (call) => remove(org, call, String(call.params['id']))),
    route('POST', '/services/data/{v}/sobjects/:object/Id', (call) => create(org, call)),
    route('GET', byKey, (call) => (startsAtRecord(call) ? readRelated(org, cursors, call) : readByKey(org, call))),
    route('PATCH', byKey, (call) => upsert(org, call)),
    route('DELETE', byKey, (call) => {
      const [row] = rowsByKey(org, call);
      if (row === undefined) throw notFound();
      return remove(org, call, row.id);
    }),
  ];
}

/** True for `…/<id>/<Relationship>`, false for `…/<Field>/<value>`. */
function startsAtRecord({ params }: Call): boolean {
  return isId(String(params['field']));
}

async function readRelated(org: Org, cursors: Cursors, call: Call): Promise<Answer> {
  const def = objectOf(org, call.params['object']);
  const row = rowOf(org, def, String(call.params['field']));
  const found = related(org, { def, row, name: String(call.params['value']) });
  if (found.kind === 'children') return ok(await childrenPage(org, cursors, { call, ...found }));
  return ok(recordJson(found.row, found.def, { fields: askedFields(found.def, call), version: call.version }));
}

async function writeOne(
  org: Org,
  call: Call,
  options: Pick<WriterOptions, 'operation' | 'keyField'>,
  intent: Intent,
): Promise<RowOutcome> {
  const def = objectOf(org, call.params['object']);
  const common = { userId: userOf(org, call), ...saveHeadersOf(call), undo: call.undo };
  await prepareTriggers(org, def);
  const [outcome] = new Writer(org, def, { ...options, ...common }).writeAll([intent]);
  return outcome ?? { ok: false, id: undefined, errors: [] };
}

function settled(outcome: RowOutcome): RowOutcome & { ok: true } {
  if (!outcome.ok) throw refuseRow(outcome.errors);
  return outcome;
}

async function create(org: Org, call: Call): Promise<Answer> {
  const def = objectOf(org, call.params['object']);
  const intent = toIntent(org, def, await readRecord(call));
  const { id } = settled(await writeOne(org, call, { operation: 'insert' }, intent));
  const location = `/services/data/v${call.version}.0/sobjects/${def.name}/${id}`;
  return { status: 201, headers: { Location: location }, json: { id, success: true, errors: [] } };
}

/** The row in the path; throws 404 for an unknown or deleted one, and 400 for an id of another object. */
function rowOf(org: Org, def: SObjectDef, id: string): Row {
  if (!isId(id)) throw notFound();
  if (!id.startsWith(def.keyPrefix)) throw refuseRow([wrongObject(id)]);
  const row = org.store.table(def).byId(id, { deleted: true });
  if (row === undefined) throw notFound();
  if (row.isDeleted) throw refuseRow([deletedEntity()]);
  return row;
}

function askedFields(def: SObjectDef, call: Call): readonly FieldDef[] {
  const asked = call.query.get('fields');
  if (asked === null) return def.fields;
  const names = asked.split(',').map((name) => name.trim());
  return ['Id', ...names.filter((name) => name.toLowerCase() !== 'id')].map((name) => {
    const field = def.field(name);
    if (field === undefined)
      throw refuse(400, 'INVALID_FIELD', `No such column '${name}' on sobject of type ${def.name}`);
    return field;
  });
}

function read(org: Org, call: Call): Answer {
  const def = objectOf(org, call.params['object']);
  const row = rowOf(org, def, String(call.params['id']));
  const validators = validatorsOf(def, row);
  if (isNotModified(call, validators)) return { status: 304 };
  const json = recordJson(row, def, { fields: askedFields(def, call), version: call.version });
  return { status: 200, headers: headersOf(validators), json };
}

async function update(org: Org, call: Call): Promise<Answer> {
  const def = objectOf(org, call.params['object']);
  const row = rowOf(org, def, String(call.params['id']));
  refuseFailedPrecondition(call, validatorsOf(def, row));
  const idField = def.field('Id');
  const body = await readRecord(call);
  if (idField === undefined) throw notFound();
  if (Object.keys(body).some((key) => key.toLowerCase() === 'id')) {
    throw refuse(400, 'INVALID_FIELD', `The Id field should not be specified in the sobject data.`);
  }
  settled(await writeOne(org, call, { operation: 'update' }, toIntent(org, def, body, [idField, row.id])));
  return { status: 204 };
}

async function remove(org: Org, call: Call, id: string): Promise<Answer> {
  const def = objectOf(org, call.params['object']);
  const row = rowOf(org, def, id);
  refuseFailedPrecondition(call, validatorsOf(def, row));
  await prepareTriggers(org, def);
  const [outcome] = removeRows(org, def, [row.id], { isHard: false, undo: call.undo, userId: userOf(org, call) });
  if (outcome !== undefined) settled(outcome);
  return { status: 204 };
}

function rowsByKey(org: Org, call: Call): Row[] {
  const { def, field } = keyFieldOf(org, call);
  return org.store.table(def).find(field, String(call.params['value']), 200);
}

function readByKey(org: Org, call: Call): Answer {
  const { def } = keyFieldOf(org, call);
  const rows = rowsByKey(org, call);
  const [row] = rows;
  if (row === undefined) throw notFound();
  if (rows.length > 1) return several(def, rows, call);
  return ok(recordJson(row, def, { fields: askedFields(def, call), version: call.version }));
}

function several(def: SObjectDef, rows: readonly Row[], call: Call): Answer {
  return { status: 300, json: rows.map((row) => attributesOf(def, row.id, call.version).url) };
}

async function upsert(org: Org, call: Call): Promise<Answer> {
  const { def, field } = keyFieldOf(org, call);
  const rows = rowsByKey(org, call);
  const body = await readRecord(call);
  if (rows.length > 1) return several(def, rows, call);
  if (rows.length === 0 && call.query.get('updateOnly') === 'true') throw notFound();
  if (Object.keys(body).some((key) => key.toLowerCase() === field.name.toLowerCase())) {
    throw refuse(400, 'INVALID_FIELD', `The ${field.name} field should not be specified in the sobject data.`);
  }
  const key = readCell(field, String(call.params['value']), 0);
  if ('error' in key) throw refuseRow([key.error]);
  const intent = toIntent(org, def, body, [field, key.value]);
  const { id, created } = settled(await writeOne(org, call, { operation: 'upsert', keyField: field }, intent));
  if (!created && call.version < firstVersionWithUpsertBody) return { status: 204 };
  return { status: created ? 201 : 200, json: { id, success: true, errors: [], created } };
}
