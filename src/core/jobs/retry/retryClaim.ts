// Lets one process at a time start a retry of a job, so that two processes never take the same rows.
import { SalesforceError } from '../../errors/salesforceError';
import type { JobSpec, JobState } from '../../model/job';
import { isLoadSpec } from '../../model/load';
import type { JobClaim } from '../../ports';
import { retryOf } from './attempts';
import type { JobsContext } from '../context';
import { kindOf } from '../jobKind';
import { rereadJournal } from '../readJobs';
import { rereadTaken, statesFor, takenPlace } from './retryContext';
import { addTaken, dropTaken, lostError, readTaken, savedNoRows, type TakenRows } from './takenRows';

const waitMs = 50;
/** Starting a retry takes milliseconds. After a minute the other process hangs. */
const maxWaits = 1200;

/**
 * Runs `start` for a retry while no other process can start one of the same job. Throws `job.alreadyRetried` when
 * another attempt took some of its rows, even one that another process started a moment ago, and `job.attemptLost` when
 * that attempt was removed or cannot be read. Throws `job.unknown` when the job of the rows was removed.
 */
export async function withRetryClaim(
  spec: JobSpec,
  context: JobsContext,
  start: () => Promise<string>,
): Promise<string> {
  if (!spec.retryOf) return start();
  const claim = await claimRows(spec.retryOf.jobId, context);
  try {
    const { jobId } = spec.retryOf;
    await rereadRetries(jobId, context);
    // Its files are gone, too, and with them the rows.
    if (!context.states.has(jobId) && !context.unreadable.has(jobId))
      throw new SalesforceError('job.unknown', { jobId });
    await rereadTaken(jobId, context);
    const others = { files: context.files, states: statesFor(jobId, context) };
    await kindOf(context.kinds, spec).checkStart?.(spec, others);
    return await start();
  } catch (error) {
    throw lostError(error, context.states);
  } finally {
    await claim.release();
  }
}

/** Writes down which rows an attempt took, before it sends any of them. Call it within {@link withRetryClaim}. */
export async function recordTaken(spec: JobSpec, jobId: string, context: JobsContext): Promise<void> {
  const taken = takenBy(spec, jobId);
  if (taken) await addTaken(taken, await takenPlace(taken.retryOf.jobId, context));
}

/**
 * Before an attempt is removed: the job whose rows it took keeps that it took them, unless they can be retried as
 * before.
 */
export async function keepTaken(state: JobState, context: JobsContext): Promise<void> {
  const taken = takenBy(state.spec, state.jobId);
  if (!taken || !context.states.has(taken.retryOf.jobId)) return;
  const isFree = savedNoRows(state) && !(await gaveRowsAway(state, context));
  const claim = await claimRows(taken.retryOf.jobId, context);
  try {
    const place = await takenPlace(taken.retryOf.jobId, context);
    await (isFree ? dropTaken(state.jobId, place) : addTaken(taken, place));
    await rereadTaken(taken.retryOf.jobId, context);
  } finally {
    await claim.release();
  }
}

/** Retries of the attempt, which were removed before it, took rows of it and may have saved them. */
async function gaveRowsAway({ jobId }: JobState, context: JobsContext): Promise<boolean> {
  try {
    return (await readTaken(await takenPlace(jobId, context))).length > 0;
  } catch (error) {
    context.log.warn('The attempts of a job cannot be read.', { jobId, error });
    return true;
  }
}

const takenBy = (spec: JobSpec, jobId: string): TakenRows | undefined =>
  isLoadSpec(spec) && spec.retryOf ? { jobId, retryOf: spec.retryOf } : undefined;

async function claimRows(jobId: string, { store, clock }: JobsContext): Promise<JobClaim> {
  for (let waits = 0; waits < maxWaits; waits++) {
    const claim = await store.claim(jobId);
    if (claim) return claim;
    await clock.sleep(waitMs, new AbortController().signal);
  }
  throw new SalesforceError('job.owned', { jobId });
}

/**
 * Jobs started elsewhere and not read here yet, and retries that may have ended as rejected, which frees their rows.
 */
async function rereadRetries(origin: string, context: JobsContext): Promise<void> {
  for (const jobId of await context.store.list()) {
    const seen = context.states.get(jobId);
    if (!seen || retryOf(seen)?.jobId === origin) await rereadJournal(jobId, context);
  }
}
