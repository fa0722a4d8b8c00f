// A job's life from start to end: who may run it, take it up again, stop it, and who only waits for it.
import { SalesforceError, toTrouble } from '../errors/salesforceError';
import type { JobSpec, JobState } from '../model/job';
import { known, reread, type House } from './context';
import { writeDown } from './jobRuns';
import { takingRows } from './retry/retryClaim';

export async function start(spec: JobSpec, house: House): Promise<string> {
  await house.guard.permit(spec, house.runs.closing);
  return spec.kind === 'load' ? takingRows(spec, house, () => create(spec, house)) : create(spec, house);
}

async function create(spec: JobSpec, house: House): Promise<string> {
  const at = house.clock.now();
  const jobId = newJobId(at);
  const orgLabel = await house.orgLabel(spec.orgId);
  const claim = await writeDown(jobId, () => house.store.claim(jobId));
  if (!claim) throw new SalesforceError('job.owned', { jobId });
  try {
    await house.runs.record(jobId, { at, type: 'created', jobId, spec, orgLabel });
  } catch (error) {
    // What could not be written down has never been.
    await claim.release();
    await house.store.remove(jobId);
    throw error;
  }
  house.runs.launch(jobId, claim);
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

/** False while another living process runs the job; true when it runs here or needs no run. */
export async function takeUp(jobId: string, as: 'resumed' | 'stopping', house: House): Promise<boolean> {
  if (house.runs.isRunning(jobId)) return true;
  const seen = known(jobId, house);
  if (seen.phase !== 'finished' && !(await house.knowsOrg(seen.spec.orgId))) throw signedOut(seen);
  const claim = await house.store.claim(jobId);
  await reread(jobId, house);
  if (!claim) return known(jobId, house).phase === 'finished';
  const state = known(jobId, house);
  if (state.phase === 'finished' || house.runs.isRunning(jobId)) {
    await claim.release();
    return true;
  }
  await house.runs.record(jobId, { at: house.clock.now(), type: as });
  house.runs.launch(jobId, claim);
  return true;
}

/**
 * A job that nobody runs is taken up first: its remote jobs have to be ended and their rows collected, too. Whoever else
 * runs it is asked to.
 */
export async function abort(jobId: string, house: House): Promise<void> {
  const state = known(jobId, house);
  if (state.phase === 'finished' || (state.stopping && house.runs.isRunning(jobId))) return;
  if (house.runs.isRunning(jobId)) await house.runs.stop(jobId);
  else if (!(await takeUp(jobId, 'stopping', house))) await house.store.askToStop(jobId);
}

export async function resumeUnfinished(house: House): Promise<readonly string[]> {
  const resumed: string[] = [];
  for (const jobId of await house.store.list()) {
    await reread(jobId, house);
    const state = house.states.get(jobId);
    if (!state || state.phase === 'finished' || house.runs.isRunning(jobId)) continue;
    if (await adopt(state, house)) resumed.push(jobId);
  }
  return resumed;
}

/** Where the program that ran a job went away, another one that watches it goes on. */
const lookEveryMs = 5_000;

export async function tend(onTaken: (jobId: string) => void, house: House, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const before = house.clock.now();
    await house.clock.sleep(lookEveryMs, signal);
    // After a sleep of this machine all owners look dead until they have said once that they live.
    if (house.clock.now() - before > 2 * lookEveryMs) continue;
    for (const state of [...house.states.values()].filter((one) => isLeft(one, house)))
      try {
        if ((await adopt(state, house)) && house.runs.isRunning(state.jobId)) onTaken(state.jobId);
      } catch (error) {
        house.log.warn('a job cannot be taken up', { jobId: state.jobId, error });
      }
  }
}

const isLeft = ({ jobId, phase, interrupted }: JobState, { runs }: House): boolean =>
  phase !== 'finished' && interrupted === undefined && !runs.isRunning(jobId);

/** False while somebody else runs the job, or nobody here can. */
async function adopt(state: JobState, house: House): Promise<boolean> {
  if (!(await house.knowsOrg(state.spec.orgId))) await setAside(state, house);
  else if (!house.runs.isRunning(state.jobId)) return takeUp(state.jobId, 'resumed', house);
  return false;
}

/** Nobody runs it and nobody here can: it must not look as if it went on. */
async function setAside({ jobId, interrupted }: JobState, house: House): Promise<void> {
  const claim = interrupted ? undefined : await house.store.claim(jobId);
  if (!claim) return;
  await reread(jobId, house);
  const state = known(jobId, house);
  const trouble = toTrouble(signedOut(state));
  if (state.phase !== 'finished')
    await house.runs.record(jobId, { at: house.clock.now(), type: 'interrupted', trouble });
  await claim.release();
}

/** Whoever signs out has not to wait for the next look at Salesforce to see that his jobs here stand still. */
export async function leaveUnknownOrgs(house: House): Promise<void> {
  for (const state of house.states.values())
    if (house.runs.isRunning(state.jobId) && !(await house.knowsOrg(state.spec.orgId)))
      house.runs.leave(state.jobId, signedOut(state));
}

/** Nothing answers for that org any more, and nothing will. */
export function leaveOrg(orgId: string, { states, runs }: House): void {
  for (const { jobId, spec, orgLabel } of states.values())
    if (spec.orgId === orgId) runs.leave(jobId, new SalesforceError('network.orgStopped', { org: orgLabel }));
}

const signedOut = ({ orgLabel }: JobState): SalesforceError =>
  new SalesforceError('login.signedOut', { org: orgLabel });

export async function finished(jobId: string, signal: AbortSignal, house: House): Promise<JobState> {
  signal.throwIfAborted();
  await new Promise<void>((resolve, reject) => {
    const stop = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true });
    house.runs
      .ended(jobId)
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', stop));
  });
  return known(jobId, house);
}
