// One door for every operation: starts a job, waits as long as it was asked to, says what came of it. It only stands
// before `jobs`: whatever is started here can be watched, stopped and taken up there, by this process or another one.
import { SalesforceError } from '../errors/salesforceError';
import type { ExportSpec } from '../model/export';
import type { JobSpec, JobState } from '../model/job';
import type { LoadSpec } from '../model/load';
import type { Task } from '../kernel/task';
import type { Clock } from '../ports';
import type { Jobs } from './jobs';
import { createMeter } from './progress';
import { isLeftToSalesforce, resultOf, type RunResult } from './result';

/** `queryAll` finds deleted and archived records, too. */
type QuerySpec = Omit<ExportSpec, 'kind' | 'all'> & { readonly operation: 'query' | 'queryAll' };

/** A load or an export by the name of its operation. */
export type RunSpec = Omit<LoadSpec, 'kind'> | QuerySpec;

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

export interface Runs {
  /**
   * The task's progress is that of the job; its signal stops the waiting, not the job (`jobs.abort` does). Throws what
   * `jobs.start` throws; what goes wrong later is the result's `trouble`.
   */
  readonly run: (spec: RunSpec | JobSpec, options: WaitOptions, task: Task) => Promise<RunResult>;
  /**
   * Takes a job up again that somebody left, and waits for it as `run` does; also while somebody else runs it. Throws what
   * else `jobs.resume` throws.
   */
  readonly collect: (jobId: string, options: WaitOptions, task: Task) => Promise<RunResult>;
}

interface RunDeps {
  readonly jobs: Jobs;
  readonly clock: Clock;
}

export const createRuns = (deps: RunDeps): Runs => ({
  run: async (spec, options, task) =>
    follow(await deps.jobs.start(startedBy(task, toJobSpec(spec))), options, deps, task),
  collect: async (jobId, options, task) => {
    await isOurs(jobId, deps.jobs);
    return follow(jobId, options, besideOthers(deps), task);
  },
});

const lookEveryMs = 1_000;

/** Waits for the end of a job that another process runs, and takes it up where that process goes away. */
const besideOthers = ({ jobs, clock }: RunDeps): RunDeps => ({
  clock,
  jobs: {
    ...jobs,
    whenFinished: async (jobId, signal) => {
      while (!(await isOurs(jobId, jobs))) await clock.sleep(lookEveryMs, signal);
      return jobs.whenFinished(jobId, signal);
    },
  },
});

async function isOurs(jobId: string, jobs: Jobs): Promise<boolean> {
  try {
    await jobs.resume(jobId);
    return true;
  } catch (error) {
    if (error instanceof SalesforceError && error.code === 'job.owned') return false;
    throw error;
  }
}

function toJobSpec(spec: RunSpec | JobSpec): JobSpec {
  if ('kind' in spec) return spec;
  if (!('soql' in spec)) return { kind: 'load', ...spec };
  const { operation, ...query } = spec;
  return { kind: 'export', ...query, ...(operation === 'queryAll' && { all: true }) };
}

/** Whoever names itself in the task is named in the journal of writes. */
const startedBy = ({ startedBy: name }: Task, spec: JobSpec): JobSpec =>
  name === undefined || spec.kind !== 'load' ? spec : { ...spec, startedBy: name };

async function follow(jobId: string, options: WaitOptions, deps: RunDeps, task: Task): Promise<RunResult> {
  const { jobs } = deps;
  options.onStart?.(jobId);
  const measure = createMeter(task.progress);
  const over = new AbortController();
  const signal = AbortSignal.any([task.signal, over.signal]);
  const unwatch = watch(jobId, jobs, measure);
  try {
    const timedOut = await Promise.race([enough(jobId, options, jobs, signal), ...late(options, deps, signal)]);
    const state = known(jobId, jobs);
    const isOpen = state.outcome === undefined && !state.interrupted;
    return await resultOf(state, { ...options, timedOut: timedOut && isOpen }, jobs, task.signal);
  } finally {
    over.abort();
    unwatch();
  }
}

/** The present state first, then every change. */
function watch(jobId: string, jobs: Jobs, look: (state: JobState) => void): () => void {
  const unwatch = jobs.onChange((state) => {
    if (state.jobId === jobId) look(state);
  });
  look(known(jobId, jobs));
  return unwatch;
}

/** Only asked for jobs that were just started or taken up. */
const known = (jobId: string, jobs: Jobs): JobState => jobs.get(jobId) as JobState;

async function enough(jobId: string, { wait = true }: WaitOptions, jobs: Jobs, signal: AbortSignal): Promise<false> {
  const ended = jobs.whenFinished(jobId, signal);
  await (wait === true ? ended : Promise.race([ended, left(jobId, wait, jobs, signal)]));
  return false;
}

/** When the job may be left to Salesforce; never, where its route is worth the waiting. */
const left = (jobId: string, wait: false | 'auto', jobs: Jobs, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const unwatch = watch(jobId, jobs, (state) => {
      const isWorthIt = wait === 'auto' && state.plan?.route?.wait !== false;
      if (!isWorthIt && isLeftToSalesforce(state)) resolve();
    });
    signal.addEventListener('abort', unwatch, { once: true });
  });

/** The longest wait that timers know: nearly 25 days. */
const longestWaitMs = 2 ** 31 - 1;

function late({ timeoutMinutes }: WaitOptions, { clock }: RunDeps, signal: AbortSignal): readonly Promise<true>[] {
  if (timeoutMinutes === undefined) return [];
  const wait = clock.sleep(Math.min(timeoutMinutes * 60_000, longestWaitMs), signal);
  return [wait.then((): true => true)];
}
