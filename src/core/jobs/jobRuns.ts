// The jobs that this process runs: their claims, their journals, and how they are aborted or interrupted.
import { SalesforceError, toSalesforceError, toErrorData } from '../errors/salesforceError';
import type { ErrorData, JobDelayed, JobEvent, JobState, RecordedEvent } from '../model/job';
import { CancelReason, type Task } from '../kernel/task';
import { whileWriting } from '../kernel/fileErrors';
import type { Clock, JobClaim, JobStore, Logger } from '../ports';
import { createCallCounts, type CallCounts } from './callCounts';
import { kindOf, type AnyKinds } from './jobKind';
import { toLine } from './journal';
import { begin, isJobEvent, reduce } from './reduce';

interface RunDeps {
  readonly store: JobStore;
  readonly clock: Clock;
  readonly log: Logger;
  readonly kinds: AnyKinds;
  readonly states: Map<string, JobState>;
  /** How many events of each journal are in its state. */
  readonly journaled: Map<string, number>;
  readonly notify: (state: JobState) => void;
  readonly guard: { readonly finished: (state: JobState) => Promise<void> };
}

export interface JobRuns {
  readonly record: (jobId: string, event: RecordedEvent) => Promise<void>;
  /** Runs the job in the background. The claim is released when the run ends. */
  readonly launch: (jobId: string, claim: JobClaim, how?: { readonly offline: boolean }) => void;
  readonly isRunning: (jobId: string) => boolean;
  /** Asks the run to abort the job at Salesforce. Resolves when `aborting` is in the journal. */
  readonly abort: (jobId: string) => Promise<void>;
  /** Ends the run at once without a call to Salesforce. The job is interrupted with this error. */
  readonly interrupt: (jobId: string, reason: SalesforceError) => void;
  /** The job that could not be resumed is interrupted with this error here, and not in its journal. */
  readonly showInterrupted: (jobId: string, reason: SalesforceError) => void;
  /** Resolves when this process no longer runs the job. */
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
  const calls = createCallCounts();
  const record = createRecorder(deps, calls);
  const abortOf = (jobId: string, abortRequest: AbortController) => async (): Promise<void> => {
    if (deps.states.get(jobId)?.aborting) return;
    await record(jobId, { at: deps.clock.now(), type: 'aborting' });
    abortRequest.abort(new CancelReason('user'));
  };
  return {
    record,
    closing: detach.signal,
    launch: (jobId, claim, { offline } = { offline: false }) => {
      const abortRequest = new AbortController();
      if (deps.states.get(jobId)?.aborting) abortRequest.abort(new CancelReason('user'));
      const interrupted = new AbortController();
      const logFailure = (error: unknown): void =>
        deps.log.error('A job could not be recorded or released.', { jobId, error });
      const task: Task = {
        signal: AbortSignal.any([detach.signal, claim.lost, interrupted.signal]),
        progress: () => undefined,
        called: () => calls.add(jobId),
        delayed: (error) => {
          if (active.has(jobId)) record(jobId, toDelay(error, deps.clock)).catch(logFailure);
        },
      };
      const ends = { abortRequested: abortRequest.signal, interrupted: interrupted.signal, offline };
      const done = runJob(jobId, ends, task, { ...deps, record }).finally(async () => {
        active.delete(jobId);
        await claim.release();
      });
      const abort = abortOf(jobId, abortRequest);
      active.set(jobId, { abort, interrupted, done });
      done.catch(logFailure);
      whenAborted(claim.abortRequested, () => void abort().catch(logFailure));
    },
    isRunning: (jobId) => active.has(jobId),
    abort: async (jobId) => active.get(jobId)?.abort(),
    interrupt: (jobId, reason) => active.get(jobId)?.interrupted.abort(reason),
    showInterrupted: (jobId, reason) =>
      applyEvent(jobId, { at: deps.clock.now(), type: 'interrupted', error: toErrorData(reason) }, deps),
    ended: async (jobId) => active.get(jobId)?.done,
    detachAll: async () => {
      detach.abort(new CancelReason('shutdown'));
      await Promise.allSettled([...active.values()].map((run) => run.done));
    },
  };
}

function whenAborted(signal: AbortSignal, callback: () => void): void {
  if (signal.aborted) callback();
  else signal.addEventListener('abort', callback, { once: true });
}

