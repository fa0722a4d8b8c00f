// Runs one part of a load to its last row: create the job, upload, close, wait, download the results.
// Any step may be the first one after a crash, so each asks Salesforce before it repeats anything.
import { SalesforceError, toSalesforceError, toErrorData } from '../errors/salesforceError';
import type { JobDelayed } from '../model/job';
import type { PartEvent, PartPlan, PartState, RemoteState } from '../model/load';
import { createLatestValue, type LatestValue } from '../kernel/latestValue';
import { downloadWithRetries, isResumable, isRetryable, maxAttempts, retryAfterMs } from '../kernel/retry';
import { withSignal, type Task } from '../kernel/task';
import type { Clock, StreamBody } from '../ports';
import type { PartResults, RemoteResults } from '../results/results';
import type { RemoteList } from '../results/layout';
import type { BulkApi } from './api';
import { askTwice, isNotFound } from './askTwice';
import { abortOrphan, type LostCreate, type OtherLoads } from './orphan';
import type { OwnJobs } from './ownJobs';
import { emptyAnswer } from './readAs';
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
  /** The other loads on this computer into the same object. */
  readonly otherLoads: () => Promise<OtherLoads>;
  /** The part as it goes over the wire, header included; may be opened again. */
  readonly body: (plan: PartPlan) => StreamBody;
  /** Downloads the result lists and writes the part's result files; calling it again starts over. */
  readonly saveResults: (plan: PartPlan, remote: RemoteResults) => Promise<PartResults>;
  /** Aborted when the job is aborted: then the part's job at Salesforce is aborted, too. */
  readonly abortRequested: AbortSignal;
  /** See {@link watchRemote}. */
  readonly firstPollSeconds?: number | undefined;
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
  yield* watchAndDownload(plan, remoteId, run);
}

/**
 * Throws only after the result files are written: the rows add up, but the load must not end as completed. On an error
 * that no resume can overcome, what became of the rows can no longer be found out.
 */
async function* watchAndDownload(plan: PartPlan, remoteId: string, run: PartRun): Run {
  let end: BulkJob;
  let results: PartResults;
  try {
    const watched = yield* watchRemote({ part: plan.index, remoteId, rows: plan.records }, run);
    if (watched === 'gone') throw new SalesforceError('job.gone', { remoteId });
    end = watched;
    results = await downloadWithRetries((isLast) => askTwice(() => download(plan, end, isLast, run), run), run);
  } catch (cause) {
    const error = goneOr(toSalesforceError(cause), remoteId);
    if (run.task.signal.aborted || isResumable(error)) throw cause;
    if (await isOpen(remoteId, run)) {
      yield* abandon(plan.index, remoteId, error, run);
      yield* finishUnsent(plan, failure(error), run);
    } else yield* finishUnknown(plan, error, run);
    throw error;
  }
  const error = end.state === 'Failed' ? failedJob(end) : mismatch(plan, results);
  yield partFinished(plan, { ...end, ...(error && { error }) }, results, run);
  if (error) throw error;
}

const goneOr = (error: SalesforceError, remoteId: string): SalesforceError =>
  isNotFound(error) ? new SalesforceError('job.gone', { remoteId }) : error;

/** Of a completed job every row was processed. The last download is taken as it is, unless a list has no content. */
function download(plan: PartPlan, job: BulkJob, isLast: boolean, run: PartRun): Promise<PartResults> {
  const mayHaveProcessed = job.state === 'JobComplete' ? plan.records : job.processed;
  const open = async (list: RemoteList): Promise<AsyncIterable<Uint8Array>> => {
    const body = await run.api.results(job.remoteId, list, run.task);
    return rowsIn(list, job, plan.records - mayHaveProcessed) > 0 ? withContent(body, list) : body;
  };
  return run.saveResults(plan, { open, mayHaveProcessed, acceptsIncomplete: isLast });
}

/** How many rows the list must have, by the counts of the job. */
function rowsIn(list: RemoteList, { processed, failed }: BulkJob, unprocessed: number): number {
  return list === 'failed' ? failed : list === 'succeeded' ? processed - failed : unprocessed;
}

/** A list that has rows has a header, so an empty body is not Salesforce's. */
async function* withContent(body: AsyncIterable<Uint8Array>, list: RemoteList): AsyncGenerator<Uint8Array> {
  let sizeBytes = 0;
  for await (const chunk of body) {
    sizeBytes += chunk.length;
    yield chunk;
  }
  if (sizeBytes === 0) throw emptyAnswer(`the download of the ${list} rows`);
}

const failedJob = ({ message, remoteId }: BulkJob): SalesforceError =>
  new SalesforceError('job.failed', { message: message ?? remoteId });

