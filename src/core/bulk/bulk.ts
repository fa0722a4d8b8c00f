// Front door of Bulk API 2.0: one load of any number of parts, as events, with its rows settled in a folder; one query
// and the pages of its records.
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
import { queryPages, type Fetched, type PageRun, type PageSpot, type Standing, type TakenPage } from './queryPages';
import { queryRun, type FoundQuery } from './queryRun';
import { createResultWriter, type OpenResultList, type PartResults, type SentPart } from '../results/results';
import { createOwnJobs } from './ownJobs';
import { planParts, type CsvPlan, type PartLimits } from './split';
import type { CreateIngest, CreateQuery } from './wire';

export { planParts };
export type { CreateIngest, CsvPlan, FoundQuery, PageSpot, PartLimits, TakenPage };

export interface IngestSpec {
  readonly create: CreateIngest;
  /** Who makes the remote jobs, to recognise one whose creation was never answered. */
  readonly userId: string;
  /** As they stand now; settled ones are left alone. */
  readonly parts: readonly PartState[];
  /** Parts in flight at once. */
  readonly parallel: number;
  /** The part as it goes over the wire, header included; opened again when an upload has to be made anew. */
  readonly body: (plan: PartPlan) => StreamBody;
  /** The part's records for matching its result rows. */
  readonly sent: (plan: PartPlan) => Promise<SentPart>;
  readonly results: ResultFolder;
  /** Aborted when a person stops the load: its remote jobs are aborted and their rows collected. */
  readonly abortRequested: AbortSignal;
}

/** Carries a load on to its last row. Throws as {@link ingestRun} does; `finished` is the caller's to say. */
export function ingest(spec: IngestSpec, org: Org, task: Task): AsyncGenerator<PartEvent | JobDelayed> {
  const inTurn = createSerialQueue();
  const writeResults = createResultWriter();
  const save = (plan: PartPlan, open: OpenResultList | undefined): Promise<PartResults> =>
    inTurn(async () => writeResults(await spec.sent(plan), open, spec.results, task));
  const run = {
    task,
    api: createBulkApi(org.client),
    clock: org.clock,
    create: spec.create,
    userId: spec.userId,
    ownJobs: createOwnJobs(spec.parts.flatMap(({ abandoned, remoteId = [] }) => abandoned.concat(remoteId))),
    body: spec.body,
    saveResults: (plan: PartPlan, open: OpenResultList) => save(plan, open),
    // Where the file is gone no row can be written down, but all of them are unprocessed.
    saveUnprocessed: async (plan: PartPlan) => ({ ...(await save(plan, undefined)), unprocessed: plan.records }),
    abortRequested: spec.abortRequested,
  };
  return ingestRun(spec.parts, spec.parallel, run);
}

interface Org {
  readonly client: OrgClient;
  readonly clock: Clock;
}

export interface QuerySpec extends CreateQuery {
  /** The job that an earlier run made. */
  readonly known: RemoteQuery | undefined;
  /** Aborted when a person stops the job. */
  readonly abortRequested: AbortSignal;
}

/** Waits for the records of a query, as {@link queryRun} says. */
export function findRecords(
  { known, abortRequested, ...create }: QuerySpec,
  { client, clock }: Org,
  task: Task,
): AsyncGenerator<ExportEvent | JobDelayed, FoundQuery | undefined> {
  const { apiVersion } = known ?? client;
  return queryRun({ ...create, apiVersion }, known, {
    api: createQueryApi(client, apiVersion),
    clock,
    task,
    abortRequested,
  });
}

export type FetchSpec<T extends TakenPage> = FoundQuery & Standing & Pick<PageRun<T>, 'take'>;

/** The pages of the records that were found, as {@link queryPages} says. */
export function fetchRecords<T extends TakenPage>(
  { query, take, total, ...from }: FetchSpec<T>,
  { client, clock }: Org,
  task: Task,
): AsyncGenerator<Fetched<T>> {
  const api = createQueryApi(client, query.apiVersion);
  return queryPages(from, { api, clock, task, remoteId: query.remoteId, total, take });
}
