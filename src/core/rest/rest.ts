// Front door of the REST API: queries, describes, single records, limits.
import type { OrgClient } from '../http/client';
import type { Task } from '../kernel/task';
import type { Clock } from '../ports';
import { createDescribes, type Describes } from './describe';
import { countRecords, readLimits, type Limits } from './limits';
import {
  checkQuery,
  query,
  queryPages,
  type From,
  type QueryAnswer,
  type QueryOptions,
  type QueryPage,
  type Row,
} from './query';
import { createRecords, type Records } from './records';
import { userNames } from './users';

export type { Describes, ObjectDescribe, ObjectSummary } from './describe';
export type { From, Limits, QueryPage, Row };

export interface Rest {
  readonly query: (soql: string, options: QueryOptions, task: Task) => Promise<QueryAnswer>;
  /** The same page by page, from the first or a given page. */
  readonly pages: (from: From, options: QueryOptions, task: Task) => AsyncGenerator<QueryPage, void>;
  /** Throws `request.badSoql` for a query that is not valid. Does not run it. */
  readonly checkQuery: (soql: string, task: Task) => Promise<void>;
  readonly describes: Describes;
  readonly records: Records;
  readonly limits: (task: Task) => Promise<Limits>;
  readonly countRecords: (objects: readonly string[], task: Task) => Promise<Readonly<Record<string, number>>>;
  /** By id; users that cannot be read are missing. */
  readonly userNames: (ids: readonly string[], task: Task) => Promise<ReadonlyMap<string, string>>;
}

/** Create it once per client: it caches the describes of the org. */
export function createRest(client: OrgClient, clock: Clock): Rest {
  return {
    query: (soql, options, task) => query(client, soql, options, task),
    pages: (from, options, task) => queryPages(client, from, options, task),
    checkQuery: (soql, task) => checkQuery(client, soql, task),
    describes: createDescribes({ client, clock }),
    records: createRecords(client),
    limits: (task) => readLimits(client, task),
    countRecords: (objects, task) => countRecords(client, objects, task),
    userNames: (ids, task) => userNames(client, ids, task),
  };
}
