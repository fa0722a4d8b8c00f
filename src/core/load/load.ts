// Loads a CSV file into one object: reads it through, sends its rows on their route, and writes a result for every row.
import { ingest, type CreateIngest, type OtherLoads } from '../bulk/bulk';
import { toSalesforceError, toErrorData, type SalesforceError } from '../errors/salesforceError';
import type { OrgClient } from '../http/client';
import type { JobDelayed, JobFinished } from '../model/job';
import type { LoadEvent, LoadSpec, LoadState, PartPhase } from '../model/load';
import { freshPart } from '../model/parts';
import { createLatestValue } from '../kernel/latestValue';
import type { LookupAnswers } from '../mapping/mapping';
import { isResumable } from '../kernel/retry';
import { isCanceled, withSignal, type Progress, type Task } from '../kernel/task';
import type { Clock, Files, Sha256 } from '../ports';
import { mergeResults } from '../results/merge';
import { loadByCalls, type CallsOrg } from './calls/calls';
import { activeRule } from './activeRule';
import { createOutcomeTracker, type LoadEnd } from './outcome';
import type { LookupQuestion } from './lookups';
import { copyPath, linesPath, unsentFiles, type LoadPlace, type LoadPlan } from './place';
import { placeUnsent } from './placeUnsent';
import { planLoad } from './plan';
import { openPlanned, type PlannedSource, type SourcePlace } from './source';

export { hashFile } from './csvFile';
export { readAgain, type RowNow } from './readAgain';

export interface LoadDeps {
  readonly files: Files;
  readonly clock: Clock;
  readonly sha256: () => Sha256;
  /** The records that a mapping looks up. Nothing has been sent yet. */
  readonly answerLookup: (spec: LoadSpec, question: LookupQuestion, task: Task) => Promise<LookupAnswers>;
  /** The org, as the job may write to it. Throws `login.missing`. */
  readonly org: (state: LoadState, plan: LoadPlan) => Promise<LoadOrg>;
  /** What the other jobs on this computer say that write the same way to the same object. */
  readonly otherLoads: (state: LoadState) => Promise<OtherLoads>;
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
  const place: SourcePlace = { files: deps.files, folder: run.folder, sha256: deps.sha256 };
  const tracker = createOutcomeTracker(state.parts);
  let error: SalesforceError | undefined;
  let plan = planOf(state);
  try {
    plan ??= yield* prepare(state, place, deps, withSignal(task, run.abortRequested));
  } catch (cause) {
    if (task.signal.aborted) throw cause;
    yield* finish(notBegun(cause, run), place, deps);
    return;
  }
  try {
    const source = await openPlanned(state.spec, plan, place, state.approval?.inputSha256);
    if (isResumedWrite(state)) await source.verify(task.signal);
    try {
      yield* tracker.track(send(state, { plan, source, place }, deps, { ...run, task }));
    } catch (cause) {
      error = finalError(cause, task);
    }
    const parts = plan.parts.map((part) => part.index);
    await mergeResults(
      { parts, header: source.header, dialect: plan.dialect },
      { ...place, sha256: deps.sha256 },
      task,
    );
  } catch (cause) {
    error = finalError(cause, task);
  }
  yield* finish(tracker.outcome(error), place, deps);
}

/** Once the end is in the journal, no resume needs the copy of the file, and the result files have its rows. */
async function* finish(end: LoadEnd, place: LoadPlace, { clock, files }: LoadDeps): Run {
  yield { at: clock.now(), type: 'finished', ...end };
  const unsent = unsentFiles(place);
  for (const path of [copyPath(place), linesPath(place), unsent.csv, unsent.index])
    await files.remove(path).catch(() => undefined);
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

/** A person agreed to this file, and some of it is still to be sent. */
const isResumedWrite = ({ plan, parts, approval }: LoadState): boolean =>
  plan !== undefined && approval?.inputSha256 !== undefined && parts.some(({ phase }) => unsent.has(phase));

const unsent: ReadonlySet<PartPhase> = new Set<PartPhase>(['waiting', 'creating', 'uploading']);

async function* prepare(state: LoadState, place: SourcePlace, deps: LoadDeps, task: Task): Run<LoadPlan> {
  const read = createLatestValue<Progress>();
  const planTask = { ...task, progress: read.set };
  const answerLookup = (question: LookupQuestion): Promise<LookupAnswers> =>
    deps.answerLookup(state.spec, question, task);
  const planning = planLoad(state.spec, { ...place, answerLookup }, planTask).finally(read.end);
  planning.catch(() => undefined);
  for await (const { done, total = 0 } of read)
    yield { at: deps.clock.now(), type: 'preparing', readBytes: done, totalBytes: total };
  const plan = await withRule(state, await planning, deps, task);
  await placeUnsent(plan, place);
  yield { at: deps.clock.now(), type: 'planned', ...plan };
  return plan;
}

/** A bulk job names its assignment rule by ID. All parts get the rule that is active now. */
async function withRule(state: LoadState, plan: LoadPlan, { org }: LoadDeps, task: Task): Promise<LoadPlan> {
  const { object, save } = state.spec;
  const rule = plan.route?.api === 'bulk' ? save?.assignmentRule : undefined;
  if (rule === undefined) return plan;
  if (rule !== 'active') return { ...plan, assignmentRuleId: rule };
  return { ...plan, assignmentRuleId: await activeRule(object, (await org(state, plan)).calls.rest, task) };
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
  const parallel = spec.save?.serial ? 1 : (spec.parallelParts ?? defaultParallelParts);
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
      otherLoads: () => deps.otherLoads(state),
      parts,
      parallel,
      body: source.body,
      sent: source.sent,
      results: place,
      abortRequested: run.abortRequested,
      firstPollSeconds: spec.firstPollSeconds,
    },
    { client, clock: deps.clock },
    run.task,
  );
}

const toCreate = (
  { object, operation, externalIdField }: LoadSpec,
  { dialect, assignmentRuleId }: LoadPlan,
): CreateIngest => ({
  object,
  operation,
  delimiter: dialect.delimiter,
  lineEnding: dialect.lineEnding,
  ...(externalIdField !== undefined && operation === 'upsert' && { externalIdField }),
  ...(assignmentRuleId !== undefined && { assignmentRuleId }),
});