/**
 * Writes an event to disk, then updates the state in memory, then notifies: a state that is shown survives a crash.
 * The events of a job are recorded one at a time, so the journal replays to the state in memory.
 */
function createRecorder(deps: RunDeps, calls: CallCounts): JobRuns['record'] {
  const last = new Map<string, Promise<void>>();
  return (jobId, event) => {
    const recorded = (last.get(jobId) ?? Promise.resolve()).then(() => recordEvent(jobId, event, calls, deps));
    const settled = recorded.catch(() => undefined);
    last.set(jobId, settled);
    void settled.then(() => {
      if (last.get(jobId) === settled) last.delete(jobId);
    });
    return recorded;
  };
}

async function recordEvent(jobId: string, event: RecordedEvent, calls: CallCounts, deps: RunDeps): Promise<void> {
  const { states, journaled, store } = deps;
  const before = states.get(jobId);
  // An abort or a delay may come a moment too late.
  if (before?.phase === 'finished' || (isDelay(event) && !changesDelay(event, before))) return;
  if (isTransient(event, before, deps)) {
    applyEvent(jobId, event, deps);
    return;
  }
  const counted = calls.withCalls(jobId, event);
  await whileWritingJournal(jobId, () => store.append(jobId, toLine(counted)));
  journaled.set(jobId, (journaled.get(jobId) ?? 0) + 1);
  applyEvent(jobId, counted, deps);
}

const isTransient = (event: RecordedEvent, state: JobState | undefined, { kinds }: RunDeps): boolean =>
  state !== undefined && kindOf(kinds, state).events[event.type] === 'transient';

/** Throws `input.cannotWrite`. */
export const whileWritingJournal = <T>(jobId: string, work: () => Promise<T>): Promise<T> =>
  whileWriting(`The journal of the job ${jobId}`, work);

function applyEvent(jobId: string, event: RecordedEvent, deps: RunDeps): void {
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

/** Each failed call reports a delay. The journal records only changes, and none for a job that is interrupted. */
const changesDelay = ({ error }: JobDelayed, before: JobState | undefined): boolean =>
  before?.delayed?.code !== error?.code && before?.interrupted === undefined;

const toDelay = (error: ErrorData | undefined, clock: Clock): JobEvent => ({
  at: clock.now(),
  type: 'delayed',
  ...(error && { error }),
});

/** Without the org a run cannot end in another way, whatever it calls it. */
const asAborted = (event: RecordedEvent): RecordedEvent =>
  isJobEvent(event) && event.type === 'finished' ? { ...event, outcome: 'aborted' } : event;

interface Ends {
  readonly abortRequested: AbortSignal;
  readonly interrupted: AbortSignal;
  readonly offline: boolean;
}

interface RunParts extends RunDeps {
  readonly record: JobRuns['record'];
}

async function runJob(jobId: string, ends: Ends, task: Task, deps: RunParts): Promise<void> {
  const { abortRequested, interrupted, offline } = ends;
  const state = deps.states.get(jobId);
  if (!state) throw new SalesforceError('job.unknown', { jobId });
  try {
    const folder = await deps.store.folder(jobId);
    const kind = kindOf(deps.kinds, state);
    for await (const event of kind.run(state, { abortRequested, folder, offline }, task))
      await deps.record(jobId, offline ? asAborted(event) : event);
    const last = deps.states.get(jobId);
    if (last?.outcome && kind.write) await deps.guard.finished(last);
  } catch (error) {
    if (task.signal.aborted && !interrupted.aborted) return endIfRemoved(jobId, deps);
    const reason = toSalesforceError(interrupted.aborted ? interrupted.reason : error);
    deps.log.warn('A job was interrupted.', { jobId, error });
    const event: JobEvent = { at: deps.clock.now(), type: 'interrupted', error: toErrorData(reason) };
    // On a full disk the event cannot be written, but those who wait for the job must still see the interruption.
    await deps.record(jobId, event).catch(() => applyEvent(jobId, event, deps));
  }
}

/** Nothing is left to write to and to resume from, so the job ends here, and only in this process. */
async function endIfRemoved(jobId: string, deps: RunParts): Promise<void> {
  if (await deps.store.read(jobId)) return;
  const error = toErrorData(new SalesforceError('job.removed', { jobId }));
  deps.log.warn('A job was removed while it ran.', { jobId });
  applyEvent(jobId, { at: deps.clock.now(), type: 'finished', outcome: 'failed', error }, deps);
}
