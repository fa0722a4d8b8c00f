// Starts, resumes, aborts and adopts jobs, and makes sure that only one process runs a job.
import { SalesforceError, toErrorData, toSalesforceError } from '../errors/salesforceError';
import type { JobApproval, JobCreated, JobSpec, JobState } from '../model/job';
import type { JobClaim } from '../ports';
import { requireState, type JobsContext } from './context';
import { newJobId } from './jobId';
import { kindOf } from './jobKind';
import { whileWritingJournal } from './jobRuns';
import { rereadJournal } from './readJobs';
import { recordTaken, withRetryClaim } from './retry/retryClaim';

export async function reserve({
  clock,
  store,
}: JobsContext): Promise<{ readonly jobId: string; readonly folder: string }> {
  const jobId = newJobId(clock.now());
  return { jobId, folder: await store.folder(jobId) };
}

export async function start(spec: JobSpec, reserved: string | undefined, context: JobsContext): Promise<string> {
  const { write } = kindOf(context.kinds, spec);
  const approval = write && (await context.guard.approve({ spec, write: write(spec) }, context.runs.closing));
  return withRetryClaim(spec, context, () => create(spec, reserved, approval, context));
}

async function create(
  spec: JobSpec,
  reserved: string | undefined,
  approval: JobApproval | undefined,
  context: JobsContext,
): Promise<string> {
  const at = context.clock.now();
  const jobId = reserved ?? newJobId(at);
  const orgLabel = await context.orgLabel(spec.orgId);
  const claim = await whileWritingJournal(jobId, () => context.store.claim(jobId));
  if (!claim) throw new SalesforceError('job.owned', { jobId });
  const created = { at, type: 'created', jobId, spec, orgLabel, ...(approval && { approval }) } as const;
  await launchAfter(() => recordCreated(created, context), { jobId, claim }, context);
  return jobId;
}

/** True: the job can start. */
async function recordCreated(created: JobCreated, context: JobsContext): Promise<boolean> {
  const { jobId, spec } = created;
  try {
    await context.runs.record(jobId, created);
    context.unreadable.delete(jobId);
    await recordTaken(spec, jobId, context);
    return true;
  } catch (error) {
    // Without a `created` event on disk, the job would be lost in a crash. It does not start.
    context.states.delete(jobId);
    context.journaled.delete(jobId);
    await context.store.remove(jobId).catch((failure: unknown) => {
      context.log.warn('A job that did not start cannot be removed.', { jobId, error: failure });
      return reject(jobId, error, context);
    });
    throw error;
  }
}

/** What is left of the job must not run, now that the caller knows that it did not start. */
async function reject(jobId: string, reason: unknown, { runs, clock, log }: JobsContext): Promise<void> {
  const error = toErrorData(toSalesforceError(reason));
  await runs
    .record(jobId, { at: clock.now(), type: 'finished', outcome: 'rejected', error })
    .catch((failure: unknown) => log.warn('A job that did not start cannot be ended.', { jobId, error: failure }));
}

interface Claimed {
  readonly jobId: string;
  readonly claim: JobClaim;
  readonly offline?: boolean;
}

/**
 * Runs the job if `prepare` says that it needs a run. Without a run the claim is released, after all else: from then on
 * another process may run the job.
 */
async function launchAfter(
  prepare: () => Promise<boolean>,
  { jobId, claim, offline = false }: Claimed,
  { runs }: JobsContext,
): Promise<void> {
  let needsRun = false;
  try {
    needsRun = await prepare();
  } finally {
    if (!needsRun) await claim.release();
  }
  if (needsRun) runs.launch(jobId, claim, { offline });
}

/** `adopted`: resumed by the program, without a person who could be asked. */
type Continuation = 'resumed' | 'adopted' | 'aborting';

/** False while another live process runs the job; true when it runs here or needs no run. */
export async function continueJob(jobId: string, as: Continuation, context: JobsContext): Promise<boolean> {
  if (context.runs.isRunning(jobId)) return true;
  const before = requireState(jobId, context);
  if (before.phase !== 'finished' && !(await context.knowsOrg(before.spec.orgId))) throw signedOut(before);
  const claim = await context.store.claim(jobId);
  if (claim) {
    await launchAfter(() => recordContinuation(jobId, as, context), { jobId, claim }, context);
    return true;
  }
  await rereadJournal(jobId, context);
  return requireState(jobId, context).phase === 'finished';
}

