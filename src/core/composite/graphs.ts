// Composite graphs: up to 500 single-record parts in one call, in graphs that are each saved as a whole or not at all.
import { SalesforceError } from '../errors/salesforceError';
import type { OrgClient } from '../http/client';
import type { Task } from '../kernel/task';
import { checkCount, checkNames } from './checks';
import { judgeRolledBack, judgeSeparately, type Outcomes } from './outcome';
import { isRepeatable, type RecordPart } from './parts';
import { checkOrder, depthsOf, usesOf } from './references';
import { compositeIdleMs } from './request';
import { decodeGraphs, encodeParts } from './wire';

export interface Graph<Parts extends readonly RecordPart[] = readonly RecordPart[]> {
  /** Letters, digits and underscores; unique within the request. */
  readonly id: string;
  /** Later parts may refer to earlier parts of the same graph. */
  readonly parts: Parts;
}

interface GraphOutcome<Parts extends readonly RecordPart[]> {
  readonly id: string;
  /** The whole graph is saved; otherwise nothing of it. */
  readonly ok: boolean;
  readonly parts: Outcomes<Parts>;
}

/** One outcome per graph, in the order of the graphs. */
export type GraphOutcomes<Graphs extends readonly Graph[]> = {
  readonly [Index in keyof Graphs]: GraphOutcome<Graphs[Index]['parts']>;
};

/**
 * Composite graph limits. After 14 graphs have failed, Salesforce does not run the others. Source:
 * https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_graph_limits.htm
 */
const maxGraphs = 75;
const maxNodes = 500;
const maxDepth = 15;
const maxKinds = 15;

/** Throws `request.*` before anything is sent. Many small graphs are faster than few large ones. */
export async function sendGraphs<const Graphs extends readonly Graph[]>(
  client: OrgClient,
  graphs: Graphs,
  task: Task,
): Promise<GraphOutcomes<Graphs>> {
  check(graphs);
  const decoded = await client.json(
    {
      method: 'POST',
      path: '/services/data/v{v}/composite/graph',
      json: {
        graphs: graphs.map(({ id, parts }) => ({
          graphId: id,
          compositeRequest: encodeParts(parts, client.apiVersion),
        })),
      },
      repeat: graphs.every(({ parts }) => parts.every(isRepeatable)) ? 'safe' : 'never',
      idleTimeoutMs: compositeIdleMs,
    },
    (value) => decodeGraphs(value, graphs),
    task,
  );
  const outcomes = decoded.map(({ isSuccessful, answers }, index) => ({
    id: graphs[index]?.id ?? '',
    ok: isSuccessful,
    parts: isSuccessful ? judgeSeparately(answers, new Map()) : judgeRolledBack(answers),
  }));
  return outcomes as unknown as GraphOutcomes<Graphs>;
}

function check(graphs: readonly Graph[]): void {
  checkCount(graphs.length, maxGraphs, 'request.tooManyGraphs');
  checkNames(graphs.map(({ id }) => id));
  const all = graphs.flatMap(({ parts }) => parts);
  checkCount(all.length, maxNodes, 'request.tooManyParts');
  for (const { parts } of graphs) checkGraph(parts);
  const kinds = new Set(all.map(({ kind, object }) => `${methods[kind]} ${object.toLowerCase()}`));
  checkCount(kinds.size, maxKinds, 'request.tooManyKinds');
}

/** Nodes with the same method and object are of one kind. */
const methods = { create: 'POST', read: 'GET', update: 'PATCH', upsert: 'PATCH', delete: 'DELETE' } as const;

function checkGraph(parts: readonly RecordPart[]): void {
  if (parts.length === 0) throw new SalesforceError('request.noParts');
  checkNames(parts.map(({ ref }) => ref));
  // Parts may come from a script, where no compiler has checked them.
  const unsupported = parts.find(({ kind }) => !(kind in methods));
  if (unsupported !== undefined) throw new SalesforceError('request.notInGraph', { part: unsupported.ref });
  const uses = usesOf(parts);
  checkOrder(uses);
  for (const [name, found] of depthsOf(uses))
    if (found > maxDepth) throw new SalesforceError('request.tooDeep', { name, found, limit: maxDepth });
}
