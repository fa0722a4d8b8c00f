// Loads a CSV file into one object: reads it through, sends its rows on their route, and writes a result for every row.
import { ingest, type CreateIngest } from '../bulk/bulk';
import { toSalesforceError, toErrorData, type SalesforceError } from '../errors/salesforceError';
import type { OrgClient } from '../http/client';
import type { JobDelayed, JobFinished } from '../model/job';
import { freshPart, type LoadEvent, type LoadSpec, type LoadState } from '../model/load';
import { createLatestValue } from '../kernel/latestValue';
import { isResumable } from '../kernel/retry';
import { isCanceled, withSignal, type Progress, type Task } from '../kernel/task';
import type { Clock, Files, Sha256 } from '../ports';
import { mergeResults } from '../results/merge';
import { loadByCalls, type CallsOrg } from './calls/calls';
import { createOutcomeTracker, type LoadEnd } from './outcome';
import type { LoadPlace, LoadPlan } from './place';
import { planLoad } from './plan';
import { openPlanned, type PlannedSource } from './source';

export interface LoadDeps {
  readonly files: Files;
  readonly clock: Clock;
  readonly sha256: () => Sha256;
  /** The org, as the job may write to it. Throws `login.missing`. */
  readonly org: (state: LoadState, plan: LoadPlan) => Promise<LoadOrg>;
}

export interface LoadOrg {
  readonly client: OrgClient;
  readonly userId: string;
  /** For loads without bulk jobs. */
  readonly calls: CallsOrg;
}

export interface LoadRun {
  readonly folder: string;
  /** Aborted when the job is aborted. */
  readonly abortRequested: AbortSignal;
}

type Run<R = void> = AsyncGenerator<LoadEvent | JobDelayed | JobFinished, R>;

const defaultParallelParts = 3;

/**
 * Runs a load from any state to `finished`. Throws only errors that a later resume can overcome, and when it is
 * detached.
 */
export async function* loadCsv(state: LoadState, deps: LoadDeps, run: LoadRun, task: Task): Run {
  const place: LoadPlace = { files: deps.files, folder: run.folder };
  const tracker = createOutcomeTracker(state.parts);
  let error: SalesforceError | undefined;
  let plan = planOf(state);
  try {
    plan ??= yield* prepare(state.spec, place, deps, withSignal(task, run.abortRequested));
  } catch (cause) {
    if (task.signal.aborted) throw cause;
    yield { at: deps.clock.now(), type: 'finished', ...notBegun(cause, run) };
    return;
  }
  try {
    const source = await openPlanned(state.spec, plan, place);
    try {
      yield* tracker.track(send(state, { plan, source, place }, deps, { ...run, task }));
    } catch (cause) {
      error = finalError(cause, task);
    }
    const parts = plan.parts.map((part) => part.index);
    await mergeResults({ parts, header: source.header, dialect: plan.dialect }, place, task);
  } catch (cause) {
    error = finalError(cause, task);
  }
  yield { at: deps.clock.now(), type: 'finished', ...tracker.outcome(error) };
}

/** Nothing was sent, so there is nothing to resume. */
function notBegun(cause: unknown, { abortRequested }: LoadRun): LoadEnd {
  if (abortRequested.aborted && isCanceled(cause)) return { outcome: 'aborted' };
  return { outcome: 'rejected', error: toErrorData(toSalesforceError(cause)) };
}

/** The error that ends the job. Rethrows what a resume can overcome, and anything once the job is detached. */
function finalError(cause: unknown, task: Task): SalesforceError {
  const error = toSalesforceError(cause);
  if (task.signal.aborted || isResumable(error)) throw cause;
  return error;
}

const planOf = ({ plan, parts }: LoadState): LoadPlan | undefined =>
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
  state: LoadState,
  { plan, source, place }: Sending,
  deps: LoadDeps,
  run: LoadRun & { readonly task: Task },
): Run {
  const { spec } = state;
  const parts = state.parts.length > 0 ? state.parts : plan.parts.map(freshPart);
  const parallel = spec.parallelParts ?? defaultParallelParts;
  const { api = 'bulk' } = plan.route ?? {};
  const { client, userId, calls } = await deps.org(state, plan);
  if (api !== 'bulk') {
    const load = { spec, plan, parts, source, place, api, parallel };
    yield* loadByCalls(load, { ...run, org: calls, clock: deps.clock });
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
