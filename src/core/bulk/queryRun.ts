// Runs a query job until Salesforce has found its records. Continues with the job that an earlier run created.
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
  /** Aborted when the job is aborted: then it is aborted at Salesforce, too. */
  readonly abortRequested: AbortSignal;
  /** See {@link watchRemote}. */
  readonly firstPollSeconds?: number | undefined;
}

/** A job whose records can be fetched. */
export interface FoundQuery {
  readonly query: RemoteQuery;
  readonly total: number;
}

/**
 * Yields `queryCreated`, `processing`, `delayed` and `queryCounted`. Returns undefined when the job was aborted. Throws
 * `job.gone`, `job.failed` and what the calls throw.
 */
export async function* queryRun(
  spec: CreateQuery & { readonly apiVersion: string },
  created: RemoteQuery | undefined,
  run: QueryRun,
): AsyncGenerator<ExportEvent | JobDelayed, FoundQuery | undefined> {
  if (!created && run.abortRequested.aborted) return undefined;
  const query = created ?? (yield* create(spec, run));
  const end = yield* watchRemote({ part: 0, remoteId: query.remoteId, rows: undefined }, run);
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
