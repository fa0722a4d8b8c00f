// The routes of the composite resources, and /composite itself.
// See https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_composite.htm
import { readRecord } from '../../dml/jsonRecords';
import type { Dispatch } from '../../http/dispatch';
import { ok, refuse, route, type Answer, type Call, type Route } from '../../http/http';
import type { Org } from '../../org/org';
import { batch } from './batch';
import { graphs } from './graph';
import { checkSubrequests, listOf, runTransaction, toSubrequest } from './subrequest';
import { createTrees } from './tree';

const maxSubrequests = 25;
const maxQueries = 5;
const queryUrl = /^\/services\/data\/v\d+\.0\/(?:query|queryAll|composite\/sobjects)\b/i;
const sobjectsUrl = /^\/services\/data\/v\d+\.0\/sobjects\b/i;

export interface CompositeParts {
  /** Runs a subrequest that the outer call already counted. */
  readonly included: Dispatch;
  /** Runs a subrequest that counts as an API request of its own. */
  readonly metered: Dispatch;
}

export function compositeRoutes(org: Org, { included, metered }: CompositeParts): Route[] {
  const root = '/services/data/{v}/composite';
  return [
    route('GET', root, (call) => ok(resources(call))),
    route('POST', root, (call) => composite(included, call)),
    route('POST', `${root}/batch`, (call) => batch(metered, call)),
    route('POST', `${root}/graph`, (call) => graphs(included, call), { since: 50 }),
    route('POST', `${root}/tree/:object`, (call) => createTrees(org, call)),
  ];
}

function resources({ version }: Call): Record<string, string> {
  const names = ['tree', 'batch', 'sobjects', 'graph'];
  return Object.fromEntries(names.map((name) => [name, `/services/data/v${version}.0/composite/${name}`]));
}

async function composite(included: Dispatch, call: Call): Promise<Answer> {
  const body = await readRecord(call);
  const subs = listOf(body['compositeRequest'], 'compositeRequest').map(toSubrequest);
  if (subs.length > maxSubrequests) {
    return overLimit(`The request can’t contain more than ${maxSubrequests} operations.`);
  }
  checkSubrequests(subs, call.version);
  const foreign = subs.find(({ url }) => !queryUrl.test(url) && !sobjectsUrl.test(url));
  if (foreign !== undefined)
    throw refuse(400, 'INVALID_INPUT', `${foreign.url} is not supported in composite requests.`);
  if (subs.filter(({ url }) => queryUrl.test(url)).length > maxQueries) {
    return overLimit(`The request can’t contain more than ${maxQueries} query or collections operations.`);
  }
  const { responses } = await runTransaction(included, call, { subs, allOrNone: body['allOrNone'] === true });
  return ok({ compositeResponse: responses });
}

/** Salesforce returns this error as the response to a subrequest that is not in the request. */
function overLimit(message: string): Answer {
  const lone = {
    body: [{ errorCode: 'LIMIT_EXCEEDED', message }],
    httpHeaders: {},
    httpStatusCode: 400,
    referenceId: null,
  };
  return { status: 400, json: { compositeResponse: [lone] } };
}
