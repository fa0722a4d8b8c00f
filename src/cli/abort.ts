// `kinetic abort`: aborts a job, also one that another program runs, and shows its result.
import { SalesforceError } from '../core/core';
import type { CommandOf } from './arguments';
import { requireOwnOrg } from './ownOrg';
import { report } from './report';
import type { Session } from './session';
import { badArgument } from './values';

/** Exit code 0 if the job was aborted, else that of the job, which may have finished just before. */
export async function abort({ jobId, output }: CommandOf<'abort'>, session: Session): Promise<number> {
  const { core, org, task } = session;
  await core.jobs.load();
  const state = core.jobs.get(jobId);
  if (!state) throw new SalesforceError('job.unknown', { jobId });
  requireOwnOrg(state, org);
  if (state.outcome) throw badArgument(`The job ${jobId} has already ended: ${state.outcome}.`);
  await core.jobs.abort(jobId);
  const { code } = await report((options) => core.collect(jobId, options, task), { waiting: {}, output }, session);
  return core.jobs.get(jobId)?.outcome === 'aborted' ? 0 : code;
}
