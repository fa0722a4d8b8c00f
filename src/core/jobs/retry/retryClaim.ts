// Lets one process at a time start a retry of a job, so that two processes never take the same rows.
import { SalesforceError } from '../../errors/salesforceError';
import type { JobSpec } from '../../model/job';
import type { JobClaim } from '../../ports';
import { retryOf } from './attempts';
import { rereadJournal, type JobsContext } from '../context';
import { kindOf } from '../jobKind';

const waitMs = 50;
/** Starting a retry takes milliseconds. After a minute the other process hangs. */
const maxWaits = 1200;

/**
 * Runs `start` for a retry while no other process can start one of the same job. Throws `job.alreadyRetried` when
 * another attempt took some of its rows, even one that another process started a moment ago.
 */
export async function withRetryClaim(
  spec: JobSpec,
  context: JobsContext,
  start: () => Promise<string>,
): Promise<string> {
  if (!spec.retryOf) return start();
  const claim = await claimRows(spec.retryOf.jobId, context);
  try {
    await rereadRetries(spec.retryOf.jobId, context);
    await kindOf(context.kinds, spec).checkStart?.(spec, { files: context.files, states: context.states.values() });
    return await start();
  } finally {
    await claim.release();
  }
}

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