/** False when the job needs no run. */
async function recordContinuation(jobId: string, as: Continuation, context: JobsContext): Promise<boolean> {
  await rereadJournal(jobId, context);
  const state = requireState(jobId, context);
  if (state.phase === 'finished' || context.runs.isRunning(jobId)) return false;
  const at = context.clock.now();
  try {
    if (as === 'aborting') await context.runs.record(jobId, { at, type: as });
    else await context.runs.record(jobId, { at, type: 'resumed', ...(await approveAgain(state, as, context)) });
    return true;
  } catch (error) {
    if (as === 'adopted') await interruptForPolicy(jobId, error, context);
    throw error;
  }
}

/** The policy may have become stricter since the job started. Once all of its rows are sent, a job only reads. */
async function approveAgain(
  state: JobState,
  as: Exclude<Continuation, 'aborting'>,
  { kinds, guard, runs }: JobsContext,
): Promise<{ readonly approval?: JobApproval }> {
  const { write, remaining } = kindOf(kinds, state);
  const { spec, approval: given } = state;
  if (!write || state.aborting || remaining(state) !== 'send') return {};
  const resumes = as === 'adopted' ? 'unattended' : 'attended';
  const approval = await guard.approve({ spec, write: write(spec, state), given, resumes }, runs.closing);
  return approval && approval !== given ? { approval } : {};
}

/** A job that waits for a person must not look as if it ran, here and in other programs. */
async function interruptForPolicy(jobId: string, cause: unknown, context: JobsContext): Promise<void> {
  const error = toErrorData(toSalesforceError(cause));
  if (!error.code.startsWith('policy.') || requireState(jobId, context).interrupted?.code === error.code) return;
  await context.runs.record(jobId, { at: context.clock.now(), type: 'interrupted', error });
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

/**
 * Ends a job of an org that does not answer, or is not known any more: without a call, at once. Rows that Salesforce
 * has may still be processed there. Throws `job.owned` while another process runs the job.
 */
export async function endOffline(jobId: string, context: JobsContext): Promise<void> {
  const { runs, store, clock } = context;
  runs.interrupt(jobId, new SalesforceError('job.endedOffline'));
  await runs.ended(jobId);
  const claim = await store.claim(jobId);
  if (!claim) throw new SalesforceError('job.owned', { jobId });
  const recordAborting = async (): Promise<boolean> => {
    await rereadJournal(jobId, context);
    if (requireState(jobId, context).phase === 'finished') return false;
    await runs.record(jobId, { at: clock.now(), type: 'aborting' });
    return true;
  };
  await launchAfter(recordAborting, { jobId, claim, offline: true }, context);
  await runs.ended(jobId);
}

/** An error of one job never keeps the others from being resumed: that job is interrupted by it. */
export async function resumeUnfinished(context: JobsContext): Promise<readonly string[]> {
  const changed: string[] = [];
  for (const jobId of await context.store.list()) {
    await rereadJournal(jobId, context);
    const state = context.states.get(jobId);
    if (!state || state.phase === 'finished' || context.runs.isRunning(jobId)) continue;
    if (await tryAdopt(state, context)) changed.push(jobId);
  }
  return changed;
}

/** True also when the job is interrupted because it cannot be resumed. */
async function tryAdopt(state: JobState, context: JobsContext): Promise<boolean> {
  try {
    return await adopt(state, context);
  } catch (error) {
    context.log.warn('A job cannot be resumed.', { jobId: state.jobId, error });
    context.runs.showInterrupted(state.jobId, toSalesforceError(error));
    return true;
  }
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
      if ((await tryAdopt(state, context)) && isNews(state.jobId, context)) onAdopted(state.jobId);
  }
}

const isAbandoned = ({ jobId, phase, interrupted }: JobState, { runs }: JobsContext): boolean =>
  phase !== 'finished' && interrupted === undefined && !runs.isRunning(jobId);

const isNews = (jobId: string, { runs, states }: JobsContext): boolean =>
  runs.isRunning(jobId) || states.get(jobId)?.interrupted !== undefined;

/** False while another process runs the job, and when this process cannot run it. */
async function adopt(state: JobState, context: JobsContext): Promise<boolean> {
  if (!(await context.knowsOrg(state.spec.orgId))) await interruptSignedOutJob(state, context);
  else if (!context.runs.isRunning(state.jobId)) return continueJob(state.jobId, 'adopted', context);
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
