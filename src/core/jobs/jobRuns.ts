// The jobs that this process is running: each with its claim, its journal and the two ways to end it early.
import { SalesforceError, toSalesforceError, toErrorData } from '../errors/salesforceError';
import type { ErrorData, JobDelayed, JobEvent, JobState, RecordedEvent } from '../model/job';
import { CancelReason, type Task } from '../kernel/task';
import { whileWriting } from '../kernel/fileErrors';
import type { Clock, JobClaim, JobStore, Logger } from '../ports';
import { kindOf, type AnyKinds } from './jobKind';
import { toLine } from './journal';
import { begin, isJobEvent, reduce } from './reduce';

interface RunDeps {
  readonly store: JobStore;
  readonly clock: Clock;
  readonly log: Logger;
  readonly kinds: AnyKinds;
  readonly states: Map<string, JobState>;
  readonly notify: (state: JobState) => void;
  readonly guard: { readonly finished: (state: JobState) => Promise<void> };
}

export interface JobRuns {
  readonly record: (jobId: string, event: RecordedEvent) => Promise<void>;
  /** Goes on in the background. The claim is released when the run ends. */
  readonly launch: (jobId: string, claim: JobClaim) => void;
  readonly isRunning: (jobId: string) => boolean;
  /** Asks the run to end at Salesforce, too. Resolves when the journal says so. */
  readonly abort: (jobId: string) => Promise<void>;
  /** Ends the run at once, without a word to Salesforce: the job is interrupted for this reason. */
  readonly interrupt: (jobId: string, why: SalesforceError) => void;
  /** Resolves when nothing of the job runs here any more. */
  readonly ended: (jobId: string) => Promise<void>;
  /** Aborted when the jobs are closed. */
  readonly closing: AbortSignal;
  /** Stops watching all jobs; resolves when their journals are closed. */
  readonly detachAll: () => Promise<void>;
}

interface Active {
  readonly abort: () => Promise<void>;
  readonly interrupted: AbortController;
  readonly done: Promise<void>;
}

export function createJobRuns(deps: RunDeps): JobRuns {
  const active = new Map<string, Active>();
  const detach = new AbortController();
  const record = createRecorder(deps);
  const abortOf = (jobId: string, abortRequest: AbortController) => async (): Promise<void> => {
    if (deps.states.get(jobId)?.aborting) return;
    await record(jobId, { at: deps.clock.now(), type: 'aborting' });
    abortRequest.abort(new CancelReason('user'));
  };
  return {
    record,
    closing: detach.signal,
    launch: (jobId, claim) => {
      const abortRequest = new AbortController();
      if (deps.states.get(jobId)?.aborting) abortRequest.abort(new CancelReason('user'));
      const interrupted = new AbortController();
      const fail = (error: unknown): void => deps.log.error('a job could not be closed', { jobId, error });
      const task: Task = {
        signal: AbortSignal.any([detach.signal, claim.lost, interrupted.signal]),
        progress: () => undefined,
        delayed: (why) => {
          if (active.has(jobId)) record(jobId, toDelay(why, deps.clock)).catch(fail);
        },
      };
      const ends = { abortRequested: abortRequest.signal, interrupted: interrupted.signal };
      const done = runJob(jobId, ends, task, { ...deps, record }).finally(async () => {
        active.delete(jobId);
        await claim.release();
      });
      const abort = abortOf(jobId, abortRequest);
      active.set(jobId, { abort, interrupted, done });
      done.catch(fail);
      whenAborted(claim.abortRequested, () => void abort().catch(fail));
    },
    isRunning: (jobId) => active.has(jobId),
    abort: async (jobId) => active.get(jobId)?.abort(),
    interrupt: (jobId, why) => active.get(jobId)?.interrupted.abort(why),
    ended: async (jobId) => active.get(jobId)?.done,
    detachAll: async () => {
      detach.abort(new CancelReason('shutdown'));
      await Promise.allSettled([...active.values()].map((run) => run.done));
    },
  };
}

