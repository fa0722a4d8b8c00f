// From "the data is there" to Salesforce's last word on a job: closes it, asks how it goes, stops it when asked to.
import { toSalesforceError, toErrorData } from '../errors/salesforceError';
import type { JobDelayed } from '../model/job';
import type { RemoteEvent, RemoteState } from '../model/load';
import { createPace, type Pace } from '../kernel/poll';
import type { Task } from '../kernel/task';
import type { Clock } from '../ports';
import type { BulkApi } from './api';
import type { BulkJob } from './wire';

/** Salesforce may be out of reach this long before the run gives up for now. */
const patienceMs = 30 * 60_000;
/** Many parts are small enough to be through by the first look. */
const firstWaitMs = 500;

const ended: ReadonlySet<RemoteState> = new Set<RemoteState>(['JobComplete', 'Failed', 'Aborted']);

interface Watch {
  readonly task: Task;
  /** A query job is never open, so nobody has to close it. */
  readonly api: Pick<BulkApi, 'read' | 'abort'> & Partial<Pick<BulkApi, 'close'>>;
  readonly clock: Clock;
  /** Aborted when a person stops the job. */
  readonly abortRequested: AbortSignal;
}

/**
 * Yields `closed`, `processing` and `delayed`; returns the ended job, or `gone` when Salesforce no longer knows it.
 * Throws what kept Salesforce out of reach, or the job from being closed, for 30 minutes, and at once what waiting cannot
 * cure (a lost login).
 */
export async function* watchRemote(
  part: number,
  remoteId: string,
  run: Watch,
): AsyncGenerator<RemoteEvent | JobDelayed, BulkJob | 'gone'> {
  const stopped = AbortSignal.any([run.task.signal, run.abortRequested]);
  let troubleSince: number | undefined;
  let aborting = false;
  let pace = createPace(run.clock, firstWaitMs);
  for (;;) {
    try {
      const job = await run.api.read(remoteId, run.task);
      // A job that cannot be closed would be looked at for ever.
      if (job.state !== 'Open') troubleSince = undefined;
      if (job.state === 'Open') yield* close(part, remoteId, run);
      else yield progress(part, job, run);
      if (ended.has(job.state)) return job;
      if (run.abortRequested.aborted && !aborting) {
        await run.api.abort(remoteId, run.task);
        aborting = true;
        pace = createPace(run.clock, firstWaitMs);
        continue;
      }
    } catch (error) {
      if (run.task.signal.aborted) throw error;
      const trouble = toSalesforceError(error);
      if (trouble.code === 'request.notFound') return 'gone';
      troubleSince ??= run.clock.now();
      // A refusal to close or abort means that the job moved on meanwhile: the next look tells.
      if (!trouble.retryable && trouble.code !== 'request.refused') throw trouble;
      if (run.clock.now() - troubleSince >= patienceMs) throw trouble;
      yield { at: run.clock.now(), type: 'delayed', error: toErrorData(trouble) };
    }
    await pause(pace, aborting ? run.task.signal : stopped, run);
  }
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

/** A person's stop ends the pause early; only the task's own end is passed on. */
async function pause(pace: Pace, signal: AbortSignal, run: Watch): Promise<void> {
  try {
    await pace.wait(signal);
  } catch (error) {
    if (run.task.signal.aborted) throw error;
  }
}
