// A query job from the statement, or from wherever an earlier run left it, to Salesforce's last word on it.
import { SalesforceError } from '../errors/salesforceError';
import type { ExportEvent, RemoteQuery } from '../model/export';
import type { JobDelayed } from '../model/job';
import type { Task } from '../kernel/task';
import type { Clock } from '../ports';
import type { QueryApi } from './queryApi';
import { watchRemote } from './watchRemote';
import type { CreateQuery } from './wire';

export interface QueryRun {
  readonly api: QueryApi;
  readonly clock: Clock;
  readonly task: Task;
  /** Aborted when a person stops the job; then it ends at Salesforce, too. */
  readonly abortRequested: AbortSignal;
}

/** A job whose records can be fetched. */
export interface FoundQuery {
  readonly query: RemoteQuery;
  readonly total: number;
}

/**
 * Yields `queryCreated`, `processing`, `delayed` and `queryCounted`. Returns undefined when the job was aborted. Throws `job.gone` and `job.failed` besides what the calls throw.
 */
export async function* queryRun(
  spec: CreateQuery & { readonly apiVersion: string },
  known: RemoteQuery | undefined,
  run: QueryRun,
): AsyncGenerator<ExportEvent | JobDelayed, FoundQuery | undefined> {
  if (!known && run.abortRequested.aborted) return undefined;
  const query = known ?? (yield* create(spec, run));
  const end = yield* watchRemote(0, query.remoteId, run);
  if (end === 'gone') throw new SalesforceError('job.gone', { remoteId: query.remoteId });
  if (end.state === 'Failed') throw new SalesforceError('job.failed', { message: end.message ?? query.remoteId });
  if (end.state === 'Aborted') return undefined;
  yield { at: run.clock.now(), type: 'queryCounted', records: end.processed };
  return { query, total: end.processed };
}

async function* create(
  spec: CreateQuery & { readonly apiVersion: string },
  { api, clock, task }: QueryRun,
): AsyncGenerator<ExportEvent, RemoteQuery> {
  const { remoteId } = await api.create(spec, task);
  const query = { remoteId, apiVersion: spec.apiVersion };
  yield { at: clock.now(), type: 'queryCreated', ...query };
  return query;
}
