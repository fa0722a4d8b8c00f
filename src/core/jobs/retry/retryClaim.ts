// Of several processes that want the same rows for a retry at the same time, one takes them and the others see it.
import { SalesforceError } from '../../errors/salesforceError';
import type { JobSpec } from '../../model/job';
import type { JobClaim } from '../../ports';
import { retryOf } from './attempts';
import { rereadJournal, type JobsContext } from '../context';
import { kindOf } from '../jobKind';

const waitMs = 50;
/** Taking rows is a matter of milliseconds; who needs a minute for it, on however busy a machine, is stuck. */
const mostWaits = 1200;

/**
 * Runs `start` for a retry while nobody else can start one of the same job. Throws `job.alreadyRetried` when another
 * attempt has its rows, also one that another process began a moment ago.
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
  for (let waits = 0; waits < mostWaits; waits++) {
    const claim = await store.claim(jobId);
    if (claim) return claim;
    await clock.sleep(waitMs, new AbortController().signal);
  }
  throw new SalesforceError('job.owned', { jobId });
}

/** Jobs begun elsewhere and not seen here yet, and retries whose end may have given rows back. */
async function rereadRetries(origin: string, context: JobsContext): Promise<void> {
  for (const jobId of await context.store.list()) {
    const seen = context.states.get(jobId);
    if (!seen || retryOf(seen)?.jobId === origin) await rereadJournal(jobId, context);
  }
}
