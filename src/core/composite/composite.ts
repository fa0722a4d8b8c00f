// Front door of the composite APIs: many records or calls in one, with an outcome for each as data.
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
 * A part that fails is an outcome, not an error. Errors are what concerns the whole: `request.*` for a request that Salesforce would
 * not take, found before it is sent, or that it refused; `network.connectionLost` and its kin when nobody knows whether Salesforce acted. Such
 * a request is sent again by itself only when that cannot change anything twice.
 */
export interface Composite {
  readonly collections: Collections;
  /** Up to 25 parts, five of them queries or collections; counts as one call. Parts may use the answers to earlier parts. */
  readonly request: <const Parts extends readonly Part[]>(
    parts: Parts,
    options: RequestOptions,
    task: Task,
  ) => Promise<Outcomes<Parts>>;
  /** Up to 25 parts that know nothing of each other, run in order, each saved for itself; counts as one call a part. */
  readonly batch: <const Parts extends readonly Part[]>(
    parts: Parts,
    options: BatchOptions,
    task: Task,
  ) => Promise<Outcomes<Parts>>;
  /** Up to 75 graphs of together 500 parts, 15 deep; each graph is saved wholly or not at all, whatever the others do. */
  readonly graphs: <const Graphs extends readonly Graph[]>(
    graphs: Graphs,
    task: Task,
  ) => Promise<GraphOutcomes<Graphs>>;
  /** Up to 200 new records of up to five objects, five levels deep, all or none. Outcomes come parents first. */
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
