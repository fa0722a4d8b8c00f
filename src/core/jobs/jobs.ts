// The API for jobs: start, list, watch, abort, resume and remove them, and read their results.
import { SalesforceError } from '../errors/salesforceError';
import type { ErrorData, JobState } from '../model/job';
import { mergedCsv, type RowList } from '../results/layout';
import { findRows } from '../results/rowSource';
import { createThrottle } from './throttle';
import { attemptsOf, openRows, type Attempts } from './retry/attempts';
import { requireState, rowViewOf, type JobsContext, type JobsDeps } from './context';
import { asAnyKinds, kindOf } from './jobKind';
import { isKept, requireKept } from './keptRows';
import { createJobRuns } from './jobRuns';
import { readAll, rereadJournal } from './readJobs';
import { remove, removeFinished, removeOld } from './removeJobs';
import { retriedJob, statesFor } from './retry/retryContext';
import {
  abort,
  endOffline,
  whenFinished,
  interruptJobsOfOrg,
  interruptSignedOutJobs,
  resumeUnfinished,
  reserve,
  start,
  continueJob,
  adoptAbandoned,
} from './lifecycle';
import { exportAttempts, lineFile, offerRetry } from './loadJobs';
import { resultOf, type ResultOptions, type RunResult } from './result';
import type { RetryChoice, RetryOffer } from './retry/retry';
import { createRetriedRows, type JobRow, type JobRowPage, type RetriedRows } from './retry/retriedRows';
import type { RowChoice, RowQuery } from '../results/rowQuery';
import { createRowReader } from '../results/rowPages';

export type { Attempts, JobRow, JobRowPage, RetriedRows, RetryChoice, RetryOffer, RowList, RowQuery };

export interface UnreadableJob {
  readonly jobId: string;
  readonly error: ErrorData;
}

/** `T`: the states of all kinds. */
export interface Jobs<T extends JobState> {
  /**
   * Resolves with the job id once `created` is on disk; nothing has been sent yet. Throws `job.alreadyRetried` when
   * another attempt already took some of the rows. `jobId`: a reserved one.
   */
  readonly start: (spec: T['spec'], jobId?: string) => Promise<string>;
  /** For a job whose file must be in its folder before it starts. Creates nothing. */
  readonly reserve: () => Promise<{ readonly jobId: string; readonly folder: string }>;
  /** Reads the store. Before, `list` has only the jobs that this process started. */
  readonly load: () => Promise<void>;
  /** Newest first. */
  readonly list: () => readonly T[];
  readonly get: (jobId: string) => T | undefined;
  /** Jobs whose journal cannot be read, newest first. They can only be removed. */
  readonly unreadable: () => readonly UnreadableJob[];
  /**
   * At most four calls per second and job, and always one for the last state; also for a job that was removed, which
   * `get` no longer has.
   */
  readonly onChange: (listener: (state: T) => void) => () => void;
  /** Resolves with the last state once this process no longer runs the job. The signal ends the wait, not the job. */
  readonly whenFinished: (jobId: string, signal: AbortSignal) => Promise<T>;
  /** Tells Salesforce to stop, or asks the process that runs the job to do so. Saved rows stay saved. */
  readonly abort: (jobId: string) => Promise<void>;
  /**
   * Ends a job as aborted without a call to its org, which does not answer or is not known any more. What Salesforce
   * has received may still be processed. Throws `job.owned` while another live process runs it.
   */
  readonly endOffline: (jobId: string) => Promise<void>;
  /** Interrupts the jobs that this process runs on a practice org that was stopped. */
  readonly orgStopped: (orgId: string) => void;
  /**
   * Resumes an unfinished job. Throws `job.owned` while another live process runs it, and `login.signedOut` when its
   * org is not known.
   */
  readonly resume: (jobId: string) => Promise<void>;
  /**
   * Reads the store and resumes each unfinished job without a live owner. Jobs of unknown orgs are interrupted, and so
   * are those that cannot be resumed. Returns the jobs that run here now or could not be resumed.
   */
  readonly resumeUnfinished: () => Promise<readonly string[]>;
  /** From now on, resumes each job whose owner ends, and reports it to the callback. */
  readonly adoptAbandoned: (onAdopted: (jobId: string) => void) => void;
  readonly rows: (jobId: string, query: RowQuery, signal: AbortSignal) => Promise<JobRowPage>;
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
  /** Rows of a job that its retries took. It is read from disk once for each retry. */
  readonly retriedRows: (jobId: string) => Promise<RetriedRows>;
  /** Writes the results of all attempts to a CSV file: each row with the attempt that decided its result. */
  readonly exportAttempts: (jobId: string, path: string, signal: AbortSignal) => Promise<void>;
  /** The file that line numbers refer to: that of the first attempt, unless a retry file lost its line numbers. */
  readonly lineFile: (jobId: string) => string;
  /** Removes a finished job and its files, and its retries, too: their rows refer to those files. */
  readonly remove: (jobId: string) => Promise<void>;
  /** Removes jobs that finished before a time (Unix, in ms), a load only with its retries. Returns how many. */
  readonly removeFinished: (before: number) => Promise<number>;
  /**
   * Reads the store and removes jobs that finished more than `days` days ago, a load only with its retries; 0 keeps
   * all. Without `days`, the number from `keepDays` counts, or else 30. Returns how many.
   */
  readonly removeOld: (days?: number) => Promise<number>;
  /** Stores for how many days all programs on this computer keep finished jobs. */
  readonly keepDays: (days: number) => Promise<void>;
  /** Detaches from all jobs; Salesforce continues. Resolves when the journals are closed. */
  readonly close: () => Promise<void>;
}

/** Limits how often views are redrawn. */
const notifyEveryMs = 250;

