// The context that the functions of core/jobs share: the ports, the states in memory, and how to look one up.
import { SalesforceError } from '../errors/salesforceError';
import type { ErrorData, JobApproval, JobSpec, JobState } from '../model/job';
import type { JobWrite } from '../model/writes';
import type { Clock, Files, JobStore, Logger, Sha256 } from '../ports';
import { kindOf, type Kinds } from './jobKind';
import type { JobRuns } from './jobRuns';
import type { RetriedRowsReader } from './retry/retriedRows';
import type { TakenRows } from './retry/takenRows';
import type { RowView } from '../results/rowQuery';
import type { RowReader } from '../results/rowPages';

/** Protects orgs from unwanted writes by jobs. */
export interface JobGuard {
  /**
   * Resolves when the job may be created or resumed, with what a person agreed to; undefined when no person has to be
   * asked. Throws `policy.*` when it may not.
   */
  readonly approve: (request: ApprovalRequest, signal: AbortSignal) => Promise<JobApproval | undefined>;
  /** Called with the last state of a job that writes, once it has finished. */
  readonly finished: (state: JobState) => Promise<void>;
}

export interface ApprovalRequest {
  readonly spec: JobSpec;
  readonly write: JobWrite;
  /** What a person agreed to before. It is enough while the policy requires no more. */
  readonly given?: JobApproval | undefined;
  /**
   * The job has started before, so a policy that forbids it is left to its calls, which end it. `unattended`: no
   * person can be asked; where one must be, it throws `policy.unconfirmed`.
   */
  readonly resumes?: 'attended' | 'unattended';
}

/** `T`: the states of all kinds. */
export interface JobsDeps<T extends JobState> {
  readonly store: JobStore;
  readonly files: Files;
  readonly clock: Clock;
  readonly log: Logger;
  readonly sha256: () => Sha256;
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
  readonly retried: RetriedRowsReader;
  readonly states: Map<string, JobState>;
  readonly runs: JobRuns;
  /** Jobs whose journal cannot be read, and why. */
  readonly unreadable: Map<string, ErrorData>;
  /** How many events of each journal are in its state: by it, a newer reading of the journal is known. */
  readonly journaled: Map<string, number>;
  /** Attempts that took rows of each job, as far as its file was read (retry/takenRows). */
  readonly taken: Map<string, readonly TakenRows[]>;
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
  throw error ? toUnreadable(error) : new SalesforceError('job.unknown', { jobId });
}

const toUnreadable = ({ code, details }: ErrorData): SalesforceError =>
  SalesforceError.of(code === 'job.newerJournal' ? code : 'job.unreadableJournal', details);
