// Runs one part of a load to its last row: create the job, upload, close, wait, download the results.
// Any step may be the first one after a crash, so each asks Salesforce before it repeats anything.
import { SalesforceError, toSalesforceError, toErrorData } from '../errors/salesforceError';
import type { JobDelayed } from '../model/job';
import type { PartEvent, PartPlan, PartState, RemoteState } from '../model/load';
import { createLatestValue } from '../kernel/latestValue';
import { downloadWithRetries, isResumable, isRetryable, maxAttempts, retryAfterMs } from '../kernel/retry';
import { withSignal, type Task } from '../kernel/task';
import type { Clock, StreamBody } from '../ports';
import type { OpenResultList, PartResults } from '../results/results';
import type { BulkApi } from './api';
import { abortOrphan } from './abortOrphan';
import type { OwnJobs } from './ownJobs';
import { watchRemote } from './watchRemote';
import type { BulkJob, CreateIngest } from './wire';

/** What a part needs: the API, what the load says about it, and the two signals that end it early. */
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
  /** Downloads the three result lists and writes the part's result files; calling it again starts over. */
  readonly saveResults: (plan: PartPlan, open: OpenResultList) => Promise<PartResults>;
  /** Writes every row of a part as unprocessed: Salesforce never had it, or its results are gone. */
  readonly saveUnprocessed: (plan: PartPlan) => Promise<PartResults>;
  /** Aborted when the job is aborted: then the part's job at Salesforce is aborted, too. */
  readonly abortRequested: AbortSignal;
}

type Run<R = void> = AsyncGenerator<PartEvent | JobDelayed, R>;

export async function* partRun(part: PartState, run: PartRun): Run {
  const { plan } = part;
  let remoteId = yield* resumePart(part, run);
  for (let attempt = 1; remoteId === undefined; attempt++) {
    if (run.abortRequested.aborted) return yield* finishUnsent(plan, { state: 'Aborted' }, run);
    if (attempt > 1) await run.clock.sleep(retryAfterMs * attempt, run.task.signal);
    remoteId = yield* sendOrFinish(plan, attempt, run);
  }
  const end = yield* watchOrAbandon(plan, remoteId, run);
  if (end === 'gone') return yield* finishGone(plan, remoteId, run);
  yield* download(plan, end, run);
}

/** A job that may no longer be closed was never processed: it is aborted, and its rows are unprocessed. */
async function* watchOrAbandon(plan: PartPlan, remoteId: string, run: PartRun): Run<BulkJob | 'gone'> {
  try {
    return yield* watchRemote(plan.index, remoteId, run);
  } catch (cause) {
    const error = toSalesforceError(cause);
    if (run.task.signal.aborted || !mayNotClose(error)) throw cause;
    yield* abandon(plan.index, remoteId, error, run);
    yield* finishUnsent(plan, { state: 'Failed', message: error.message }, run);
    throw error;
  }
}

const mayNotClose = ({ code }: SalesforceError): boolean => code.startsWith('policy.') || code === 'request.refused';

/** Throws only after the result files are written: the rows add up, but the load must not end as completed. */
async function* download(plan: PartPlan, end: BulkJob, run: PartRun): Run {
  const results = await downloadWithRetries(
    () => run.saveResults(plan, (list) => run.api.results(end.remoteId, list, run.task)),
    run,
  );
  yield partFinished(plan, end, results, run);
  if (end.state === 'Failed') throw new SalesforceError('job.failed', { message: end.message ?? end.remoteId });
  const { unmentioned } = results;
  if (unmentioned > 0 && end.state === 'JobComplete') {
    throw new SalesforceError('job.rowCountMismatch', { sent: plan.records, accounted: plan.records - unmentioned });
  }
}

/**
 * The job of an earlier run if all of the part's data is in it. One whose upload may be cut short is aborted, never
 * used.
 */
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

/** A job is closed only after its upload was answered, so one that is still open, or gone, was never processed. */
async function remoteState(remoteId: string, run: PartRun): Promise<RemoteState | 'unused'> {
  try {
    const { state } = await run.api.read(remoteId, run.task);
    return state === 'Open' ? 'unused' : state;
  } catch (error) {
    if (toSalesforceError(error).code === 'request.notFound') return 'unused';
    throw error;
  }
}

/** On an error that no resume can overcome, the rows are unprocessed before it is thrown, so that they still add up. */
async function* sendOrFinish(plan: PartPlan, attempt: number, run: PartRun): Run<string | undefined> {
  try {
    return yield* send(plan, attempt, run);
  } catch (cause) {
    if (run.task.signal.aborted) throw cause;
    const error = toSalesforceError(cause);
    if (!isResumable(error)) yield* finishUnsent(plan, { state: 'Failed', message: error.message }, run);
    throw error;
  }
}

/** The id of a job that holds all of the part's data; undefined when the upload broke and another job is needed. */
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
  } catch (cause) {
    if (run.task.signal.aborted) throw cause;
    const error = run.abortRequested.aborted ? noContent(plan) : toSalesforceError(cause);
    yield* abandon(plan.index, remoteId, error, run);
    if (run.abortRequested.aborted || (isRetryable(error) && attempt < maxAttempts)) return undefined;
    throw error;
  }
  yield { at: run.clock.now(), type: 'uploaded', part: plan.index };
  return remoteId;
}

async function* upload(plan: PartPlan, remoteId: string, run: PartRun): Run {
  const sent = createLatestValue<number>();
  const body = run.body(plan);
  const counted: StreamBody = { ...body, open: () => counting(body.open(), sent.set) };
  const answer = run.api.upload(remoteId, counted, withSignal(run.task, run.abortRequested)).finally(sent.end);
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

/** Writes the event before it aborts: after a crash in between, the next run aborts the job again. */
async function* abandon(part: number, remoteId: string, error: SalesforceError, run: PartRun): Run {
  yield { at: run.clock.now(), type: 'partAbandoned', part, remoteId, error: toErrorData(error) };
  await abortQuietly(remoteId, run);
}

/** Salesforce has processed no row of an open job and deletes it within days, so failing to abort it loses nothing. */
async function abortQuietly(remoteId: string, run: PartRun): Promise<void> {
  try {
    await run.api.abort(remoteId, run.task);
  } catch (error) {
    if (run.task.signal.aborted) throw error;
  }
}

/**
 * Every row is unprocessed, whatever the state of the part is called: Salesforce never had them, or their results are
 * gone.
 */
export async function* finishUnsent(plan: PartPlan, end: End, run: PartRun): Run {
  yield partFinished(plan, end, await run.saveUnprocessed(plan), run);
}

type End = Pick<BulkJob, 'state' | 'message'>;

const partFinished = (plan: PartPlan, end: End, results: PartResults, run: PartRun): PartEvent => ({
  at: run.clock.now(),
  type: 'partFinished',
  part: plan.index,
  state: end.state,
  succeeded: results.succeeded,
  failed: results.failed,
  unprocessed: results.unprocessed,
  groups: results.groups,
  ...(end.message !== undefined && { message: end.message }),
});

async function* finishGone(plan: PartPlan, remoteId: string, run: PartRun): Run {
  const error = new SalesforceError('job.gone', { remoteId });
  yield* finishUnsent(plan, { state: 'Failed', message: error.message }, run);
  throw error;
}
