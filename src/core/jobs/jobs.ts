// Front door of everything long: start it, watch it, stop it, find it again after a crash.
import { SalesforceError } from '../errors/salesforceError';
import type { ErrorData, JobState } from '../model/job';
import { mergedCsv, type RowList } from '../results/layout';
import { createThrottle } from './throttle';
import { descendants, attemptsOf, openRows, type Attempts } from './retry/attempts';
import { requireState, rereadJournal, rowViewOf, type JobsContext, type JobsDeps } from './context';
import { asAnyKinds, kindOf } from './jobKind';
import { createJobRuns } from './jobRuns';
import { removableJobs } from './retention';
import {
  abort,
  whenFinished,
  interruptJobsOfOrg,
  interruptSignedOutJobs,
  resumeUnfinished,
  start,
  continueJob,
  adoptAbandoned,
} from './lifecycle';
import { exportAttempts, lineFile, offerRetry } from './loadJobs';
import { resultOf, type ResultOptions, type RunResult } from './result';
import type { RetryChoice, RetryOffer } from './retry/retry';
import type { RowPage, RowQuery } from '../results/rowQuery';
import { createRowReader } from '../results/rowPages';

export type { Attempts, RetryChoice, RetryOffer, RowList, RowPage, RowQuery };

export interface UnreadableJob {
  readonly jobId: string;
  readonly error: ErrorData;
}

/** `T`: the states of all kinds. */
export interface Jobs<T extends JobState> {
  /**
   * Resolves with the job id once `created` is on disk; nothing has been sent by then. Throws `job.alreadyRetried` for a
   * retry of rows that another attempt took.
   */
  readonly start: (spec: T['spec']) => Promise<string>;
  /** Reads the store; until then `list` knows only the jobs started here. */
  readonly load: () => Promise<void>;
  /** Newest first. */
  readonly list: () => readonly T[];
  readonly get: (jobId: string) => T | undefined;
  /** Jobs whose journal cannot be read, newest first. They can only be removed. */
  readonly unreadable: () => readonly UnreadableJob[];
  /** At most four calls a second and job; always one for the last state. */
  readonly onChange: (listener: (state: T) => void) => () => void;
  /** Resolves with the last state once nobody here runs the job any more: finished or interrupted. Aborting the signal stops the waiting, not the job. */
  readonly whenFinished: (jobId: string, signal: AbortSignal) => Promise<T>;
  /** Tells Salesforce to stop, or lets the process that runs the job do so; rows already saved stay saved. */
  readonly abort: (jobId: string) => Promise<void>;
  /** The practice org of that id is no more: what runs on it here is interrupted at once. */
  readonly orgStopped: (orgId: string) => void;
  /**
   * Takes an unfinished job up again. Throws `job.owned` while another living process runs it, and `login.signedOut` where
   * its org is not known.
   */
  readonly resume: (jobId: string) => Promise<void>;
  /** Reads the store and takes up every unfinished job that no living process owns; those of unknown orgs it sets aside. */
  readonly resumeUnfinished: () => Promise<readonly string[]>;
  /** From now on takes up, and tells of, each job whose owner goes away, until the jobs are closed. */
  readonly adoptAbandoned: (onAdopted: (jobId: string) => void) => void;
  readonly rows: (jobId: string, query: RowQuery, signal: AbortSignal) => Promise<RowPage>;
  /** All rows of the query as a CSV file with a header, at `path`. */
  readonly exportRows: (
    jobId: string,
    query: Omit<RowQuery, 'offset' | 'limit'>,
    path: string,
    signal: AbortSignal,
  ) => Promise<void>;
  /** What came of a job by now. */
  readonly result: (jobId: string, options: ResultOptions, signal: AbortSignal) => Promise<RunResult>;
  /** Path of the merged result file; undefined until the job has ended. */
  readonly resultFile: (jobId: string, list: RowList) => Promise<string | undefined>;
  /** Writes rows of a finished load to a CSV in its folder; see {@link RetryChoice}. Nothing is sent. */
  readonly prepareRetry: (jobId: string, choice: RetryChoice, signal: AbortSignal) => Promise<RetryOffer>;
  /** The load with its retries that a job belongs to; undefined for an export. */
  readonly attempts: (jobId: string) => Attempts | undefined;
  /** Rows of a job that no retry of it took. */
  readonly openRows: (jobId: string) => ReturnType<typeof openRows>;
  /** The result of all attempts as one CSV: each row with the attempt that settled it. */
  readonly exportAttempts: (jobId: string, path: string, signal: AbortSignal) => Promise<void>;
  /** The file whose lines the job's rows have: that of the first attempt as long as its rows are told apart. */
  readonly lineFile: (jobId: string) => string;
  /** Forgets a finished job and deletes its files, and so each retry of it, whose rows lie there. */
  readonly remove: (jobId: string) => Promise<void>;
  /** Forgets what finished before that time (milliseconds since 1970), a load only together with its retries. Gives their number. */
  readonly removeFinished: (before: number) => Promise<number>;
  /** Stops watching; Salesforce goes on. Resolves when the journals are closed. */
  readonly close: () => Promise<void>;
}

/** Pages are redrawn at most four times a second. */
const tellEveryMs = 250;

/** Each state comes from a row of the table, so it is one of `T`. */
export const createJobs = <T extends JobState>(deps: JobsDeps<T>): Jobs<T> =>
  createJobsOf({ ...deps, kinds: asAnyKinds(deps.kinds) }) as unknown as Jobs<T>;

