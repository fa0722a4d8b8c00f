// Removes jobs with their files: one with its retries, those that have finished, or those that finished long ago.
import { SalesforceError } from '../errors/salesforceError';
import { requireState, type JobsContext } from './context';
import { idAt } from './jobId';
import { readAll, rereadJournal } from './readJobs';
import { removableJobs } from './retention';
import { descendants } from './retry/attempts';
import { keepTaken } from './retry/retryClaim';

/** Throws `job.unfinished`, and `job.unreadableAttempt` when it is not known whether a retry still needs the files. */
export async function remove(jobId: string, context: JobsContext): Promise<void> {
  const own = context.unreadable.has(jobId) ? [] : [requireState(jobId, context)];
  const retries = descendants(jobId, [...context.states.values()]);
  const busy = [...own, ...retries].find((state) => context.runs.isRunning(state.jobId) || state.phase !== 'finished');
  if (busy) throw new SalesforceError('job.unfinished', { jobId: busy.jobId });
  for (const { jobId: id } of [...own, ...retries]) {
    const lost = unreadableAttempt(id, context);
    if (lost) throw new SalesforceError('job.unreadableAttempt', { jobId: lost });
  }
  for (const id of [...retries.map((retry) => retry.jobId).reverse(), jobId])
    if (!(await forget(id, context))) throw new SalesforceError('job.unfinished', { jobId: id });
}

/**
 * An attempt that took rows of the job. It may be running in a newer version, and its files are in the job's folder.
 */
const unreadableAttempt = (jobId: string, { taken, unreadable }: JobsContext): string | undefined =>
  taken.get(jobId)?.find((attempt) => unreadable.has(attempt.jobId))?.jobId;

export async function removeFinished(before: number, context: JobsContext): Promise<number> {
  let count = 0;
  for (const { jobId } of removableJobs([...context.states.values()], before))
    if (await forget(jobId, context)) count++;
  return count;
}

const defaultDays = 30;
const dayMs = 24 * 60 * 60 * 1000;

export async function removeOld(days: number | undefined, context: JobsContext): Promise<number> {
  const { store, clock } = context;
  await store.removeLeftFolders();
  const kept = days ?? (await store.keptDays()) ?? defaultDays;
  if (kept === 0) return 0;
  const before = clock.now() - kept * dayMs;
  // A job that started later has not finished before. Most of the time this saves reading the journals.
  const isOld = (jobId: string): boolean => jobId < idAt(before);
  if (!(await store.list()).some(isOld)) return 0;
  await readAll(context);
  return removeFinished(before, context);
}

/** False while another process holds the claim, or when a retry that another process just started needs the files. */
async function forget(jobId: string, context: JobsContext): Promise<boolean> {
  const { store, states } = context;
  const claim = await store.claim(jobId);
  if (!claim) return false;
  try {
    for (const other of await store.list()) if (!states.has(other)) await rereadJournal(other, context);
    if (descendants(jobId, [...states.values()]).length > 0 || unreadableAttempt(jobId, context)) return false;
    const state = states.get(jobId);
    if (state) await keepTaken(state, context);
    context.rows.forget(await store.folder(jobId));
    context.retried.forget(jobId);
    await store.remove(jobId);
    states.delete(jobId);
    context.unreadable.delete(jobId);
    context.taken.delete(jobId);
    if (state) context.notify(state);
    return true;
  } finally {
    await claim.release();
  }
}
