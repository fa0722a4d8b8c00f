// Front door of the composite APIs: many records or calls in one request, with an outcome for each as data.
import type { OrgClient } from '../http/client';
import type { Task } from '../kernel/task';
import { batch, type BatchOptions } from './batch';
import { createCollections, type Collections } from './collections';
import { sendGraphs, type Graph, type GraphOutcomes } from './graphs';
import type { Outcomes } from './outcome';
import type { Part } from './parts';
import { request, type RequestOptions } from './request';
import { createTree, type TreeOutcome, type TreeRecord } from './tree';

export { part } from './parts';
export type { Part } from './parts';
export type { PartOutcome } from './outcome';
export type { Collections, RecordOutcome } from './collections';
export type { Graph, TreeOutcome, TreeRecord };

/**
 * A part that fails is an outcome, not an error. Errors concern the whole request: `request.*` when it is not valid,
 * found before it is sent, or when Salesforce refused it; `network.connectionLost` and others when it is unknown
 * whether Salesforce processed it. Such a request is only sent again when that cannot change anything twice.
 */
export interface Composite {
  readonly collections: Collections;
  /** Up to 25 parts, five of them queries or collections; counts as one call. Parts may refer to earlier parts. */
  readonly request: <const Parts extends readonly Part[]>(
    parts: Parts,
    options: RequestOptions,
    task: Task,
  ) => Promise<Outcomes<Parts>>;
  /** Up to 25 independent parts, run in order and saved separately; each part counts as one call. */
  readonly batch: <const Parts extends readonly Part[]>(
    parts: Parts,
    options: BatchOptions,
    task: Task,
  ) => Promise<Outcomes<Parts>>;
  /** Up to 75 graphs with 500 parts in total, 15 levels deep; each graph is saved as a whole or not at all. */
  readonly graphs: <const Graphs extends readonly Graph[]>(
    graphs: Graphs,
    task: Task,
  ) => Promise<GraphOutcomes<Graphs>>;
  /** Up to 200 new records of up to five objects, five levels deep, all or none. Outcomes list parents first. */
  readonly tree: (roots: readonly TreeRecord[], task: Task) => Promise<readonly TreeOutcome[]>;
}

export function createComposite(client: OrgClient): Composite {
  return {
    collections: createCollections(client),
    request: (parts, options, task) => request(client, parts, options, task),
    batch: (parts, options, task) => batch(client, parts, options, task),
    graphs: (graphs, task) => sendGraphs(client, graphs, task),
    tree: (roots, task) => createTree(client, roots, task),
  };
}
