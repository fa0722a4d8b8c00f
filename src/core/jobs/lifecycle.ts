// Starts, resumes, aborts and adopts jobs, and makes sure that only one process runs a job.
import { SalesforceError, toErrorData } from '../errors/salesforceError';
import type { JobSpec, JobState } from '../model/job';
import { requireState, rereadJournal, type JobsContext } from './context';
import { kindOf } from './jobKind';
import { whileWritingJournal } from './jobRuns';
import { withRetryClaim } from './retry/retryClaim';

export async function start(spec: JobSpec, context: JobsContext): Promise<string> {
  const { write } = kindOf(context.kinds, spec);
  if (write) await context.guard.approve(spec, write(spec), context.runs.closing);
  return withRetryClaim(spec, context, () => create(spec, context));
}

async function create(spec: JobSpec, context: JobsContext): Promise<string> {
  const at = context.clock.now();
  const jobId = newJobId(at);
  const orgLabel = await context.orgLabel(spec.orgId);
  const claim = await whileWritingJournal(jobId, () => context.store.claim(jobId));
  if (!claim) throw new SalesforceError('job.owned', { jobId });
  try {
    await context.runs.record(jobId, { at, type: 'created', jobId, spec, orgLabel });
  } catch (error) {
    // Without a `created` event on disk, the job would be lost in a crash. It does not start.
    await claim.release();
    await context.store.remove(jobId);
    throw error;
  }
  context.runs.launch(jobId, claim);
  return jobId;
}

/** Sorts by time and is short enough to type, for example `20261120-094710-3f9a1c`. */
function newJobId(at: number): string {
  const [day = '', time = ''] = new Date(at)
    .toISOString()
    .replace(/[-:]|\..*$/g, '')
    .split('T');
  const random = crypto.getRandomValues(new Uint8Array(3));
  return `${day}-${time}-${Array.from(random, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

/** False while another live process runs the job; true when it runs here or needs no run. */
export async function continueJob(jobId: string, as: 'resumed' | 'aborting', context: JobsContext): Promise<boolean> {
  if (context.runs.isRunning(jobId)) return true;
  const before = requireState(jobId, context);
  if (before.phase !== 'finished' && !(await context.knowsOrg(before.spec.orgId))) throw signedOut(before);
  const claim = await context.store.claim(jobId);
  await rereadJournal(jobId, context);
  if (!claim) return requireState(jobId, context).phase === 'finished';
  try {
    const state = requireState(jobId, context);
    if (state.phase === 'finished' || context.runs.isRunning(jobId)) {
      await claim.release();
      return true;
    }
    await context.runs.record(jobId, { at: context.clock.now(), type: as });
  } catch (error) {
    await claim.release();
    throw error;
  }
  context.runs.launch(jobId, claim);
  return true;
}

/**
 * A job without an owner runs here until its remote jobs are aborted and their rows downloaded. A job with another
 * owner is aborted by that owner, on request.
 */
export async function abort(jobId: string, context: JobsContext): Promise<void> {
  const state = requireState(jobId, context);
  if (state.phase === 'finished' || (state.aborting && context.runs.isRunning(jobId))) return;
  if (context.runs.isRunning(jobId)) await context.runs.abort(jobId);
  else if (!(await continueJob(jobId, 'aborting', context))) await context.store.requestAbort(jobId);
}

export async function resumeUnfinished(context: JobsContext): Promise<readonly string[]> {
  const resumed: string[] = [];
  for (const jobId of await context.store.list()) {
    await rereadJournal(jobId, context);
    const state = context.states.get(jobId);
    if (!state || state.phase === 'finished' || context.runs.isRunning(jobId)) continue;
    if (await adopt(state, context)) resumed.push(jobId);
  }
  return resumed;
}

/** How often a process looks for jobs whose owner ended. */
const checkEveryMs = 5_000;

export async function adoptAbandoned(
  onAdopted: (jobId: string) => void,
  context: JobsContext,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const before = context.clock.now();
    await context.clock.sleep(checkEveryMs, signal);
    // After this machine was asleep, live owners look dead until they renew their claims. Wait for one more interval.
    if (context.clock.now() - before > 2 * checkEveryMs) continue;
    for (const state of [...context.states.values()].filter((state) => isAbandoned(state, context)))
      try {
        if ((await adopt(state, context)) && context.runs.isRunning(state.jobId)) onAdopted(state.jobId);
      } catch (error) {
        context.log.warn('A job cannot be resumed.', { jobId: state.jobId, error });
      }
  }
}

const isAbandoned = ({ jobId, phase, interrupted }: JobState, { runs }: JobsContext): boolean =>
  phase !== 'finished' && interrupted === undefined && !runs.isRunning(jobId);

/** False while another process runs the job, and when this process cannot run it. */
async function adopt(state: JobState, context: JobsContext): Promise<boolean> {
  if (!(await context.knowsOrg(state.spec.orgId))) await interruptSignedOutJob(state, context);
  else if (!context.runs.isRunning(state.jobId)) return continueJob(state.jobId, 'resumed', context);
  return false;
}

/** Without an owner and a login the job does not run, but its state says that it does. Interrupt it. */
async function interruptSignedOutJob({ jobId, interrupted }: JobState, context: JobsContext): Promise<void> {
  const claim = interrupted ? undefined : await context.store.claim(jobId);
  if (!claim) return;
  try {
    await rereadJournal(jobId, context);
    const state = requireState(jobId, context);
    const error = toErrorData(signedOut(state));
    if (state.phase !== 'finished')
      await context.runs.record(jobId, { at: context.clock.now(), type: 'interrupted', error });
  } finally {
    await claim.release();
  }
}

/** Without this, a job would look as if it ran until its next call to Salesforce. */
export async function interruptSignedOutJobs(context: JobsContext): Promise<void> {
  for (const state of context.states.values())
    if (context.runs.isRunning(state.jobId) && !(await context.knowsOrg(state.spec.orgId)))
      context.runs.interrupt(state.jobId, signedOut(state));
}

/** A practice org that was stopped never answers again, so its jobs do not wait for it. */
export function interruptJobsOfOrg(orgId: string, { states, runs }: JobsContext): void {
  for (const { jobId, spec, orgLabel } of states.values())
    if (spec.orgId === orgId) runs.interrupt(jobId, new SalesforceError('network.orgStopped', { org: orgLabel }));
}

const signedOut = ({ orgLabel }: JobState): SalesforceError =>
  new SalesforceError('login.signedOut', { org: orgLabel });

export async function whenFinished(jobId: string, signal: AbortSignal, context: JobsContext): Promise<JobState> {
  signal.throwIfAborted();
  await new Promise<void>((resolve, reject) => {
    const cancel = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', cancel, { once: true });
    context.runs
      .ended(jobId)
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', cancel));
  });
  return requireState(jobId, context);
}