/** The cast is safe because each state comes from an entry of `kinds`, so it is one of `T`. */
export const createJobs = <T extends JobState>(deps: JobsDeps<T>): Jobs<T> =>
  createJobsOf({ ...deps, kinds: asAnyKinds(deps.kinds) }) as unknown as Jobs<T>;

function createJobsOf(deps: JobsDeps<JobState>): Jobs<JobState> {
  const { store, clock, log } = deps;
  const states = new Map<string, JobState>();
  const journaled = new Map<string, number>();
  const { notify, onChange, close } = createThrottle(clock, notifyEveryMs);
  const runs = createJobRuns({ ...deps, states, journaled, notify });
  const rows = createRowReader(deps.files, clock, deps.sha256);
  const context: JobsContext = {
    ...deps,
    states,
    runs,
    rows,
    retried: createRetriedRows(deps.files, log),
    journaled,
    unreadable: new Map(),
    taken: new Map(),
    notify,
  };
  const unwatch = store.watch((jobId) => rereadChanged(jobId, context));
  const unlisten = deps.onOrgsChange(() => {
    interruptSignedOutJobs(context).catch((error: unknown) => log.warn('The list of orgs cannot be read.', { error }));
  });
  return {
    start: (spec, jobId) => start(spec, jobId, context),
    reserve: () => reserve(context),
    load: () => readAll(context),
    list: () => [...states.values()].sort((a, b) => b.createdAt - a.createdAt),
    get: (jobId) => states.get(jobId),
    unreadable: () => listUnreadable(context),
    onChange,
    whenFinished: (jobId, signal) => whenFinished(jobId, signal, context),
    abort: (jobId) => abort(jobId, context),
    endOffline: (jobId) => endOffline(jobId, context),
    orgStopped: (orgId) => interruptJobsOfOrg(orgId, context),
    resume: (jobId) => resume(jobId, context),
    resumeUnfinished: () => resumeUnfinished(context),
    adoptAbandoned: (onAdopted) => void adoptAbandoned(onAdopted, context, runs.closing).catch(() => undefined),
    rows: (jobId, query, signal) => readRows(jobId, query, context, signal),
    exportRows: (jobId, query, path, signal) => exportRows(jobId, query, path, { ...context, signal }),
    result: (jobId, options, signal) => result(jobId, options, context, signal),
    resultFile: (jobId, list) => resultFile(jobId, list, context),
    prepareRetry: (jobId, choice, signal) => offerRetry(jobId, choice, context, signal),
    attempts: (jobId) => attemptsOf(requireState(jobId, context), [...states.values()]),
    openRows: (jobId) => openRows(requireState(jobId, context), statesFor(jobId, context)),
    retriedRows: async (jobId) => context.retried.count(await retriedJob(jobId, context)),
    exportAttempts: (jobId, path, signal) => exportAttempts(jobId, path, context, signal),
    lineFile: (jobId) => lineFile(jobId, context),
    remove: (jobId) => remove(jobId, context),
    removeFinished: (before) => removeFinished(before, context),
    removeOld: (days) => removeOld(days, context),
    keepDays: (days) => store.keepDays(days),
    close: async () => {
      unwatch();
      unlisten();
      await runs.detachAll();
      close();
    },
  };
}

function rereadChanged(jobId: string, context: JobsContext): void {
  if (context.runs.isRunning(jobId)) return;
  rereadJournal(jobId, context).catch((error: unknown) =>
    context.log.warn('A journal cannot be read.', { jobId, error }),
  );
}

async function resume(jobId: string, context: JobsContext): Promise<void> {
  if (!(await continueJob(jobId, 'resumed', context))) throw new SalesforceError('job.owned', { jobId });
}

async function readRows(
  jobId: string,
  query: RowQuery,
  context: JobsContext,
  signal: AbortSignal,
): Promise<JobRowPage> {
  const job = await retriedJob(jobId, context);
  const page = await context.rows.page(job.view, query, signal);
  if (page.total === 0) requireKept(job.state, await findRows(context.files, job.view, query.list));
  return context.retried.page(page, query.list, job);
}

async function exportRows(
  jobId: string,
  query: RowChoice,
  path: string,
  { signal, ...context }: JobsContext & { readonly signal: AbortSignal },
): Promise<void> {
  const { files } = context;
  const view = await rowViewOf(jobId, context);
  requireKept(requireState(jobId, context), await findRows(files, view, query.list));
  await context.rows.exportRows(view, query, await files.write(path), signal);
}

function result(jobId: string, options: ResultOptions, context: JobsContext, signal: AbortSignal): Promise<RunResult> {
  const state = requireState(jobId, context);
  return resultOf(state, kindOf(context.kinds, state), options, {
    rows: async (id, query) => context.rows.page(await rowViewOf(id, context), query, signal),
    resultFile: (id, list) => keptFile(id, list, context),
    signal,
  });
}

async function resultFile(jobId: string, list: RowList, context: JobsContext): Promise<string | undefined> {
  requireState(jobId, context);
  const path = mergedCsv({ files: context.files, folder: await context.store.folder(jobId) }, list);
  return (await context.files.facts(path)) ? path : undefined;
}

/** Undefined for a list whose rows were not kept, so that none is offered for a retry. */
async function keptFile(jobId: string, list: RowList, context: JobsContext): Promise<string | undefined> {
  const source = await findRows(context.files, await rowViewOf(jobId, context), list);
  return isKept(requireState(jobId, context), source) ? resultFile(jobId, list, context) : undefined;
}

/** Newest first: ids begin with the time of creation. */
const listUnreadable = ({ unreadable }: JobsContext): readonly UnreadableJob[] =>
  [...unreadable].map(([jobId, error]) => ({ jobId, error })).sort((a, b) => (a.jobId < b.jobId ? 1 : -1));