function whenAborted(signal: AbortSignal, act: () => void): void {
  if (signal.aborted) act();
  else signal.addEventListener('abort', act, { once: true });
}

/**
 * On disk first, then in memory, then told: nobody ever sees a state that a crash could take back. One event after the
 * other, so that the journal leads to the same state as the memory.
 */
function createRecorder(deps: RunDeps): JobRuns['record'] {
  const last = new Map<string, Promise<void>>();
  return (jobId, event) => {
    const turn = (last.get(jobId) ?? Promise.resolve()).then(() => recordEvent(jobId, event, deps));
    const settled = turn.catch(() => undefined);
    last.set(jobId, settled);
    void settled.then(() => {
      if (last.get(jobId) === settled) last.delete(jobId);
    });
    return turn;
  };
}

async function recordEvent(jobId: string, event: RecordedEvent, deps: RunDeps): Promise<void> {
  const before = deps.states.get(jobId);
  if (isDelay(event) && !isNews(event, before)) return;
  if (!isTransient(event, before, deps)) await writeDown(jobId, () => deps.store.append(jobId, toLine(event)));
  remember(jobId, event, deps);
}

const isTransient = (event: RecordedEvent, state: JobState | undefined, { kinds }: RunDeps): boolean =>
  state !== undefined && kindOf(kinds, state).events[event.type] === 'transient';

/** Throws `input.cannotWrite`. */
export const writeDown = <T>(jobId: string, work: () => Promise<T>): Promise<T> =>
  whileWriting(`The journal of the job ${jobId}`, work);

function remember(jobId: string, event: RecordedEvent, deps: RunDeps): void {
  const after = stateAfter(jobId, event, deps);
  if (!after) return;
  deps.states.set(jobId, after);
  deps.notify(after);
}

function stateAfter(jobId: string, event: RecordedEvent, { states, kinds }: RunDeps): JobState | undefined {
  const before = states.get(jobId);
  if (before) return reduce(before, event, kinds);
  return isJobEvent(event) && event.type === 'created' ? begin(event, kinds) : undefined;
}

const isDelay = (event: RecordedEvent): event is JobDelayed => isJobEvent(event) && event.type === 'delayed';

/** Hours without a connection are one line of the journal; a job that has ended waits for nothing. */
const isNews = ({ error: trouble }: JobDelayed, before: JobState | undefined): boolean =>
  before?.delayed?.code !== trouble?.code && before?.outcome === undefined && before?.interrupted === undefined;

const toDelay = (trouble: ErrorData | undefined, clock: Clock): JobEvent => ({
  at: clock.now(),
  type: 'delayed',
  ...(trouble && { error: trouble }),
});

interface Ends {
  readonly abortRequested: AbortSignal;
  readonly interrupted: AbortSignal;
}

interface RunParts extends RunDeps {
  readonly record: JobRuns['record'];
}

async function runJob(jobId: string, { abortRequested, interrupted }: Ends, task: Task, deps: RunParts): Promise<void> {
  const state = deps.states.get(jobId);
  if (!state) throw new SalesforceError('job.unknown', { jobId });
  try {
    const folder = await deps.store.folder(jobId);
    const kind = kindOf(deps.kinds, state);
    for await (const event of kind.run(state, { abortRequested, folder }, task)) await deps.record(jobId, event);
    const last = deps.states.get(jobId);
    if (last?.outcome && kind.write) await deps.guard.finished(last);
  } catch (error) {
    if (task.signal.aborted && !interrupted.aborted) return;
    const trouble = toSalesforceError(interrupted.aborted ? interrupted.reason : error);
    deps.log.warn('a job was interrupted', { jobId, error });
    const event: JobEvent = { at: deps.clock.now(), type: 'interrupted', error: toErrorData(trouble) };
    // Where the disk is full, whoever waits for the job must learn of it all the same.
    await deps.record(jobId, event).catch(() => remember(jobId, event, deps));
  }
}
