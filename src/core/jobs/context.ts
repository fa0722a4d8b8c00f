// The context that the functions of core/jobs share: the ports, the states in memory, and how to look one up.
import { SalesforceError, toErrorData, toSalesforceError } from '../errors/salesforceError';
import type { ErrorData, JobSpec, JobState, RecordedEvent } from '../model/job';
import type { JobWrite } from '../model/writes';
import type { Clock, Files, JobStore, Logger } from '../ports';
import { kindOf, type Kinds } from './jobKind';
import type { JobRuns } from './jobRuns';
import { readEvents } from './journal';
import { isJobEvent, replay } from './reduce';
import type { RetryContext } from './retry/retry';
import type { RowView } from '../results/rowQuery';
import type { RowReader } from '../results/rowPages';

/** Protects orgs from unwanted writes by jobs. */
export interface JobGuard {
  /** Resolves when the job may be created. Throws `policy.*` when it may not. */
  readonly approve: (spec: JobSpec, write: JobWrite, signal: AbortSignal) => Promise<void>;
  /** Called with the last state of a job that writes, once it has finished. */
  readonly finished: (state: JobState) => Promise<void>;
}

/** `T`: the states of all kinds. */
export interface JobsDeps<T extends JobState> {
  readonly store: JobStore;
  readonly files: Files;
  readonly clock: Clock;
  readonly log: Logger;
  readonly kinds: Kinds<T>;
  /** The org's name for titles. The journal stores it, so it is known even after the org was removed. */
  readonly orgLabel: (orgId: string) => Promise<string>;
  /** False: this process has no login for the org, so it leaves the org's jobs to other processes. */
  readonly knowsOrg: (orgId: string) => Promise<boolean>;
  readonly guard: JobGuard;
  /** Calls the listener when an org was added, changed or removed. Returns a function that removes the listener. */
  readonly onOrgsChange: (listener: () => void) => () => void;
}

export interface JobsContext extends JobsDeps<JobState> {
  readonly rows: RowReader;
  readonly states: Map<string, JobState>;
  readonly runs: JobRuns;
  /** Jobs whose journal cannot be read, and why. */
  readonly unreadable: Map<string, ErrorData>;
  /** The number of events that were last read from each journal. */
  readonly read: Map<string, number>;
  readonly notify: (state: JobState) => void;
}

export async function rowViewOf(jobId: string, context: JobsContext): Promise<RowView> {
  const state = requireState(jobId, context);
  const rows = kindOf(context.kinds, state).rows?.(state) ?? noRows;
  return { folder: await context.store.folder(jobId), ...rows };
}

const noRows: Omit<RowView, 'folder'> = { parts: [], columns: [], delimiter: ',', groups: [] };

export function requireState(jobId: string, { states, unreadable }: JobsContext): JobState {
  const state = states.get(jobId);
  if (state) return state;
  const error = unreadable.get(jobId);
  throw error ? toUnreadable(error.details) : new SalesforceError('job.unknown', { jobId });
}

const toUnreadable = (details: ErrorData['details']): SalesforceError =>
  new SalesforceError('job.unreadableJournal', details);

/** Another process may have appended events, so the journal replaces the state in memory. */
export async function rereadJournal(jobId: string, context: JobsContext): Promise<void> {
  const events = await readJournal(jobId, context);
  const state = events && replay(events, context.kinds);
  if (context.runs.isRunning(jobId)) return;
  if (!state) {
    const removed = context.states.get(jobId);
    context.states.delete(jobId);
    context.read.delete(jobId);
    if (removed) context.notify(removed);
    return;
  }
  // Two reads can overlap and the older one can end last. Journals only grow, so the longer one is newer.
  if (events.length <= (context.read.get(jobId) ?? 0)) return;
  context.read.set(jobId, events.length);
  context.states.set(jobId, state);
  context.notify(state);
}

/** Undefined for a journal that cannot be read. */
async function readJournal(jobId: string, context: JobsContext): Promise<readonly RecordedEvent[] | undefined> {
  const { store, kinds, unreadable, log } = context;
  try {
    const events = readEvents(await store.read(jobId), kinds);
    const [created] = events;
    if (created && isJobEvent(created) && created.type === 'created' && created.jobId !== jobId)
      throw new Error(`it is the journal of the job ${created.jobId}`);
    unreadable.delete(jobId);
    return events;
  } catch (error) {
    if (!unreadable.has(jobId)) log.warn('The journal of a job cannot be read.', { jobId, error });
    unreadable.set(jobId, toErrorData(asUnreadable(error, jobId)));
    return undefined;
  }
}

/** One journal that cannot be opened must not hide the other jobs. */
function asUnreadable(error: unknown, jobId: string): SalesforceError {
  const known = toSalesforceError(error);
  if (known.code === 'job.unreadableJournal') return known;
  const reason = error instanceof Error ? error.message : String(error);
  return new SalesforceError(
    'job.unreadableJournal',
    { file: `${jobId}/events.jsonl`, line: 1, reason },
    { cause: error },
  );
}

export const retryContext = ({ files, rows, states }: JobsContext): RetryContext => ({
  files,
  rows,
  states: [...states.values()],
});
