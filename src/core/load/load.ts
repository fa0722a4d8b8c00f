// The one-step pipeline: a CSV file into one object. Reads it through, sends it on its route, settles every row.
import { ingest, type CreateIngest } from '../bulk/bulk';
import { toSalesforceError, toErrorData, type SalesforceError } from '../errors/salesforceError';
import type { OrgClient } from '../http/client';
import { freshPart, type LoadSpec } from '../model/load';
import { type JobOutcome, type JobEvent, type JobState, type ErrorData } from '../model/job';
import { createLatestValue } from '../kernel/latestValue';
import { isResumable } from '../kernel/retry';
import { isCanceled, type Progress, type Task } from '../kernel/task';
import type { Clock, Files, Sha256 } from '../ports';
import { mergeResults } from '../results/merge';
import { loadByCalls, type DirectOrg } from './calls/calls';
import { createEnds } from './outcome';
import { openPlanned, planLoad, type LoadPlace, type LoadPlan, type PlannedSource } from './source';

export interface LoadDeps {
  readonly files: Files;
  readonly clock: Clock;
  readonly sha256: () => Sha256;
  /** The org, as the job may write to it. Throws `login.missing`. */
  readonly org: (state: JobState<LoadSpec>, plan: LoadPlan) => Promise<LoadOrg>;
}

export interface LoadOrg {
  readonly client: OrgClient;
  readonly userId: string;
  /** The same for loads without bulk jobs. */
  readonly calls: DirectOrg;
}

export interface LoadRun {
  readonly folder: string;
  /** Aborted when a person stops the job. */
  readonly abortRequested: AbortSignal;
}

type Run<R = void> = AsyncGenerator<JobEvent, R>;

const defaultParallelParts = 3;

/** Carries a load on from any state to `finished`. Throws only what a later resume can overcome, and when it is told to stop watching. */
export async function* loadCsv(state: JobState<LoadSpec>, deps: LoadDeps, run: LoadRun, task: Task): Run {
  const place: LoadPlace = { files: deps.files, folder: run.folder };
  const ends = createEnds(state.parts);
  let trouble: SalesforceError | undefined;
  let plan = planOf(state);
  try {
    plan ??= yield* prepare(state.spec, place, deps, leaving(task, run));
  } catch (error) {
    if (task.signal.aborted) throw error;
    yield { at: deps.clock.now(), type: 'finished', ...notBegun(error, run) };
    return;
  }
  try {
    const source = await openPlanned(state.spec, plan, place);
    try {
      yield* ends.noting(send(state, { plan, source, place }, deps, { ...run, task }));
    } catch (error) {
      trouble = lasting(error, task);
    }
    const parts = plan.parts.map((part) => part.index);
    await mergeResults({ parts, header: source.header, dialect: plan.dialect }, place, task);
  } catch (error) {
    trouble = lasting(error, task);
  }
  yield { at: deps.clock.now(), type: 'finished', ...ends.outcome(trouble) };
}

/** Reading the file through ends as soon as somebody wants it to. */
const leaving = (task: Task, { abortRequested }: LoadRun): Task => ({
  ...task,
  signal: AbortSignal.any([task.signal, abortRequested]),
});

/** Nothing was sent, so there is nothing to go on with. */
function notBegun(
  error: unknown,
  { abortRequested }: LoadRun,
): { readonly outcome: JobOutcome; readonly error?: ErrorData } {
  if (abortRequested.aborted && isCanceled(error)) return { outcome: 'aborted' };
  return { outcome: 'rejected', error: toErrorData(toSalesforceError(error)) };
}

/** Passing trouble and the end of watching go up to the owner of the run; the rest ends the job. */
function lasting(error: unknown, task: Task): SalesforceError {
  const trouble = toSalesforceError(error);
  if (task.signal.aborted || isResumable(trouble)) throw error;
  return trouble;
}

const planOf = ({ plan, parts }: JobState): LoadPlan | undefined =>
  plan && { ...plan, parts: parts.map((part) => part.plan) };

async function* prepare(spec: LoadSpec, place: LoadPlace, deps: LoadDeps, task: Task): Run<LoadPlan> {
  const read = createLatestValue<Progress>();
  const planning = planLoad(spec, { ...place, sha256: deps.sha256 }, { ...task, progress: read.set }).finally(read.end);
  planning.catch(() => undefined);
  for await (const { done, total = 0 } of read)
    yield { at: deps.clock.now(), type: 'preparing', readBytes: done, totalBytes: total };
  const plan = await planning;
  yield { at: deps.clock.now(), type: 'planned', ...plan };
  return plan;
}

interface Sending {
  readonly plan: LoadPlan;
  readonly source: PlannedSource;
  readonly place: LoadPlace;
}

async function* send(
  state: JobState<LoadSpec>,
  { plan, source, place }: Sending,
  deps: LoadDeps,
  run: LoadRun & { readonly task: Task },
): Run {
  const { spec } = state;
  const parts = state.parts.length > 0 ? state.parts : plan.parts.map(freshPart);
  const parallel = spec.parallelParts ?? defaultParallelParts;
  const { api = 'bulk' } = plan.route ?? {};
  const { client, userId, calls: direct } = await deps.org(state, plan);
  if (api !== 'bulk') {
    const load = { spec, plan, parts, source, place, api, parallel };
    yield* loadByCalls(load, { ...run, org: direct, clock: deps.clock });
    return;
  }
  yield* ingest(
    {
      create: toCreate(spec, plan),
      userId,
      parts,
      parallel,
      body: source.body,
      sent: source.sent,
      results: place,
      abortRequested: run.abortRequested,
    },
    { client, clock: deps.clock },
    run.task,
  );
}

const toCreate = ({ object, operation, externalIdField }: LoadSpec, { dialect }: LoadPlan): CreateIngest => ({
  object,
  operation,
  delimiter: dialect.delimiter,
  lineEnding: dialect.lineEnding,
  ...(externalIdField !== undefined && operation === 'upsert' && { externalIdField }),
});