function createJobsOf(deps: JobsDeps<JobState>): Jobs<JobState> {
  const { store, clock, log, kinds } = deps;
  const states = new Map<string, JobState>();
  const announcer = createThrottle(clock, tellEveryMs);
  const runs = createJobRuns({ store, clock, log, kinds, states, notify: announcer.notify, guard: deps.guard });
  const rows = createRowReader(deps.files, clock);
  const context: JobsContext = {
    ...deps,
    states,
    runs,
    rows,
    read: new Map(),
    unreadable: new Map(),
    notify: announcer.notify,
  };
  const unwatch = store.watch((jobId) => {
    if (!runs.isRunning(jobId))
      rereadJournal(jobId, context).catch((error: unknown) => log.warn('a journal cannot be read', { jobId, error }));
  });
  const unlisten = deps.onOrgsChange(() => {
    interruptSignedOutJobs(context).catch((error: unknown) => log.warn('the orgs cannot be read', { error }));
  });
  return {
    start: (spec) => start(spec, context),
    load: async () => {
      for (const jobId of await store.list()) if (!runs.isRunning(jobId)) await rereadJournal(jobId, context);
    },
    list: () => [...states.values()].sort((a, b) => b.createdAt - a.createdAt),
    get: (jobId) => states.get(jobId),
    unreadable: () => listUnreadable(context),
    onChange: announcer.onChange,
    whenFinished: (jobId, signal) => whenFinished(jobId, signal, context),
    abort: (jobId) => abort(jobId, context),
    orgStopped: (orgId) => interruptJobsOfOrg(orgId, context),
    resume: async (jobId) => {
      if (!(await continueJob(jobId, 'resumed', context))) throw new SalesforceError('job.owned', { jobId });
    },
    resumeUnfinished: () => resumeUnfinished(context),
    adoptAbandoned: (onAdopted) => void adoptAbandoned(onAdopted, context, runs.closing).catch(() => undefined),
    rows: async (jobId, query, signal) => rows.page(await rowViewOf(jobId, context), query, signal),
    exportRows: async (jobId, query, path, signal) =>
      rows.exportRows(await rowViewOf(jobId, context), query, await deps.files.write(path), signal),
    result: (jobId, options, signal) => result(jobId, options, context, signal),
    resultFile: (jobId, list) => resultFile(jobId, list, context),
    prepareRetry: (jobId, choice, signal) => offerRetry(jobId, choice, context, signal),
    attempts: (jobId) => attemptsOf(requireState(jobId, context), [...states.values()]),
    openRows: (jobId) => openRows(requireState(jobId, context), [...states.values()]),
    exportAttempts: (jobId, path, signal) => exportAttempts(jobId, path, context, signal),
    lineFile: (jobId) => lineFile(jobId, context),
    remove: (jobId) => remove(jobId, context),
    removeFinished: (before) => removeFinished(before, context),
    close: async () => {
      unwatch();
      unlisten();
      await runs.detachAll();
      announcer.close();
    },
  };
}

function result(jobId: string, options: ResultOptions, context: JobsContext, signal: AbortSignal): Promise<RunResult> {
  const state = requireState(jobId, context);
  return resultOf(state, kindOf(context.kinds, state), options, {
    rows: async (id, query) => context.rows.page(await rowViewOf(id, context), query, signal),
    resultFile: (id, list) => resultFile(id, list, context),
    signal,
  });
}

async function resultFile(jobId: string, list: RowList, context: JobsContext): Promise<string | undefined> {
  requireState(jobId, context);
  const path = mergedCsv({ files: context.files, folder: await context.store.folder(jobId) }, list);
  return (await context.files.facts(path)) ? path : undefined;
}

/** Ids begin with the time at which the job was created. */
const listUnreadable = ({ unreadable }: JobsContext): readonly UnreadableJob[] =>
  [...unreadable].map(([jobId, error]) => ({ jobId, error })).sort((a, b) => (a.jobId < b.jobId ? 1 : -1));

async function remove(jobId: string, context: JobsContext): Promise<void> {
  const own = context.unreadable.has(jobId) ? [] : [requireState(jobId, context)];
  const retries = descendants(jobId, [...context.states.values()]);
  const busy = [...own, ...retries].find((state) => context.runs.isRunning(state.jobId) || state.phase !== 'finished');
  if (busy) throw new SalesforceError('job.unfinished', { jobId: busy.jobId });
  for (const doomed of [...retries.map((retry) => retry.jobId).reverse(), jobId])
    if (!(await forget(doomed, context))) throw new SalesforceError('job.unfinished', { jobId: doomed });
}

async function removeFinished(before: number, context: JobsContext): Promise<number> {
  let count = 0;
  for (const { jobId } of removableJobs([...context.states.values()], before))
    if (await forget(jobId, context)) count++;
  return count;
}

/** False while another process needs the job, or a retry of it that began there a moment ago needs its files. */
async function forget(jobId: string, context: JobsContext): Promise<boolean> {
  const { store, states } = context;
  const claim = await store.claim(jobId);
  if (!claim) return false;
  try {
    for (const other of await store.list()) if (!states.has(other)) await rereadJournal(other, context);
    if (descendants(jobId, [...states.values()]).length > 0) return false;
    context.rows.forget(await store.folder(jobId));
    await store.remove(jobId);
    states.delete(jobId);
    context.unreadable.delete(jobId);
    return true;
  } finally {
    await claim.release();
  }
}
