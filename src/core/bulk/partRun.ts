// One part of a load from wherever it stands to its last row: create, upload, close, wait, collect.
// Any step may be the first one after a crash, so each asks Salesforce before it repeats anything.
import { SalesforceError, toSalesforceError, toErrorData } from '../errors/salesforceError';
import type { FailureGroup, PartPlan, PartState, RemoteState, RowCounts } from '../model/load';
import type { JobEvent } from '../model/job';
import { createLatestValue } from '../kernel/latestValue';
import type { Task } from '../kernel/task';
import type { Clock, StreamBody } from '../ports';
import type { RowList } from '../results/layout';
import type { BulkApi } from './api';
import { abortOrphan } from './abortOrphan';
import type { OwnJobs } from './ownJobs';
import { retryAfterMs, maxAttempts, downloadWithRetries, isRetryable } from './attempts';
import { watchRemote } from './watchRemote';
import type { BulkJob, CreateIngest } from './wire';

export interface PartResult extends RowCounts {
  readonly groups: readonly FailureGroup[];
  /** Rows that no result list mentions; they are among the unprocessed. */
  readonly unmentioned: number;
}

/** What a part needs to run: the house's parts, the load's facts and the two ways to end it early. */
export interface PartRun {
  readonly task: Task;
  readonly api: BulkApi;
  readonly clock: Clock;
  readonly create: CreateIngest;
  readonly userId: string;
  /** The jobs of all parts of the load. */
  readonly ownJobs: OwnJobs;
  /** The part as it goes over the wire, header included; may be opened again. */
  readonly body: (plan: PartPlan) => StreamBody;
  /** Reads the three result lists and settles every row; calling it again starts over. */
  readonly collect: (plan: PartPlan, open: OpenResults) => Promise<PartResult>;
  /** Settles every row of a part as unprocessed: Salesforce never had it, or will never say. */
  readonly collectUnsent: (plan: PartPlan) => Promise<PartResult>;
  /** Aborted when a person stops the job; then the part ends at Salesforce, too. */
  readonly abortRequested: AbortSignal;
}

export type OpenResults = (list: RowList) => Promise<AsyncIterable<Uint8Array>>;
type Run<R = void> = AsyncGenerator<JobEvent, R>;

export async function* partRun(part: PartState, run: PartRun): Run {
  const { plan } = part;
  let remoteId = yield* resumePart(part, run);
  for (let attempt = 1; remoteId === undefined; attempt++) {
    if (run.abortRequested.aborted) return yield* settleUnsent(plan, { state: 'Aborted' }, run);
    if (attempt > 1) await run.clock.sleep(retryAfterMs * attempt, run.task.signal);
    remoteId = yield* sendOrSettle(plan, attempt, run);
  }
  const end = yield* watchOrDrop(plan, remoteId, run);
  if (end === 'gone') return yield* settleGone(plan, remoteId, run);
  yield* collect(plan, end, run);
}

/** A job that may not be closed any more holds data that nobody worked on: it is aborted, and its rows are unprocessed. */
async function* watchOrDrop(plan: PartPlan, remoteId: string, run: PartRun): Run<BulkJob | 'gone'> {
  try {
    return yield* watchRemote(plan.index, remoteId, run);
  } catch (error) {
    const trouble = toSalesforceError(error);
    if (run.task.signal.aborted || !mayNotClose(trouble)) throw error;
    yield* abandon(plan.index, remoteId, trouble, run);
    yield* settleUnsent(plan, { state: 'Failed', message: trouble.message }, run);
    throw trouble;
  }
}

const mayNotClose = ({ code }: SalesforceError): boolean => code.startsWith('policy.') || code === 'request.refused';

/** Throws after the rows are settled: the whole load must not go on as if this part had gone well. */
async function* collect(plan: PartPlan, end: BulkJob, run: PartRun): Run {
  const { unmentioned, ...rows } = await downloadWithRetries(
    () => run.collect(plan, (list) => run.api.results(end.remoteId, list, run.task)),
    run,
  );
  yield settledEvent(plan, end, rows, run);
  if (end.state === 'Failed') throw new SalesforceError('job.failed', { message: end.message ?? end.remoteId });
  if (unmentioned > 0 && end.state === 'JobComplete') {
    throw new SalesforceError('job.rowCountMismatch', { sent: plan.records, accounted: plan.records - unmentioned });
  }
}

/** The remote job of an earlier run when its content is surely there; an uncertain one is aborted, never trusted. */
async function* resumePart(part: PartState, run: PartRun): Run<string | undefined> {
  for (const id of part.abandoned) await abortQuietly(id, run);
  if (part.phase === 'creating' && part.creatingAt !== undefined) await abortOrphan(part.creatingAt, run);
  const { remoteId } = part;
  if (remoteId === undefined || part.phase !== 'uploading') return remoteId;
  if ((await remoteState(remoteId, run)) !== 'unused') return remoteId;
  yield* abandon(part.plan.index, remoteId, noContent(part.plan), run);
  return undefined;
}

const noContent = (plan: PartPlan): SalesforceError => new SalesforceError('job.uploadLost', { part: plan.index + 1 });

