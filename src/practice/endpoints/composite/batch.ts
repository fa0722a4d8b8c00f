// /composite/batch: independent subrequests in order, each with its own transaction and counted separately.
// See https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_batch.htm
import { readRecord } from '../../dml/jsonRecords';
import type { Dispatch } from '../../http/dispatch';
import { ok, refuse, type Answer, type Call } from '../../http/http';
import { innerCall, listOf, textOf, toSubrequest, type Subrequest } from './subrequest';

const maxSubrequests = 25;
const oldestBatchVersion = 34;
const batchUrl =
  /^\/services\/data\/v\d+\.0\/(?:limits|sobjects|query|queryAll|search|tooling|connect|chatter|actions)\b/i;

interface Result {
  readonly statusCode: number;
  readonly result: unknown;
}

export async function batch(metered: Dispatch, call: Call): Promise<Answer> {
  const body = await readRecord(call);
  const list = listOf(body['batchRequests'], 'batchRequests');
  if (list.length > maxSubrequests) {
    const message = `The number of subrequests (${list.length}) exceeds the limit of ${maxSubrequests}.`;
    throw refuse(400, 'LIMIT_EXCEEDED', message);
  }
  const subs = list.map((json) => ({
    ...toSubrequest({ ...json, body: json['richInput'] }),
    url: `/services/data/${textOf(json['url']).replace(/^\/?(?:services\/data\/)?/, '')}`,
  }));
  for (const sub of subs) check(sub, call.version);
  const results: Result[] = [];
  for (const sub of subs) {
    const isHalted = body['haltOnError'] === true && results.some(hasFailed);
    results.push(isHalted ? halted() : await run(metered, call, sub));
  }
  return ok({ hasErrors: results.some(hasFailed), results });
}

function check({ method, url }: Subrequest, version: number): void {
  const asked = Number(/^\/services\/data\/v(\d+)\.0\//.exec(url)?.[1] ?? 0);
  if (asked < oldestBatchVersion || asked > version) {
    const range = `v${oldestBatchVersion}.0 to v${version}.0`;
    throw refuse(400, 'INVALID_INPUT', `The url ${url} must begin with a version from ${range}.`);
  }
  if (!batchUrl.test(url)) throw refuse(400, 'INVALID_INPUT', `${url} is not supported in batches.`);
  if (!/^(?:GET|POST|PUT|PATCH|DELETE)$/i.test(method)) throw refuse(400, 'INVALID_INPUT', `Not a method: ${method}`);
}

function hasFailed({ statusCode }: Result): boolean {
  return statusCode >= 400;
}

async function run(metered: Dispatch, call: Call, sub: Subrequest): Promise<Result> {
  const answer = await metered(innerCall(call, { ...sub, method: sub.method.toUpperCase() }));
  return { statusCode: answer.status, result: answer.json ?? null };
}

function halted(): Result {
  const message = 'The subrequest was not executed because a previous subrequest failed and haltOnError is true.';
  return { statusCode: 412, result: [{ errorCode: 'BATCH_PROCESSING_HALTED', message }] };
}
