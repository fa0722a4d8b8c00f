// API versions, resources, limits, record counts, and describes.
import { objectDescribe, objectSummary } from '../data/describe';
import { objectOf } from '../dml/jsonRecords';
import { ok, route, type Answer, type Call, type Route } from '../http/http';
import { newestVersion, oldestVersion } from '../http/router';
import type { Org } from '../org/org';
import { headersOf, isNotModified } from './conditionalRequests';

const resourceNames = [
  'composite',
  'jobs',
  'limits',
  'parameterizedSearch',
  'query',
  'queryAll',
  'search',
  'sobjects',
  'tooling',
] as const;
const summer14Version = 31;
const seasons = ['Summer', 'Winter', 'Spring'] as const;

export function discoveryRoutes(org: Org): Route[] {
  const root = '/services/data/{v}';
  return [
    route('GET', '/services/data', () => ok(versions()), { open: true }),
    route('GET', root, (call) => ok(resources(org, call))),
    route('GET', `${root}/limits`, () => ok(limits(org))),
    route('GET', `${root}/limits/recordCount`, (call) => ok(recordCounts(org, call))),
    route('GET', `${root}/sobjects`, (call) => unlessNotModified(org, call, globalDescribe(org, call))),
    route('GET', `${root}/sobjects/:object`, (call) => {
      const def = objectOf(org, call.params['object']);
      const json = { objectDescribe: objectSummary(def, call.version), recentItems: [] };
      return unlessNotModified(org, call, json);
    }),
    route('GET', `${root}/sobjects/:object/describe`, (call) => {
      const def = objectOf(org, call.params['object']);
      return unlessNotModified(org, call, objectDescribe(org.schema, def, call.version));
    }),
  ];
}

/** Responds with the describe, or with 304 when the client has the current schema. */
function unlessNotModified(org: Org, call: Call, json: unknown): Answer {
  const validators = { changedMs: org.schema.changedMs };
  return isNotModified(call, validators) ? { status: 304 } : { status: 200, headers: headersOf(validators), json };
}

/** API version 31.0 was Summer '14; there are three releases a year. */
function versions(): unknown[] {
  const list: unknown[] = [];
  for (let version = oldestVersion; version <= newestVersion; version++) {
    const since = version - summer14Version;
    const year = 14 + Math.floor((since + 2) / 3);
    const label = `${seasons[since % 3] ?? ''} '${String(year)}`;
    list.push({ label, url: `/services/data/v${version}.0`, version: `${version}.0` });
  }
  return list;
}

function resources(org: Org, call: Call): Record<string, string> {
  const map: Record<string, string> = {};
  for (const name of resourceNames) map[name] = `/services/data/v${call.version}.0/${name}`;
  map['identity'] = `${call.baseUrl}/id/${org.orgId}/${call.session?.userId ?? org.adminUserId}`;
  return map;
}

function limits(org: Org): Record<string, unknown> {
  const left = (max: number, used = 0): unknown => ({ Max: max, Remaining: Math.max(0, max - used) });
  const { apiRequests, bulkBatches, bulkQueryJobs } = org.limits;
  return {
    ActiveScratchOrgs: left(3),
    ConcurrentAsyncGetReportInstances: left(200),
    DailyApiRequests: left(apiRequests.max, apiRequests.used),
    DailyAsyncApexExecutions: left(250_000),
    DailyAsyncApexTests: left(500),
    DailyBulkApiBatches: left(bulkBatches.max, bulkBatches.used),
    DailyBulkV2QueryFileStorageMB: left(976_562),
    DailyBulkV2QueryJobs: left(bulkQueryJobs.max, bulkQueryJobs.used),
    DailyDeliveredPlatformEvents: left(10_000),
    DailyScratchOrgs: left(6),
    DailyStreamingApiEvents: left(10_000),
    DataStorageMB: left(5),
    DurableStreamingApiConcurrentClients: left(20),
    FileStorageMB: left(20),
    HourlyPublishedPlatformEvents: left(50_000),
    Package2VersionCreates: left(6),
    PermissionSets: { Max: 1500, Remaining: 1499, CreateCustom: left(1000, 1) },
    SingleEmail: left(15),
    StreamingApiConcurrentClients: left(20),
  };
}

function recordCounts(org: Org, call: Call): unknown {
  const asked = call.query.get('sObjects')?.split(',');
  const defs = asked === undefined ? org.schema.objects : asked.map((name) => org.schema.object(name.trim()));
  const sObjects = defs
    .filter((def) => def !== undefined)
    .map((def) => ({ count: org.store.table(def).size, name: def.name }));
  return { sObjects };
}

function globalDescribe(org: Org, call: Call): unknown {
  const sobjects = org.schema.objects
    .map((def) => objectSummary(def, call.version))
    .sort((a, b) => (String(a['name']) < String(b['name']) ? -1 : 1));
  return { encoding: 'UTF-8', maxBatchSize: 200, sobjects };
}