/** Nobody closes a job before its upload was answered, so an open or missing one of that age was never processed. */
async function remoteState(remoteId: string, run: PartRun): Promise<RemoteState | 'unused'> {
  try {
    const { state } = await run.api.read(remoteId, run.task);
    return state === 'Open' ? 'unused' : state;
  } catch (error) {
    if (toSalesforceError(error).code === 'request.notFound') return 'unused';
    throw error;
  }
}

/** Sends; trouble that no later try can cure settles the rows before it is thrown, so that they still add up. */
async function* sendOrSettle(plan: PartPlan, attempt: number, run: PartRun): Run<string | undefined> {
  try {
    return yield* send(plan, attempt, run);
  } catch (error) {
    if (run.task.signal.aborted) throw error;
    const trouble = toSalesforceError(error);
    if (!isResumable(trouble)) yield* settleUnsent(plan, { state: 'Failed', message: trouble.message }, run);
    throw trouble;
  }
}

/** The id of a job that surely holds the part's data; undefined when the upload broke and should be made anew. */
async function* send(plan: PartPlan, attempt: number, run: PartRun): Run<string | undefined> {
  const creatingAt = run.clock.now();
  yield { at: creatingAt, type: 'partCreating', part: plan.index };
  let remoteId: string;
  try {
    ({ remoteId } = await run.ownJobs.create(() => run.api.create(run.create, run.task)));
  } catch (error) {
    if (!isRetryable(error) || attempt >= maxAttempts) throw error;
    await abortOrphan(creatingAt, run);
    return undefined;
  }
  yield { at: run.clock.now(), type: 'partCreated', part: plan.index, remoteId };
  try {
    yield* upload(plan, remoteId, run);
  } catch (error) {
    if (run.task.signal.aborted) throw error;
    const trouble = run.abortRequested.aborted ? noContent(plan) : toSalesforceError(error);
    yield* abandon(plan.index, remoteId, trouble, run);
    if (run.abortRequested.aborted || (isRetryable(trouble) && attempt < maxAttempts)) return undefined;
    throw trouble;
  }
  yield { at: run.clock.now(), type: 'uploaded', part: plan.index };
  return remoteId;
}

async function* upload(plan: PartPlan, remoteId: string, run: PartRun): Run {
  const sent = createLatestValue<number>();
  const body = run.body(plan);
  const counted: StreamBody = { ...body, open: () => counting(body.open(), sent.set) };
  const signal = AbortSignal.any([run.task.signal, run.abortRequested]);
  const answer = run.api.upload(remoteId, counted, { ...run.task, signal }).finally(sent.end);
  answer.catch(() => undefined);
  for await (const sentBytes of sent) yield { at: run.clock.now(), type: 'uploading', part: plan.index, sentBytes };
  await answer;
}

async function* counting(
  bytes: AsyncIterable<Uint8Array>,
  report: (sentBytes: number) => void,
): AsyncGenerator<Uint8Array> {
  let sentBytes = 0;
  for await (const chunk of bytes) {
    yield chunk;
    sentBytes += chunk.length;
    report(sentBytes);
  }
}

/** Written down before it is done: after a crash in between the next run aborts it again. */
async function* abandon(part: number, remoteId: string, trouble: SalesforceError, run: PartRun): Run {
  yield { at: run.clock.now(), type: 'partAbandoned', part, remoteId, error: toErrorData(trouble) };
  await abortQuietly(remoteId, run);
}

/** An open job holds no rows of ours in the org, so failing to abort it loses nothing: Salesforce drops it after a day. */
async function abortQuietly(remoteId: string, run: PartRun): Promise<void> {
  try {
    await run.api.abort(remoteId, run.task);
  } catch (error) {
    if (run.task.signal.aborted) throw error;
  }
}

/** Rows that Salesforce never had: each is unprocessed, whatever the part's end is called. */
export async function* settleUnsent(plan: PartPlan, end: End, run: PartRun): Run {
  const { unmentioned: _, ...rows } = await run.collectUnsent(plan);
  yield settledEvent(plan, end, rows, run);
}

type End = Pick<BulkJob, 'state' | 'message'>;

const settledEvent = (plan: PartPlan, end: End, rows: Omit<PartResult, 'unmentioned'>, run: PartRun): JobEvent => ({
  at: run.clock.now(),
  type: 'partFinished',
  part: plan.index,
  state: end.state,
  ...rows,
  ...(end.message !== undefined && { message: end.message }),
});

async function* settleGone(plan: PartPlan, remoteId: string, run: PartRun): Run {
  const trouble = new SalesforceError('job.gone', { remoteId });
  yield* settleUnsent(plan, { state: 'Failed', message: trouble.message }, run);
  throw trouble;
}

/** A full disk is emptied, a drive comes back; until then what Salesforce says of the rows waits there for seven days. */
const ofDisk: ReadonlySet<string> = new Set(['input.cannotWrite', 'input.unreadable']);

/** Trouble that a later resume can overcome; after anything else the part's rows are settled for good. */
export const isResumable = ({ retryable, code }: SalesforceError): boolean =>
  retryable || code.startsWith('login.') || code.startsWith('limit.') || ofDisk.has(code);
