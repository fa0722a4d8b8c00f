// Watches a remote job until it has ended: closes it when its data is complete, polls its state, aborts it on request.
import { toSalesforceError, toErrorData, type SalesforceError } from '../errors/salesforceError';
import type { JobDelayed } from '../model/job';
import type { RemoteEvent, RemoteState } from '../model/load';
import { createPollDelay, type PollDelay } from '../kernel/poll';
import type { Task } from '../kernel/task';
import type { Clock } from '../ports';
import type { BulkApi } from './api';
import { isNotFound } from './askTwice';
import type { BulkJob } from './wire';

/** Salesforce may be unreachable for this long before the job is interrupted. */
const maxFailingMs = 30 * 60_000;
/** Jobs of so few rows have often ended by then. */
const early = { upToRows: 10_000, waitsMs: [500, 1_000] } as const;

const ended: ReadonlySet<RemoteState> = new Set<RemoteState>(['JobComplete', 'Failed', 'Aborted']);

interface Watch {
  readonly task: Task;
  /** A query job is never open, so it needs no `close`. */
  readonly api: Pick<BulkApi, 'read' | 'abort'> & Partial<Pick<BulkApi, 'close'>>;
  readonly clock: Clock;
  /** Aborted when the job is aborted. */
  readonly abortRequested: AbortSignal;
  /** Where the schedule of polls begins; default 2. */
  readonly firstPollSeconds?: number | undefined;
}

export interface WatchedJob {
  readonly part: number;
  readonly remoteId: string;
  /** Undefined for a query: most find few records, and looking early costs two calls. */
  readonly rows: number | undefined;
}

/**
 * Yields `closed`, `processing` and `delayed`; returns the ended job, or `gone` when Salesforce says twice that it does
 * not know it. Throws what kept Salesforce unreachable, or the job from being closed, for 30 minutes. Throws at once
 * what waiting cannot change, such as a lost login.
 */
export async function* watchRemote(
  { part, remoteId, rows = 0 }: WatchedJob,
  run: Watch,
): AsyncGenerator<RemoteEvent | JobDelayed, BulkJob | 'gone'> {
  const { upToRows, waitsMs } = early;
  const schedule = { firstWaitSeconds: run.firstPollSeconds, earlyWaitsMs: rows <= upToRows ? waitsMs : [] };
  const ending = AbortSignal.any([run.task.signal, run.abortRequested]);
  let failingSince: number | undefined;
  let isMissing = false;
  let aborting = false;
  let pace = createPollDelay(run.clock, schedule);
  for (;;) {
    try {
      const job = await run.api.read(remoteId, run.task);
      isMissing = false;
      // A job that cannot be closed would otherwise be polled forever.
      if (job.state !== 'Open') failingSince = undefined;
      if (job.state === 'Open') yield* close(part, remoteId, run);
      else yield progress(part, job, run);
      if (ended.has(job.state)) return job;
      if (run.abortRequested.aborted && !aborting) {
        await run.api.abort(remoteId, run.task);
        aborting = true;
        pace = createPollDelay(run.clock, schedule);
        continue;
      }
    } catch (cause) {
      if (run.task.signal.aborted) throw cause;
      const error = toSalesforceError(cause);
      if (isNotFound(error) && isMissing) return 'gone';
      isMissing = isNotFound(error);
      failingSince ??= run.clock.now();
      if (!isMissing) yield delay(error, failingSince, run);
    }
    await pause(pace, aborting ? run.task.signal : ending, run);
  }
}

/** Throws the error when no later poll can or did overcome it. */
function delay(error: SalesforceError, failingSince: number, { clock }: Watch): JobDelayed {
  // When closing or aborting is refused, the job has changed its state meanwhile: the next poll shows it.
  if (!error.retryable && error.code !== 'request.refused') throw error;
  if (clock.now() - failingSince >= maxFailingMs) throw error;
  return { at: clock.now(), type: 'delayed', error: toErrorData(error) };
}

async function* close(part: number, remoteId: string, run: Watch): AsyncGenerator<RemoteEvent> {
  if (run.abortRequested.aborted || !run.api.close) return;
  await run.api.close(remoteId, run.task);
  yield { at: run.clock.now(), type: 'closed', part };
}

const progress = (part: number, job: BulkJob, run: Watch): RemoteEvent => ({
  at: run.clock.now(),
  type: 'processing',
  part,
  state: job.state,
  processed: job.processed,
  failed: job.failed,
  apiTimeMs: job.apiTimeMs,
});

/** A request to abort ends the pause early. Throws only when the job is detached. */
async function pause(pace: PollDelay, signal: AbortSignal, run: Watch): Promise<void> {
  try {
    await pace.wait(signal);
  } catch (error) {
    if (run.task.signal.aborted) throw error;
  }
}
