// The API for jobs: start, list, watch, abort, resume and remove them, and read their results.
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
   * Resolves with the job id once `created` is on disk; nothing has been sent yet. Throws `job.alreadyRetried` when
   * another attempt already took some of the rows.
   */
  readonly start: (spec: T['spec']) => Promise<string>;
  /** Reads the store. Before, `list` has only the jobs that this process started. */
  readonly load: () => Promise<void>;
  /** Newest first. */
  readonly list: () => readonly T[];
  readonly get: (jobId: string) => T | undefined;
  /** Jobs whose journal cannot be read, newest first. They can only be removed. */
  readonly unreadable: () => readonly UnreadableJob[];
  /** At most four calls per second and job, and always one for the last state. */
  readonly onChange: (listener: (state: T) => void) => () => void;
  /** Resolves with the last state once this process no longer runs the job. The signal ends the wait, not the job. */
  readonly whenFinished: (jobId: string, signal: AbortSignal) => Promise<T>;
  /** Tells Salesforce to stop, or asks the process that runs the job to do so. Saved rows stay saved. */
  readonly abort: (jobId: string) => Promise<void>;
  /** Interrupts the jobs that this process runs on a practice org that was stopped. */
  readonly orgStopped: (orgId: string) => void;
  /**
   * Resumes an unfinished job. Throws `job.owned` while another live process runs it, and `login.signedOut` when its
   * org is not known.
   */
  readonly resume: (jobId: string) => Promise<void>;
  /** Reads the store and resumes each unfinished job without a live owner. Jobs of unknown orgs are interrupted. */
  readonly resumeUnfinished: () => Promise<readonly string[]>;
  /** From now on, resumes each job whose owner ends, and reports it to the callback. */
  readonly adoptAbandoned: (onAdopted: (jobId: string) => void) => void;
  readonly rows: (jobId: string, query: RowQuery, signal: AbortSignal) => Promise<RowPage>;
  /** Writes all rows of the query to `path`, as CSV with a header. */
  readonly exportRows: (
    jobId: string,
    query: Omit<RowQuery, 'offset' | 'limit'>,
    path: string,
    signal: AbortSignal,
  ) => Promise<void>;
  /** The result of the job so far. */
  readonly result: (jobId: string, options: ResultOptions, signal: AbortSignal) => Promise<RunResult>;
  /** Path of the merged result file; undefined until the job has ended. */
  readonly resultFile: (jobId: string, list: RowList) => Promise<string | undefined>;
  /** Writes rows of a finished load to a CSV file in its folder; see {@link RetryChoice}. Sends nothing. */
  readonly prepareRetry: (jobId: string, choice: RetryChoice, signal: AbortSignal) => Promise<RetryOffer>;
  /** The first load and all its retries, for any one of them; undefined for an export. */
  readonly attempts: (jobId: string) => Attempts | undefined;
  /** Rows of a job that none of its retries took. */
  readonly openRows: (jobId: string) => ReturnType<typeof openRows>;
  /** Writes the results of all attempts to a CSV file: each row with the attempt that decided its result. */
  readonly exportAttempts: (jobId: string, path: string, signal: AbortSignal) => Promise<void>;
  /** The file that line numbers refer to: that of the first attempt, unless a retry file lost its line numbers. */
  readonly lineFile: (jobId: string) => string;
  /** Removes a finished job and its files, and its retries, too: their rows refer to those files. */
  readonly remove: (jobId: string) => Promise<void>;
  /** Removes jobs that finished before a time (Unix, in ms), a load only with its retries. Returns how many. */
  readonly removeFinished: (before: number) => Promise<number>;
  /** Detaches from all jobs; Salesforce continues. Resolves when the journals are closed. */
  readonly close: () => Promise<void>;
}

/** Limits how often views are redrawn. */
const notifyEveryMs = 250;

/** The cast is safe because each state comes from an entry of `kinds`, so it is one of `T`. */
export const createJobs = <T extends JobState>(deps: JobsDeps<T>): Jobs<T> =>
  createJobsOf({ ...deps, kinds: asAnyKinds(deps.kinds) }) as unknown as Jobs<T>;

function createJobsOf(deps: JobsDeps<JobState>): Jobs<JobState> {
  const { store, clock, log, kinds } = deps;
  const states = new Map<string, JobState>();
  const throttle = createThrottle(clock, notifyEveryMs);
  const runs = createJobRuns({ store, clock, log, kinds, states, notify: throttle.notify, guard: deps.guard });
  const rows = createRowReader(deps.files, clock);
  const context: JobsContext = {
    ...deps,
    states,
    runs,
    rows,
    read: new Map(),
    unreadable: new Map(),
    notify: throttle.notify,
  };
  const unwatch = store.watch((jobId) => {
    if (!runs.isRunning(jobId))
      rereadJournal(jobId, context).catch((error: unknown) => log.warn('A journal cannot be read.', { jobId, error }));
  });
  const unlisten = deps.onOrgsChange(() => {
    interruptSignedOutJobs(context).catch((error: unknown) => log.warn('The list of orgs cannot be read.', { error }));
  });
  return {
    start: (spec) => start(spec, context),
    load: async () => {
      for (const jobId of await store.list()) if (!runs.isRunning(jobId)) await rereadJournal(jobId, context);
    },
    list: () => [...states.values()].sort((a, b) => b.createdAt - a.createdAt),
    get: (jobId) => states.get(jobId),
    unreadable: () => listUnreadable(context),
    onChange: throttle.onChange,
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
      throttle.close();
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

/** Newest first: ids begin with the time of creation. */
const listUnreadable = ({ unreadable }: JobsContext): readonly UnreadableJob[] =>
  [...unreadable].map(([jobId, error]) => ({ jobId, error })).sort((a, b) => (a.jobId < b.jobId ? 1 : -1));

async function remove(jobId: string, context: JobsContext): Promise<void> {
  const own = context.unreadable.has(jobId) ? [] : [requireState(jobId, context)];
  const retries = descendants(jobId, [...context.states.values()]);
  const busy = [...own, ...retries].find((state) => context.runs.isRunning(state.jobId) || state.phase !== 'finished');
  if (busy) throw new SalesforceError('job.unfinished', { jobId: busy.jobId });
  for (const id of [...retries.map((retry) => retry.jobId).reverse(), jobId])
    if (!(await forget(id, context))) throw new SalesforceError('job.unfinished', { jobId: id });
}

async function removeFinished(before: number, context: JobsContext): Promise<number> {
  let count = 0;
  for (const { jobId } of removableJobs([...context.states.values()], before))
    if (await forget(jobId, context)) count++;
  return count;
}

/** False while another process holds the claim, or when a retry that another process just started needs the files. */
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
