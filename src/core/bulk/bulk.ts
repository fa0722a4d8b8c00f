// Bulk API 2.0: runs a load of any number of parts, as events, with its results written to a folder; runs a query and
// downloads its pages.
import type { OrgClient } from '../http/client';
import type { JobDelayed } from '../model/job';
import type { PartEvent, PartPlan, PartState } from '../model/load';
import type { ExportEvent, RemoteQuery } from '../model/export';
import type { ResultFolder } from '../results/layout';
import type { Task } from '../kernel/task';
import { createSerialQueue } from '../kernel/serialQueue';
import type { Clock, StreamBody } from '../ports';
import { createBulkApi } from './api';
import { ingestRun } from './ingestRun';
import { createQueryApi } from './queryApi';
import {
  queryPages,
  type FetchedPage,
  type PageDownload,
  type PageRun,
  type PageStart,
  type ReceivedPage,
} from './queryPages';
import { queryRun, type FoundQuery } from './queryRun';
import { createResultWriter, type PartResults, type RemoteResults, type SentPart } from '../results/results';
import { createOwnJobs } from './ownJobs';
import type { OtherLoads } from './orphan';
import { ownDialect, planParts, type CsvPlan, type MixedBreaks, type PartLimits } from './planParts';
import type { CreateIngest, CreateQuery } from './wire';

export { ownDialect, planParts };
export type { OtherLoads };
export type { CreateIngest, CsvPlan, FoundQuery, MixedBreaks, PageDownload, PartLimits, ReceivedPage };

export interface IngestSpec {
  readonly create: CreateIngest;
  /** Who creates the remote jobs, to find one whose creation was never answered. */
  readonly userId: string;
  /** The other loads on this computer into the same object, for the same search. */
  readonly otherLoads: () => Promise<OtherLoads>;
  /** In their present state; finished ones are left alone. */
  readonly parts: readonly PartState[];
  /** Parts under way at once. */
  readonly parallel: number;
  /** The part as it is sent, header included; opened again when an upload is repeated. */
  readonly body: (plan: PartPlan) => StreamBody;
  /** The part's records for matching its result rows. */
  readonly sent: (plan: PartPlan) => Promise<SentPart>;
  readonly results: ResultFolder;
  /** Aborted when the load is aborted: then its remote jobs are aborted and their results downloaded. */
  readonly abortRequested: AbortSignal;
  /** See {@link watchRemote}. */
  readonly firstPollSeconds?: number | undefined;
}

/** Runs a load to its last row. Throws as {@link ingestRun} does; the caller yields `finished`. */
export function ingest(spec: IngestSpec, org: Org, task: Task): AsyncGenerator<PartEvent | JobDelayed> {
  const inTurn = createSerialQueue();
  const writeResults = createResultWriter();
  const saveResults = (plan: PartPlan, remote: RemoteResults): Promise<PartResults> =>
    inTurn(async () => writeResults(await spec.sent(plan), remote, spec.results, task));
  const run = {
    task,
    api: createBulkApi(org.client),
    clock: org.clock,
    create: spec.create,
    userId: spec.userId,
    otherLoads: spec.otherLoads,
    ownJobs: createOwnJobs(spec.parts.flatMap(({ abandoned, remoteId = [] }) => abandoned.concat(remoteId))),
    body: spec.body,
    saveResults,
    abortRequested: spec.abortRequested,
    firstPollSeconds: spec.firstPollSeconds,
  };
  return ingestRun(spec.parts, spec.parallel, run);
}

interface Org {
  readonly client: OrgClient;
  readonly clock: Clock;
}

export interface QuerySpec extends CreateQuery {
  /** The job that an earlier run created. */
  readonly created: RemoteQuery | undefined;
  /** Aborted when the job is aborted. */
  readonly abortRequested: AbortSignal;
  /** See {@link watchRemote}. */
  readonly firstPollSeconds?: number | undefined;
}

/** Waits for the records of a query, as {@link queryRun} says. */
export function findRecords(
  { created, abortRequested, firstPollSeconds, ...create }: QuerySpec,
  { client, clock }: Org,
  task: Task,
): AsyncGenerator<ExportEvent | JobDelayed, FoundQuery | undefined> {
  const { apiVersion } = created ?? client;
  return queryRun({ ...create, apiVersion }, created, {
    api: createQueryApi(client, apiVersion),
    clock,
    task,
    abortRequested,
    firstPollSeconds,
  });
}

export type FetchSpec<T extends ReceivedPage> = FoundQuery & PageStart & Pick<PageRun<T>, 'receive'>;

/** The pages of the records that were found, as {@link queryPages} says. */
export function fetchRecords<T extends ReceivedPage>(
  { query, receive, total, ...from }: FetchSpec<T>,
  { client, clock }: Org,
  task: Task,
): AsyncGenerator<FetchedPage<T>> {
  const api = createQueryApi(client, query.apiVersion);
  return queryPages(from, { api, clock, task, remoteId: query.remoteId, total, receive });
}
