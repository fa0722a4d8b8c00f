// The commands that use the core: they start, watch and report, and have no rules about Salesforce.
import {
  isCount,
  isCanceled,
  SalesforceError,
  toSalesforceError,
  type Core,
  type JobState,
  type RemoteJob,
  type RunResult,
  type UnreadableJob,
  type WaitOptions,
} from '../core/core';
import type { Command, Running } from './arguments';
import { createProgressWriter } from './progress';
import { writeRecords } from './records';
import { kindOf, toResult } from './kinds';
import { exitCode, messageOf, toText } from './results';
import type { Console, Session } from './session';
import { isUnread } from './unread';

type Of<N extends Command['name']> = Extract<Command, { readonly name: N }>;

/** A load or an export. */
export function start(command: Of<'load' | 'export'>, session: Session): Promise<number> {
  const spec = { ...command.spec, orgId: session.org.orgId };
  return only(report((options) => session.core.run(spec, options, session.task), command, session));
}

/** Several jobs one after another, until the user aborts one. The exit code is the highest of all. */
export async function resume(command: Of<'resume'>, session: Session): Promise<number> {
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
  if (chosen.length === 0) session.console.err.write('This org has no unfinished jobs.\n');
  let worst = 0;
  for (const jobId of chosen) {
    const { code, isAborted } = await report((options) => core.collect(jobId, options, task), command, session);
    worst = Math.max(worst, code);
    if (isAborted) break;
  }
  return worst;
}

/** The exit code is that of the attempt; the result has the counts of all attempts. */
export async function retry(command: Of<'retry'>, session: Session): Promise<number> {
  const { jobId, choice } = command;
  const { core, org, task } = session;
  await core.jobs.load();
  const state = core.jobs.get(jobId);
  if (state && state.spec.orgId !== org.orgId)
    throw new SalesforceError('input.badArgument', {
      message: `The job ${jobId} belongs to the org ${state.orgLabel}, not to ${org.label}.`,
    });
  const { spec } = await core.jobs.prepareRetry(jobId, choice, task.signal);
  return only(report((options) => core.run(spec, options, task), command, session));
}

interface Reported {
  readonly code: number;
  /** By the user, with Ctrl-C. */
  readonly isAborted: boolean;
}

const detachedText = (jobId: string, isAborted: boolean): string =>
  `Detached. Salesforce ${isAborted ? 'is aborting' : 'continues'} the job. Resume with: kinetic resume ${jobId}`;

const only = async (reported: Promise<Reported>): Promise<number> => (await reported).code;

/** Shows the progress while it waits, then the result. */
async function report(
  run: (options: WaitOptions) => Promise<RunResult>,
  { waiting, output }: Running,
  { core: { jobs }, console }: Session,
): Promise<Reported> {
  const progress = createProgressWriter(console.err);
  const print = (text: string): unknown => console.err.write(`${text}\n`);
  let startedId = '';
  let isAborted = false;
  let unwatch = (): void => undefined;
  const onStart = (jobId: string): void => {
    startedId = jobId;
    unwatch = jobs.onChange((state) => {
      if (state.jobId === jobId) progress.show(state);
    });
    console.onInterrupt(() => {
      isAborted = true;
      jobs.abort(jobId).catch((error: unknown) => print(toSalesforceError(error).message));
    });
  };
  let ran: RunResult;
  try {
    ran = await run({ ...waiting, onStart }).finally(progress.end);
  } catch (error) {
    if (startedId === '' || !isCanceled(error)) throw error;
    print(detachedText(startedId, isAborted));
    return { code: 130, isAborted: true };
  } finally {
    unwatch();
  }
  const result = toResult(ran, jobs);
  try {
    await console.out(output.json ? `${JSON.stringify(result, null, 2)}\n` : toText(result));
  } catch (error) {
    // The exit code still has the outcome.
    if (!isUnread(error)) throw error;
  }
  return { code: exitCode(ran), isAborted };
}

export async function query(
  { soql, all, output }: Of<'query'>,
  { core, org, console, task }: Session,
): Promise<number> {
  const { rest } = await core.org(org.orgId);
  const { total, rows } = await rest.query(soql, { all }, task);
  await writeRecords(isCount(soql) ? countRow(total) : rows, { as: output.json ? 'json' : 'csv', soql }, console.out);
  return 0;
}

async function* countRow(total: number): AsyncGenerator<{ readonly count: number }> {
  yield await Promise.resolve({ count: total });
}

/** Needs no org: it lists the jobs of this computer. */
export async function jobs({ output }: Of<'jobs'>, core: Core, console: Console): Promise<number> {
  await core.jobs.load();
  const states = core.jobs.list();
  if (output.json) {
    const signal = new AbortController().signal;
    const results = await Promise.all(states.map((state) => core.jobs.result(state.jobId, { maxErrors: 0 }, signal)));
    const listed = results.map((one) => ({ ...toResult(one, core.jobs), recordErrors: undefined }));
    const all = [...listed, ...core.jobs.unreadable().map(toUnreadable)];
    await console.out(`${JSON.stringify(all, null, 2)}\n`);
  } else {
    const lines = [...states.map(jobLine), ...core.jobs.unreadable().map(unreadableLine)];
    await console.out(lines.length === 0 ? 'No jobs yet.\n' : lines.join(''));
  }
  return 0;
}

const toUnreadable = ({ jobId, error }: UnreadableJob) => ({
  jobId,
  state: 'unreadable',
  error: { code: error.code, message: messageOf(error) },
});

const unreadableLine = ({ jobId, error }: UnreadableJob): string => `${jobId}  unreadable   ${messageOf(error)}\n`;

/** The bulk jobs of the org, of all users. */
export async function remoteJobs(
  { remote = {}, output }: Of<'jobs'>,
  { core, org, console, task }: Session,
): Promise<number> {
  const { bulkJobs } = await core.org(org.orgId);
  const found = await bulkJobs.list(remote, task);
  if (output.json) await console.out(`${JSON.stringify(found, null, 2)}\n`);
  else await console.out(found.length === 0 ? 'No matching jobs.\n' : found.map(remoteLine).join(''));
  return 0;
}

function remoteLine({ remoteId, state, operation, object, isClassic, userName, createdAt }: RemoteJob): string {
  const api = isClassic ? '  Bulk API 1.0' : '';
  return `${remoteId}  ${state.padEnd(14)}  ${operation} ${object}  ${userName}  ${new Date(createdAt).toISOString()}${api}\n`;
}

function jobLine(state: JobState): string {
  const { spec } = state;
  const status = state.outcome ?? (state.interrupted ? 'interrupted' : state.phase);
  const { label, counts } = kindOf(state);
  return `${state.jobId}  ${status.padEnd(11)}  ${label(state)} ${state.object}  ${counts(state)}  ${state.orgLabel}  ${spec.file}\n`;
}
