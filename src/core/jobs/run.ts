// One door for every operation: starts a job, waits as long as it was asked to, says what came of it. It only stands
// before `jobs`: whatever is started here can be watched, stopped and taken up there, by this process or another one.
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
   * False: only until Salesforce has everything (all parts uploaded and closed, the query job made), so that the process
   * may end and another one collects; what goes over REST has no such moment before its end. `auto`: false for a load of
   * so many rows that its route says so. Default: true.
   */
  readonly wait?: boolean | 'auto';
  /** Ends the waiting, not the job; fractions count. */
  readonly timeoutMinutes?: number;
  /** Failed rows in the result (default 10). */
  readonly maxErrors?: number;
  /** Told the job's id as soon as the job is certain to be found again, for whoever wants to watch or abort it. */
  readonly onStart?: (jobId: string) => void;
}

/** `S`: the specs of all kinds, and what else `run` takes for one. */
export interface Runs<S> {
  /**
   * The task's progress is that of the job; its signal stops the waiting, not the job (`jobs.abort` does). Throws what
   * `jobs.start` throws; what goes wrong later is the result's `trouble`.
   */
  readonly run: (spec: S, options: WaitOptions, task: Task) => Promise<RunResult>;
  /**
   * Takes a job up again that somebody left, and waits for it as `run` does; also while somebody else runs it. Throws what
   * else `jobs.resume` throws.
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
    run: async (spec, options, task) => follow(await jobs.start(startedBy(task, toSpec(spec))), options, deps, task),
    collect: async (jobId, options, task) => {
      await isOurs(jobId, jobs);
      return follow(jobId, options, besideOthers(deps), task);
    },
  };
}

interface FollowDeps<T extends JobState> {
  readonly jobs: Jobs<T>;
  readonly kinds: AnyKinds;
  readonly clock: Clock;
}

const lookEveryMs = 1_000;

/** Waits for the end of a job that another process runs, and takes it up where that process goes away. */
const besideOthers = <T extends JobState>({ jobs, kinds, clock }: FollowDeps<T>): FollowDeps<T> => ({
  kinds,
  clock,
  jobs: {
    ...jobs,
    whenFinished: async (jobId, signal) => {
      while (!(await isOurs(jobId, jobs))) await clock.sleep(lookEveryMs, signal);
      return jobs.whenFinished(jobId, signal);
    },
  },
});

async function isOurs<T extends JobState>(jobId: string, jobs: Jobs<T>): Promise<boolean> {
  try {
    await jobs.resume(jobId);
    return true;
  } catch (error) {
    if (error instanceof SalesforceError && error.code === 'job.owned') return false;
    throw error;
  }
}

/** The name in the task is the one that the write journal gives. */
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
  const measure = createMeter((state: T) => kindOf(kinds, state).progress(state), task.progress);
  const over = new AbortController();
  const signal = AbortSignal.any([task.signal, over.signal]);
  const unwatch = watch(jobId, jobs, measure);
  try {
    const timedOut = await Promise.race([enough(jobId, options, deps, signal), ...late(options, deps.clock, signal)]);
    const state = startedState(jobId, jobs);
    const isOpen = state.outcome === undefined && !state.interrupted;
    return await jobs.result(jobId, { ...options, timedOut: timedOut && isOpen }, task.signal);
  } finally {
    over.abort();
    unwatch();
  }
}

/** The present state first, then every change. */
function watch<T extends JobState>(jobId: string, jobs: Jobs<T>, look: (state: T) => void): () => void {
  const unwatch = jobs.onChange((state) => {
    if (state.jobId === jobId) look(state);
  });
  look(startedState(jobId, jobs));
  return unwatch;
}

/** Only asked for jobs that were just started or taken up. */
const startedState = <T extends JobState>(jobId: string, jobs: Jobs<T>): T => jobs.get(jobId) as T;

async function enough<T extends JobState>(
  jobId: string,
  { wait = true }: WaitOptions,
  deps: FollowDeps<T>,
  signal: AbortSignal,
): Promise<false> {
  const ended = deps.jobs.whenFinished(jobId, signal);
  await (wait === true ? ended : Promise.race([ended, handedOver(jobId, wait, deps, signal)]));
  return false;
}

/** When Salesforce has everything; never, where the job is worth the waiting. */
const handedOver = <T extends JobState>(
  jobId: string,
  wait: false | 'auto',
  { jobs, kinds }: FollowDeps<T>,
  signal: AbortSignal,
): Promise<void> =>
  new Promise((resolve) => {
    const unwatch = watch(jobId, jobs, (state) => {
      const kind = kindOf(kinds, state);
      const isWorthIt = wait === 'auto' && !kind.isLong(state);
      if (!isWorthIt && kind.remaining(state) === 'wait') resolve();
    });
    signal.addEventListener('abort', unwatch, { once: true });
  });

/** The longest wait that timers know: nearly 25 days. */
const longestWaitMs = 2 ** 31 - 1;

function late({ timeoutMinutes }: WaitOptions, clock: Clock, signal: AbortSignal): readonly Promise<true>[] {
  if (timeoutMinutes === undefined) return [];
  const wait = clock.sleep(Math.min(timeoutMinutes * 60_000, longestWaitMs), signal);
  return [wait.then((): true => true)];
}
