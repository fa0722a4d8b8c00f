// The query resources of REST API and Tooling API: query, queryAll, their pages, query plans, and search.
import { isId } from '../data/ids';
import { ok, refuse, route, type Answer, type Call, type Route } from '../http/http';
import { writeUserPermissionAccess } from '../login/permissions';
import type { Org } from '../org/org';
import { columnMetadata } from '../soql/columnMetadata';
import { explain } from '../soql/explain';
import { pageSizeOf, type Cursors, type QueryPage } from '../soql/pages';
import { compileQuery } from '../soql/soql';
import { search } from '../soql/sosl';
import { wireRecord } from '../tooling/wire';
import { searchByParameters } from './parameterizedSearch';
import { finish } from '../soql/steps';

const data = '/services/data/{v}';

/** @param toolingOrg the org with the objects of the Tooling API */
export function queryRoutes(org: Org, toolingOrg: Org, cursors: Cursors): readonly Route[] {
  const query = (withDeleted: boolean) => (call: Call) =>
    answerQuery({ org: orgOf(call, { org, toolingOrg }), cursors, withDeleted }, call);
  const tooling = (call: Call) => answerQuery({ org: toolingOrg, cursors, withDeleted: false }, call);
  const more = (call: Call) => nextPage(cursors, call);
  return [
    route('GET', `${data}/query`, query(false)),
    route('GET', `${data}/queryAll`, query(true)),
    route('GET', `${data}/query/:locator`, more),
    route('GET', `${data}/queryAll/:locator`, more),
    route('GET', `${data}/search`, async (call) => {
      const options = { version: call.version, withDeleted: false };
      return ok({ searchRecords: await search(org, call.query.get('q') ?? '', options) });
    }),
    route('GET', `${data}/parameterizedSearch`, (call) => searchByParameters(org, call)),
    route('POST', `${data}/parameterizedSearch`, (call) => searchByParameters(org, call)),
    route('GET', `${data}/tooling/query`, async (call) => toToolingAnswer(call, await tooling(call))),
    route('GET', `${data}/tooling/query/:locator`, async (call) => toToolingAnswer(call, await more(call))),
  ];
}

/** Code, its logs and its tests can be queried as records too. */
const codeObjects = /\bFROM\s+(?:Apex(?:Class|Trigger|Log|Test\w+)|AsyncApexJob|CronTrigger|CronJobDetail)\b/i;

const orgOf = (call: Call, { org, toolingOrg }: { org: Org; toolingOrg: Org }): Org =>
  codeObjects.test(call.query.get('q') ?? '') ? toolingOrg : org;

interface QueryParts {
  readonly org: Org;
  readonly cursors: Cursors;
  readonly withDeleted: boolean;
}

interface QueryAnswer extends Answer {
  readonly json: QueryPage | object;
}

async function answerQuery({ org, cursors, withDeleted }: QueryParts, call: Call): Promise<QueryAnswer> {
  const plan = call.query.get('explain');
  const text = plan ?? call.query.get('q') ?? '';
  if (plan !== null && isId(plan)) throw refuse(400, 'INVALID_ID', `Invalid report or list view id: ${plan}`);
  if (/\bFROM\s+UserPermissionAccess\b/i.test(text) && call.session)
    writeUserPermissionAccess(org, call.session.userId);
  const query = compileQuery(org, text, { version: call.version, withDeleted });
  if (plan !== null) {
    await finish(query.condition.prepare());
    return { status: 200, json: explain(query, text) };
  }
  if (call.query.get('columns') === 'true') return { status: 200, json: columnMetadata(query) };
  switch (query.kind) {
    case 'count':
      return { status: 200, json: { totalSize: await finish(query.count()), done: true, records: [] } };
    case 'groups': {
      const records = await finish(query.records());
      return { status: 200, json: { totalSize: records.length, done: true, records } };
    }
    case 'records': {
      const request = { selection: query.selection, rows: await finish(query.rows()), ...pageOf(call) };
      return { status: 200, json: await cursors.firstPage(request) };
    }
  }
}

async function nextPage(cursors: Cursors, call: Call): Promise<QueryAnswer> {
  return { status: 200, json: await cursors.nextPage(call.params.locator ?? '', pageOf(call)) };
}

function pageOf(call: Call): { pageSize: number; url: string } {
  const branch = /\/tooling\//i.test(call.path) ? 'tooling/query' : 'query';
  const url = `/services/data/v${call.version.toFixed(1)}/${branch}`;
  return { pageSize: pageSizeOf(call.header('sforce-query-options')), url };
}

/** A Tooling API query response has additional properties. */
function toToolingAnswer(call: Call, { json }: QueryAnswer): Answer {
  if (!('records' in json)) return ok(json);
  const { records, totalSize, done, ...rest } = json;
  const [first] = records as { attributes?: { type?: string } }[];
  const entityTypeName = first?.attributes?.type ?? /\bFROM\s+(\w+)/i.exec(call.query.get('q') ?? '')?.[1] ?? null;
  return ok({
    size: records.length,
    totalSize,
    done,
    queryLocator: null,
    entityTypeName,
    ...rest,
    records: records.map(wireRecord),
  });
}
