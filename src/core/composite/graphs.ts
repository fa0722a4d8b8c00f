// Composite graphs: up to 500 single-record parts in one call, in graphs of which each is saved wholly or not at all.
import { SalesforceError } from '../errors/salesforceError';
import type { OrgClient } from '../http/client';
import type { Task } from '../kernel/task';
import { checkCount, checkNames } from './checks';
import { judgeBroken, judgeEach, type Outcomes } from './outcome';
import { isRepeatable, type RecordPart } from './parts';
import { checkOrder, depthsOf, usesOf } from './references';
import { compositeIdleMs } from './request';
import { decodeGraphs, encodeParts } from './wire';

export interface Graph<Parts extends readonly RecordPart[] = readonly RecordPart[]> {
  /** Letters, digits and underscores; its own among all graphs of the request. */
  readonly id: string;
  /** Later ones may use what earlier ones of the same graph answered. */
  readonly parts: Parts;
}

interface GraphOutcome<Parts extends readonly RecordPart[]> {
  readonly id: string;
  /** All of it is saved; otherwise nothing of it. */
  readonly ok: boolean;
  readonly parts: Outcomes<Parts>;
}

/** One outcome a graph, at the graph's place. */
export type GraphOutcomes<Graphs extends readonly Graph[]> = {
  readonly [Index in keyof Graphs]: GraphOutcome<Graphs[Index]['parts']>;
};

/** Composite Graph Limits (version 50 and later). After 14 graphs have failed, Salesforce leaves the others alone. */
const mostGraphs = 75;
const mostNodes = 500;
const mostDepth = 15;
const mostKinds = 15;

/** Throws `request.*` before anything is sent. Many small graphs are quicker than few large ones. */
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
    parts: isSuccessful ? judgeEach(answers, new Map()) : judgeBroken(answers),
  }));
  return outcomes as unknown as GraphOutcomes<Graphs>;
}

function check(graphs: readonly Graph[]): void {
  checkCount(graphs.length, mostGraphs, 'request.tooManyGraphs');
  checkNames(graphs.map(({ id }) => id));
  const all = graphs.flatMap(({ parts }) => parts);
  checkCount(all.length, mostNodes, 'request.tooManyParts');
  for (const { parts } of graphs) checkGraph(parts);
  const kinds = new Set(all.map(({ kind, object }) => `${methods[kind]} ${object.toLowerCase()}`));
  checkCount(kinds.size, mostKinds, 'request.tooManyKinds');
}

/** Nodes of the same method and object are of one kind. */
const methods = { create: 'POST', read: 'GET', update: 'PATCH', upsert: 'PATCH', delete: 'DELETE' } as const;

function checkGraph(parts: readonly RecordPart[]): void {
  if (parts.length === 0) throw new SalesforceError('request.noParts');
  checkNames(parts.map(({ ref }) => ref));
  // Parts may come from outside, where no compiler has seen them.
  const foreign = parts.find(({ kind }) => !(kind in methods));
  if (foreign !== undefined) throw new SalesforceError('request.notInGraph', { part: foreign.ref });
  const uses = usesOf(parts);
  checkOrder(uses);
  for (const [name, found] of depthsOf(uses))
    if (found > mostDepth) throw new SalesforceError('request.tooDeep', { name, found, limit: mostDepth });
}
