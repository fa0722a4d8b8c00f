// The control paths under /practice: faults, locks, apps, sessions, permissions, limits, request log, reset, stop.
import type { IngestJobs } from '../bulk/jobs';
import { isRecord, readRecord, type JsonRecord } from '../dml/jsonRecords';
import { expired, notFound, ok, refuse, route, bearerOf, type Answer, type Call, type Route } from '../http/http';
import type { RequestLog } from '../http/requestLog';
import type { AppSpec } from '../org/apps';
import { faultKinds, type FaultSpec } from '../org/faults';
import type { Org } from '../org/org';
import type { StopOptions } from '../org/stop';

export interface ControlParts {
  readonly org: Org;
  readonly jobs: IngestJobs;
  readonly requests: RequestLog;
  /** The access token of the start: it opens these routes even after its session has ended. */
  readonly controlToken: string;
  /** Restores the initial records, jobs, faults and counters; keeps the sessions. */
  readonly reset: () => void;
  /** Throws when the records cannot be kept. */
  readonly stop: (options: StopOptions) => Promise<void>;
}

/** These routes need a session or the token of the start, which a test can use after it has ended all sessions. */
export function controlRoutes(parts: ControlParts): Route[] {
  return createRoutes(parts).map((one) => ({
    ...one,
    open: true,
    handler: (call) => {
      if (call.session === undefined && bearerOf(call) !== parts.controlToken) throw expired();
      return one.handler(call);
    },
  }));
}

function createRoutes({ org, jobs, requests, reset, stop }: ControlParts): Route[] {
  const done: Answer = { status: 204 };
  const jobOf = (call: Call): string => jobs.find(String(call.params['jobId']))?.id ?? missing();
  return [
    route('GET', '/practice/faults', () => ok(org.faults.list())),
    route('POST', '/practice/faults', async (call) => ok(addFaults(org, await call.json()))),
    route('DELETE', '/practice/faults', () => (org.faults.clear(), done)),
    route('DELETE', '/practice/faults/:id', (call) => (org.faults.clear(Number(call.params['id'])), done)),
    route('POST', '/practice/locks', async (call) => (org.locks.add(await readRecord(call)), done)),
    route('DELETE', '/practice/locks', () => (org.locks.clear(), done)),
    route('POST', '/practice/apps', async (call) => registerApp(org, await readRecord(call))),
    route('POST', '/practice/sessions/expire', () => (org.sessions.endWhere(() => true), done)),
    route('PATCH', '/practice/permissions', async (call) => permit(org, await readRecord(call))),
    route('PATCH', '/practice/limits', async (call) => setLimits(org, await readRecord(call))),
    route('GET', '/practice/requests', (call) => ok(requestReport(requests, call))),
    route('DELETE', '/practice/requests', () => (requests.clear(), done)),
    route('DELETE', '/practice/jobs/:jobId', (call) => (jobs.forget(jobOf(call)), done)),
    route('DELETE', '/practice/jobs/:jobId/content', (call) => (jobs.dropContent(jobOf(call)), done)),
    route('POST', '/practice/reset', () => (reset(), done)),
    route('POST', '/practice/stop', async (call) => (await stopOrg(stop, await readRecord(call)), done)),
  ];
}

/** `{"keepData": false}` removes the records from the disk. */
async function stopOrg(stop: ControlParts['stop'], { keepData }: JsonRecord): Promise<void> {
  try {
    await stop({ keepData: keepData !== false });
  } catch (error) {
    throw refuse(500, 'UNKNOWN_EXCEPTION', error instanceof Error ? error.message : String(error));
  }
}

function missing(): never {
  throw notFound();
}

function addFaults(org: Org, json: unknown): unknown {
  const specs = Array.isArray(json) ? json : [json];
  const checked = specs.map((spec) => {
    const action: unknown = isRecord(spec) ? spec['action'] : undefined;
    const kind = isRecord(action) ? String(action['kind']) : '';
    if (faultKinds.some((known) => known === kind)) return spec as FaultSpec;
    throw refuse(400, 'INVALID_INPUT', `action.kind must be one of ${faultKinds.join(', ')}`);
  });
  return checked.map((spec) => org.faults.add(spec));
}

function registerApp(org: Org, json: JsonRecord): Answer {
  if (typeof json['consumerKey'] !== 'string') throw refuse(400, 'INVALID_INPUT', 'consumerKey is missing');
  try {
    org.apps.register(json as unknown as AppSpec);
  } catch (error) {
    throw refuse(400, 'INVALID_INPUT', `publicKeyPem: ${error instanceof Error ? error.message : String(error)}`);
  }
  return { status: 201 };
}

function permit(org: Org, json: JsonRecord): Answer {
  const { bulkHardDelete, soapApi } = json;
  if (typeof bulkHardDelete === 'boolean') org.permissions.bulkHardDelete = bulkHardDelete;
  if (typeof soapApi === 'boolean') org.permissions.soapApi = soapApi;
  return ok(org.permissions);
}

/** `{"apiRequests": {"max": 10, "used": 9}}`: any of the limits, either number or both. */
function setLimits(org: Org, json: JsonRecord): Answer {
  const { apiRequests, bulkBatches, bulkQueryJobs } = org.limits;
  for (const [name, allowance] of Object.entries({ apiRequests, bulkBatches, bulkQueryJobs })) {
    const given = json[name];
    if (!isRecord(given)) continue;
    if (typeof given['max'] === 'number') allowance.max = given['max'];
    if (typeof given['used'] === 'number') allowance.used = given['used'];
  }
  if (typeof json['debugLogBytes'] === 'number') org.limits.debugLogBytes = json['debugLogBytes'];
  return ok({ apiRequests, bulkBatches, bulkQueryJobs, debugLogBytes: org.limits.debugLogBytes });
}

/** All requests, or those with the given method and with a path that contains the given text. */
function requestReport(requests: RequestLog, call: Call): unknown {
  const method = call.query.get('method');
  const path = call.query.get('path') ?? '';
  const found = requests.all.filter((one) => (method === null || one.method === method) && one.path.includes(path));
  return { total: found.length, counts: requests.counts, requests: found };
}
