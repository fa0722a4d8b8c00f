// What each command does with the core: it starts, watches and reports, and has no rule of its own.
import {
  isCount,
  isStopped as isLeft,
  SalesforceError,
  toSalesforceError,
  type Core,
  type JobState,
  type RemoteJob,
  type RunResult,
  type WaitOptions,
} from '../core/core';
import type { Command, Running } from './arguments';
import { createProgressWriter } from './progress';
import { writeRecords } from './records';
import { exitCode, toResult, toText } from './results';
import type { Console, Session } from './session';
import { isUnread } from './unread';

type Of<N extends Command['name']> = Extract<Command, { readonly name: N }>;

/** A load or an export. */
export function start(command: Of<'load' | 'export'>, session: Session): Promise<number> {
  const spec = { ...command.spec, orgId: session.org.orgId };
  return only(report((options) => session.core.run(spec, options, session.task), command, session));
}

/** Several jobs one after another, until the person stops; the exit code is the worst one's. */
export async function resume(command: Of<'resume'>, session: Session): Promise<number> {
  const { jobIds } = command;
  const { core, task } = session;
  const { jobs } = core;
  await jobs.load();
  const mine = (state: JobState): boolean => state.phase !== 'finished' && state.spec.orgId === session.org.orgId;
  const wanted =
    jobIds.length > 0
      ? jobIds
      : jobs
          .list()
          .filter(mine)
          .map((state) => state.jobId)
          .reverse();
  if (wanted.length === 0) session.console.err.write('There is no unfinished job of this org.\n');
  let worst = 0;
  for (const jobId of wanted) {
    const { code, isStopped } = await report((options) => core.collect(jobId, options, task), command, session);
    worst = Math.max(worst, code);
    if (isStopped) break;
  }
  return worst;
}

/** Ends as the attempt does, with the counts of all attempts. */
export async function retry(command: Of<'retry'>, session: Session): Promise<number> {
  const { jobId, choice } = command;
  const { core, org, task } = session;
  await core.jobs.load();
  const state = core.jobs.get(jobId);
  if (state && state.spec.orgId !== org.orgId)
    throw new SalesforceError('input.badArgument', {
      message: `${jobId} is a job of ${state.orgLabel}, not of ${org.label}.`,
    });
  const { spec } = await core.jobs.prepareRetry(jobId, choice, task.signal);
  return only(report((options) => core.run(spec, options, task), command, session));
}

interface Reported {
  readonly code: number;
  /** The person who sits here wished so. */
  readonly isStopped: boolean;
}

const only = async (reported: Promise<Reported>): Promise<number> => (await reported).code;

/** Shows the progress while it waits, then the result. */
async function report(
  run: (options: WaitOptions) => Promise<RunResult>,
  { waiting, output }: Running,
  { core: { jobs }, console }: Session,
): Promise<Reported> {
  const progress = createProgressWriter(console.err);
  const tell = (text: string): unknown => console.err.write(`${text}\n`);
  let begun = '';
  let isStopped = false;
  let unwatch = (): void => undefined;
  const onStart = (jobId: string): void => {
    begun = jobId;
    unwatch = jobs.onChange((state) => {
      if (state.jobId === jobId) progress.show(state);
    });
    console.onStop(() => {
      isStopped = true;
      jobs.abort(jobId).catch((error: unknown) => tell(toSalesforceError(error).message));
    });
  };
  let ran: RunResult;
  try {
    ran = await run({ ...waiting, onStart }).finally(progress.end);
  } catch (error) {
    if (begun === '' || !isLeft(error)) throw error;
    tell(`Left before its end: nobody looks after the job now. Go on with: kinetic resume ${begun}`);
    return { code: 130, isStopped: true };
  } finally {
    unwatch();
  }
  const result = toResult(ran, jobs);
  try {
    await console.out(output.json ? `${JSON.stringify(result, null, 2)}\n` : toText(result));
  } catch (error) {
    // The exit code says it all the same.
    if (!isUnread(error)) throw error;
  }
  return { code: exitCode(ran), isStopped };
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

/** Needs no org: what lies on this computer is shown. */
export async function jobs({ output }: Of<'jobs'>, core: Core, console: Console): Promise<number> {
  await core.jobs.load();
  const states = core.jobs.list();
  if (output.json) {
    const signal = new AbortController().signal;
    const results = await Promise.all(states.map((state) => core.jobs.result(state.jobId, { maxErrors: 0 }, signal)));
    const listed = results.map((one) => ({ ...toResult(one, core.jobs), recordErrors: undefined }));
    await console.out(`${JSON.stringify(listed, null, 2)}\n`);
  } else await console.out(states.length === 0 ? 'No jobs yet.\n' : states.map(jobLine).join(''));
  return 0;
}

/** The bulk jobs of the org, made by whomever. */
export async function remoteJobs(
  { remote = {}, output }: Of<'jobs'>,
  { core, org, console, task }: Session,
): Promise<number> {
  const { bulkJobs } = await core.org(org.orgId);
  const found = await bulkJobs.list(remote, task);
  if (output.json) await console.out(`${JSON.stringify(found, null, 2)}\n`);
  else await console.out(found.length === 0 ? 'No such jobs.\n' : found.map(remoteLine).join(''));
  return 0;
}

function remoteLine({ remoteId, state, operation, object, isClassic, userName, createdAt }: RemoteJob): string {
  const api = isClassic ? '  Bulk API 1.0' : '';
  return `${remoteId}  ${state.padEnd(14)}  ${operation} ${object}  ${userName}  ${new Date(createdAt).toISOString()}${api}\n`;
}

function jobLine(state: JobState): string {
  const { spec } = state;
  const stand = state.outcome ?? (state.interrupted ? 'interrupted' : state.phase);
  const total = state.total ?? '?';
  const [what, counts] =
    spec.kind === 'export'
      ? ['export', `${state.succeeded} exported of ${total}`]
      : [
          spec.operation,
          `${state.succeeded} succeeded, ${state.failed} failed, ${state.unprocessed} unprocessed of ${total}`,
        ];
  return `${state.jobId}  ${stand.padEnd(11)}  ${what} ${state.object}  ${counts}  ${state.orgLabel}  ${spec.file}\n`;
}
