// Starts a job, waits for it as long as requested, and returns its result. The job is one of `jobs`, so any process can
// also watch, abort or resume it.
import { SalesforceError } from '../errors/salesforceError';
import type { JobSpec, JobState } from '../model/job';
import type { Task } from '../kernel/task';
import type { Clock } from '../ports';
import type { Jobs } from './jobs';
import { asAnyKinds, kindOf, type AnyKinds, type Kinds } from './jobKind';
import { createMeter } from './progress';
import type { RunResult } from './result';

export interface WaitOptions {
  /**
   * False: wait only until Salesforce has all data (all parts uploaded and closed, or the query job created). Then the
   * process may end and another one can collect the results. A job over REST has no such moment, so the wait lasts
   * until it ends. `auto`: false for a load whose route says so because it has many rows. Default: true.
   */
  readonly wait?: boolean | 'auto';
  /** Ends the wait, not the job. Fractions are allowed. */
  readonly timeoutMinutes?: number;
  /** Maximum number of failed rows in the result (default 10). */
  readonly maxErrors?: number;
  /** Of a job that was reserved (`jobs.reserve`); only for `run`. */
  readonly jobId?: string;
  /** Called with the job's id as soon as the job is on disk, so that the caller can watch or abort it. */
  readonly onStart?: (jobId: string) => void;
}

/** `S`: the specs of all kinds, and other forms of specs that `run` accepts. */
export interface Runs<S> {
  /**
   * The task receives the job's progress. Its signal ends the wait, not the job (`jobs.abort` does). Throws what
   * `jobs.start` throws; later errors are the result's `error`.
   */
  readonly run: (spec: S, options: WaitOptions, task: Task) => Promise<RunResult>;
  /**
   * Resumes a job and waits for it as `run` does. While another process runs the job, it waits for that process. Apart
   * from `job.owned`, throws what `jobs.resume` throws.
   */
  readonly collect: (jobId: string, options: WaitOptions, task: Task) => Promise<RunResult>;
}

interface RunDeps<S, T extends JobState> {
  readonly jobs: Jobs<T>;
  readonly kinds: Kinds<T>;
  readonly clock: Clock;
  readonly toSpec: (spec: S) => T['spec'];
}

export function createRuns<S, T extends JobState>({ jobs, kinds, clock, toSpec }: RunDeps<S, T>): Runs<S> {
  const deps = { jobs, kinds: asAnyKinds(kinds), clock };
  return {
    run: async (spec, options, task) =>
      follow(await jobs.start(startedBy(task, toSpec(spec)), options.jobId), options, deps, task),
    collect: async (jobId, options, task) => {
      await tryResume(jobId, jobs);
      return follow(jobId, options, withOtherOwners(deps), task);
    },
  };
}

interface FollowDeps<T extends JobState> {
  readonly jobs: Jobs<T>;
  readonly kinds: AnyKinds;
  readonly clock: Clock;
}

const checkEveryMs = 1_000;

/** Also waits for a job that another process runs, and resumes the job when that process ends. */
const withOtherOwners = <T extends JobState>({ jobs, kinds, clock }: FollowDeps<T>): FollowDeps<T> => ({
  kinds,
  clock,
  jobs: {
    ...jobs,
    whenFinished: async (jobId, signal) => {
      while (!(await tryResume(jobId, jobs))) await clock.sleep(checkEveryMs, signal);
      return jobs.whenFinished(jobId, signal);
    },
  },
});

/** False while another process runs the job. */
async function tryResume<T extends JobState>(jobId: string, jobs: Jobs<T>): Promise<boolean> {
  try {
    await jobs.resume(jobId);
    return true;
  } catch (error) {
    if (error instanceof SalesforceError && error.code === 'job.owned') return false;
    throw error;
  }
}

/** Stores the task's name for the write journal. */
const startedBy = <S extends JobSpec>({ startedBy: name }: Task, spec: S): S =>
  name === undefined ? spec : { ...spec, startedBy: name };

async function follow<T extends JobState>(
  jobId: string,
  options: WaitOptions,
  deps: FollowDeps<T>,
  task: Task,
): Promise<RunResult> {
  const { jobs, kinds } = deps;
  options.onStart?.(jobId);
  const report = createMeter((state: T) => kindOf(kinds, state).progress(state), task.progress);
  const stopWaiting = new AbortController();
  const signal = AbortSignal.any([task.signal, stopWaiting.signal]);
  const unwatch = watch(jobId, jobs, report);
  try {
    const timedOut = await Promise.race([
      waitForJob(jobId, options, deps, signal),
      ...timeLimit(options, deps.clock, signal),
    ]);
    const state = startedState(jobId, jobs);
    const isOpen = state.outcome === undefined && !state.interrupted;
    return await jobs.result(jobId, { ...options, timedOut: timedOut && isOpen }, task.signal);
  } finally {
    stopWaiting.abort();
    unwatch();
  }
}

/** Calls `onState` with the current state, then with each change. */
function watch<T extends JobState>(jobId: string, jobs: Jobs<T>, onState: (state: T) => void): () => void {
  const unwatch = jobs.onChange((state) => {
    if (state.jobId === jobId) onState(state);
  });
  onState(startedState(jobId, jobs));
  return unwatch;
}

/** The cast is safe because the job was just started or resumed. */
const startedState = <T extends JobState>(jobId: string, jobs: Jobs<T>): T => jobs.get(jobId) as T;

async function waitForJob<T extends JobState>(
  jobId: string,
  { wait = true }: WaitOptions,
  deps: FollowDeps<T>,
  signal: AbortSignal,
): Promise<false> {
  const ended = deps.jobs.whenFinished(jobId, signal);
  await (wait === true ? ended : Promise.race([ended, handedOver(jobId, wait, deps, signal)]));
  return false;
}

/** Resolves when Salesforce has all data; with `auto`, only for a long job. */
const handedOver = <T extends JobState>(
  jobId: string,
  wait: false | 'auto',
  { jobs, kinds }: FollowDeps<T>,
  signal: AbortSignal,
): Promise<void> =>
  new Promise((resolve) => {
    const unwatch = watch(jobId, jobs, (state) => {
      const kind = kindOf(kinds, state);
      const waitsForEnd = wait === 'auto' && !kind.isLong(state);
      if (!waitsForEnd && kind.remaining(state) === 'wait') resolve();
    });
    signal.addEventListener('abort', unwatch, { once: true });
  });

/** Timers cannot wait longer: nearly 25 days. */
const maxWaitMs = 2 ** 31 - 1;

function timeLimit({ timeoutMinutes }: WaitOptions, clock: Clock, signal: AbortSignal): readonly Promise<true>[] {
  if (timeoutMinutes === undefined) return [];
  const wait = clock.sleep(Math.min(timeoutMinutes * 60_000, maxWaitMs), signal);
  return [wait.then((): true => true)];
}