function mismatch({ records, index }: PartPlan, { unknown, unexpected }: PartResults): SalesforceError | undefined {
  if (unexpected > 0) return new SalesforceError('job.unexpectedResults', { rows: unexpected, part: index });
  if (unknown === 0) return undefined;
  return new SalesforceError('job.rowCountMismatch', { sent: records, accounted: records - unknown });
}

/** A job that was never closed was never processed. */
async function isOpen(remoteId: string, run: PartRun): Promise<boolean> {
  try {
    return (await run.api.read(remoteId, run.task)).state === 'Open';
  } catch (error) {
    // Without an answer of Salesforce, only a resume can find it out.
    if (run.task.signal.aborted || isResumable(toSalesforceError(error))) throw error;
    return false;
  }
}

/**
 * The job of an earlier run if all of the part's data is in it. One whose upload may be cut short is aborted, never
 * used.
 */
async function* resumePart(part: PartState, run: PartRun): Run<string | undefined> {
  for (const id of part.abandoned) await abortQuietly(id, run);
  if (part.phase === 'creating' && part.creatingAt !== undefined)
    yield* settleOrphan(part.plan.index, { sentAt: part.creatingAt }, run);
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
    if (isNotFound(error)) return 'unused';
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
    if (!isResumable(error)) yield* finishUnsent(plan, failure(error), run);
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
    yield* settleOrphan(plan.index, { sentAt: creatingAt, endedAt: run.clock.now() }, run);
    return undefined;
  }
  const upload = startUpload(plan, remoteId, run);
  try {
    yield { at: run.clock.now(), type: 'partCreated', part: plan.index, remoteId };
    for await (const sentBytes of upload.sent)
      yield { at: run.clock.now(), type: 'uploading', part: plan.index, sentBytes };
    await upload.answer;
  } catch (cause) {
    if (run.task.signal.aborted) throw cause;
    const error = run.abortRequested.aborted ? noContent(plan) : toSalesforceError(cause);
    yield* abandon(plan.index, remoteId, error, run);
    if (run.abortRequested.aborted || (isRetryable(error) && attempt < maxAttempts)) return undefined;
    throw error;
  } finally {
    upload.stop();
  }
  yield { at: run.clock.now(), type: 'uploaded', part: plan.index };
  return remoteId;
}

interface Upload {
  readonly sent: LatestValue<number>;
  readonly answer: Promise<void>;
  /** Does nothing after the answer. */
  readonly stop: () => void;
}

/**
 * Begins before the journal names the remote job, because a flush can take as long as the upload of some megabytes.
 * Only a job that the journal names is closed, and Salesforce processes no row of an open one, so a crash in between
 * sends nothing twice.
 */
function startUpload(plan: PartPlan, remoteId: string, run: PartRun): Upload {
  const sent = createLatestValue<number>();
  const body = run.body(plan);
  const counted: StreamBody = { ...body, open: () => counting(body.open(), sent.set) };
  const stopped = new AbortController();
  const signal = AbortSignal.any([run.abortRequested, stopped.signal]);
  const answer = run.api.upload(remoteId, counted, withSignal(run.task, signal)).finally(sent.end);
  answer.catch(() => undefined);
  return { sent, answer, stop: () => stopped.abort() };
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

/** Names each job that may be ours and was left alone, so that a person can check it in Setup. */
async function* settleOrphan(part: number, call: LostCreate, run: PartRun): Run {
  for (const remoteId of await abortOrphan(call, run))
    yield { at: run.clock.now(), type: 'orphanLeft', part, remoteId };
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

/** Every row is unprocessed, whatever the state of the part is called: Salesforce has processed none of them. */
export async function* finishUnsent(plan: PartPlan, end: End, run: PartRun): Run {
  yield partFinished(plan, end, await run.saveResults(plan, { mayHaveProcessed: 0 }), run);
}

/** Salesforce had every row, and does not say any more what became of them. */
export async function* finishUnknown(plan: PartPlan, error: SalesforceError, run: PartRun): Run {
  yield partFinished(plan, failure(error), await run.saveResults(plan, { mayHaveProcessed: plan.records }), run);
}

interface End extends Pick<BulkJob, 'state' | 'message'> {
  readonly error?: SalesforceError;
}

const failure = (error: SalesforceError): End => ({ state: 'Failed', message: error.message, error });

const partFinished = (plan: PartPlan, end: End, results: PartResults, run: PartRun): PartEvent => ({
  at: run.clock.now(),
  type: 'partFinished',
  part: plan.index,
  state: end.state,
  succeeded: results.succeeded,
  failed: results.failed,
  unprocessed: results.unprocessed,
  unknown: results.unknown,
  groups: results.groups,
  ...(end.message !== undefined && { message: end.message }),
  ...(end.error && { error: toErrorData(end.error) }),
});
