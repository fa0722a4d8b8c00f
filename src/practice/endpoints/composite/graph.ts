// /composite/graph: graphs of subrequests, each saved completely or not at all.
// See https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_graph.htm
import { readRecord, type JsonRecord } from '../../dml/jsonRecords';
import type { Dispatch } from '../../http/dispatch';
import { notFound, ok, refuse, type Answer, type Call } from '../../http/http';
import { referencesIn } from './references';
import {
  checkSubrequests,
  halted,
  listOf,
  runTransaction,
  textOf,
  toSubrequest,
  type Subrequest,
  type Subresponse,
} from './subrequest';

const firstGraphVersion = 50;
const maxGraphs = 75;
const maxNodes = 500;
const maxDepth = 15;
const maxNodeKinds = 15;
/** After more failed graphs than this, the remaining graphs are not processed. */
const maxFailedGraphs = 14;

const newRecordUrl = /^\/services\/data\/(v\d+\.0)\/sobjects\/([^/?]+)\/?$/i;
const recordUrl = /^\/services\/data\/(v\d+\.0)\/sobjects\/([^/?]+)\/[^/?]+(?:\/[^/?]+)?(?:\?.*)?$/i;

interface Graph {
  readonly graphId: string;
  readonly subs: readonly Subrequest[];
}

export async function graphs(included: Dispatch, call: Call): Promise<Answer> {
  if (call.version < firstGraphVersion) throw notFound();
  const body = await readRecord(call);
  const list = listOf(body['graphs'], 'graphs').map(toGraph);
  check(list, call.version);
  const answers: { graphId: string; graphResponse: unknown; isSuccessful: boolean }[] = [];
  for (const { graphId, subs } of list) {
    const failures = answers.filter(({ isSuccessful }) => !isSuccessful).length;
    const { responses, isUndone } =
      failures > maxFailedGraphs ? skipped(subs) : await runTransaction(included, call, { subs, allOrNone: true });
    answers.push({ graphId, graphResponse: { compositeResponse: responses }, isSuccessful: !isUndone });
  }
  return ok({ graphs: answers });
}

function skipped(subs: readonly Subrequest[]): { responses: Subresponse[]; isUndone: boolean } {
  const message = `Processing was halted because more than ${maxFailedGraphs} graphs of the request failed.`;
  return { responses: subs.map(({ referenceId }) => halted(referenceId, message)), isUndone: true };
}

function toGraph(json: JsonRecord): Graph {
  const subs = listOf(json['compositeRequest'], 'compositeRequest').map(toSubrequest);
  return { graphId: textOf(json['graphId']), subs };
}

function check(list: readonly Graph[], version: number): void {
  const ids = new Set(list.map(({ graphId }) => graphId));
  const odd = [...ids].find((id) => !/^[A-Za-z0-9][^.]{0,38}$/.test(id));
  if (odd !== undefined) throw refuse(400, 'INVALID_INPUT', `'${odd}' is not a valid graphId.`);
  if (ids.size < list.length) throw refuse(400, 'INVALID_INPUT', 'Each graph needs a graphId of its own.');
  limit('graphs', list.length, maxGraphs);
  const nodes = list.flatMap(({ subs }) => subs);
  limit('nodes', nodes.length, maxNodes);
  for (const { subs } of list) {
    checkSubrequests(subs, version);
    limit('levels', depthOf(subs), maxDepth);
  }
  limit('different nodes', new Set(nodes.map(kindOf)).size, maxNodeKinds);
}

function limit(what: string, found: number, most: number): void {
  if (found <= most) return;
  throw refuse(400, 'LIMIT_EXCEEDED', `The number of ${what} (${found}) exceeds the limit of ${most}.`);
}

/** API version, method and object; throws for a subrequest that graphs do not support. */
function kindOf({ method, url }: Subrequest): string {
  const found = (method === 'POST' ? newRecordUrl.exec(url) : undefined) ?? recordUrl.exec(url);
  const [, version = '', object = ''] = found ?? [];
  if (found === null || method === 'PUT' || /^describe\b|^updated\b|^deleted\b/i.test(lastOf(url))) {
    throw refuse(400, 'INVALID_INPUT', `${method} ${url} is not supported in composite graphs.`);
  }
  return `${version} ${method} ${object}`.toLowerCase();
}

function lastOf(url: string): string {
  return url.slice(url.lastIndexOf('/') + 1);
}

function depthOf(subs: readonly Subrequest[]): number {
  const depths = new Map<string, number>();
  for (const { referenceId, url, body } of subs) {
    const parents = referencesIn([url, body]).map((id) => depths.get(id) ?? 0);
    depths.set(referenceId, Math.max(0, ...parents) + 1);
  }
  return Math.max(...depths.values());
}
