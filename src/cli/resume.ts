// `kinetic resume`: continues unfinished jobs and waits for them.
import { isCanceled, toSalesforceError, type Core, type JobState } from '../core/core';
import type { CommandOf } from './arguments';
import { isOutputClosed } from './closedOutput';
import { toFailure } from './failure';
import { inJsonArray } from './jsonArray';
import { report, type Reported } from './report';
import { errorLines } from './resultLines';
import { errorText } from './results';
import type { Session } from './session';
import { toJsonLines } from './symbols';

/** For a script, the result of the only job that is named, else an array. */
export function resume(command: CommandOf<'resume'>, session: Session): Promise<number> {
  if (!command.output.json || command.jobIds.length === 1) return resumeAll(command, session);
  return inJsonArray(session.console, (console) => resumeAll(command, { ...session, console }));
}

/** Several jobs one after another, until the user aborts one. The exit code is the highest of all. */
async function resumeAll(command: CommandOf<'resume'>, session: Session): Promise<number> {
  const { jobIds } = command;
  const { core, task } = session;
  const { jobs } = core;
  await jobs.load();
  const isOpen = (state: JobState): boolean => state.phase !== 'finished' && state.spec.orgId === session.org.orgId;
  const chosen =
    jobIds.length > 0
      ? jobIds
      : jobs
          .list()
          .filter(isOpen)
          .map((state) => state.jobId)
          .reverse();
  let highestCode = jobIds.length > 0 ? 0 : await reportUnreadable(command, session);
  if (chosen.length === 0 && highestCode === 0) session.console.err(['This org has no unfinished jobs.']);
  // Waiting for another process would hold up the jobs that can be resumed here.
  const waiting: string[] = [];
  const inTurn = async function* (): AsyncGenerator<string> {
    for (const jobId of chosen)
      if (await isOwned(jobId, jobs)) waiting.push(jobId);
      else yield jobId;
    yield* waiting;
  };
  for await (const jobId of inTurn()) {
    const { code, isAborted } = await resumeOrReport(jobId, command, session, () =>
      report((options) => core.collect(jobId, options, task), command, session),
    );
    highestCode = Math.max(highestCode, code);
    if (isAborted) break;
  }
  return highestCode;
}

/** A job that cannot be read may be unfinished, in this org or another one. The exit code is 1 if there is one. */
async function reportUnreadable(
  { output }: CommandOf<'resume'>,
  { core: { jobs }, console }: Session,
): Promise<number> {
  const found = jobs.unreadable();
  for (const { jobId, error } of found) {
    const text = errorText(error);
    console.err(errorLines({ ...text, message: `${jobId}: ${text.message}` }));
    if (output.json) await console.out(toJsonLines({ jobId, error: text, exitCode: 1 }));
  }
  return found.length > 0 ? 1 : 0;
}

/** Resumes the job unless a live process runs it. Another error is left to those who report on the job. */
async function isOwned(jobId: string, jobs: Core['jobs']): Promise<boolean> {
  try {
    await jobs.resume(jobId);
    return false;
  } catch (error) {
    if (isCanceled(error) || isOutputClosed(error)) throw error;
    return toSalesforceError(error).code === 'job.owned';
  }
}

/** The error of one job does not keep the others from being resumed. */
async function resumeOrReport(
  jobId: string,
  { output }: CommandOf<'resume'>,
  { console }: Session,
  resumeJob: () => Promise<Reported>,
): Promise<Reported> {
  try {
    return await resumeJob();
  } catch (thrown) {
    if (isCanceled(thrown) || isOutputClosed(thrown)) throw thrown;
    const { error, exitCode } = toFailure(thrown);
    console.err(errorLines({ ...error, message: `${jobId}: ${error.message}` }));
    if (output.json) await console.out(toJsonLines({ jobId, error, exitCode }));
    return { code: exitCode, isAborted: false };
  }
}
