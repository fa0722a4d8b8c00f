// Turns a job into what its page shows.
import type { Attempts, JobPhase, JobState, OrgKind, Pace, RetriedRows } from '../../../core/core';
import type { JobSnapshot, PhaseView } from '../../../shared/protocol/job';
import type { JobKindView, KindSnapshot } from './jobKind';
import { leftIn, type Retried } from './retriedRows';

export interface SnapshotContext {
  readonly kind: JobKindView;
  readonly pace: Pace;
  /** The phases that the job goes through, in order. */
  readonly phases: readonly JobPhase[];
  /** Undefined when the org has been removed. */
  readonly orgKind: OrgKind | undefined;
  readonly nowMs: number;
  readonly error: JobSnapshot['error'] | undefined;
  /** Why Salesforce does not answer at the moment, as a sentence. */
  readonly delay?: string | undefined;
  /** Why an export had to start again at its first record, as a sentence. */
  readonly restarted?: string | undefined;
  readonly attempts?: Attempts | undefined;
  /** Rows that no later attempt has loaded; undefined for a job that cannot be retried. */
  readonly retryable?: JobSnapshot['retryable'] | undefined;
  /** Its records are in the Recycle Bin. */
  readonly isUndeletable?: boolean;
  /** Rows that later attempts took, as the core counts them and as the page shows them. */
  readonly retried?: { readonly rows: RetriedRows; readonly shown: Retried | undefined } | undefined;
}

export function toSnapshot(job: JobState, context: SnapshotContext): JobSnapshot {
  const { kind, pace, phases, orgKind, nowMs, error, delay, restarted, attempts, retryable, retried } = context;
  const { rowsPerSecond, secondsLeft } = pace;
  return {
    jobId: job.jobId,
    org: { label: job.orgLabel, kind: orgKind ?? 'unknown' },
    ...withRetried(kind.snapshot(job), retried),
    phases: toPhases(job, phases, nowMs),
    ...(rowsPerSecond !== undefined && { rowsPerSecond }),
    ...(secondsLeft !== undefined && { secondsLeft }),
    ...(retryable && { retryable }),
    ...(context.isUndeletable === true && { isUndeletable: true }),
    ...toAttempts(job, kind, attempts),
    aborting: job.aborting,
    ...(job.outcome && { outcome: job.outcome }),
    ...(error && { error }),
    ...(delay !== undefined && { delay }),
    ...(restarted !== undefined && { restarted }),
    createdAt: job.createdAt,
    changedAt: job.changedAt,
    ...(job.apiCalls !== undefined && { apiCalls: job.apiCalls }),
  };
}

function withRetried(
  snapshot: KindSnapshot,
  retried: SnapshotContext['retried'],
): KindSnapshot & Pick<JobSnapshot, 'retried'> {
  if (!retried?.shown) return snapshot;
  const groups = snapshot.groups.map((group, index) => {
    const left = leftIn(group, index, retried.rows);
    return left < group.count ? { ...group, left } : group;
  });
  return { ...snapshot, groups, retried: retried.shown };
}

function toAttempts(job: JobState, kind: JobKindView, found: Attempts | undefined): Pick<JobSnapshot, 'attempts'> {
  if (!found || found.attempts.length < 2) return {};
  const { attempts, totals } = found;
  const at = attempts.findIndex((one) => one.jobId === job.jobId);
  const own = kind.hasOwnLines(job) && { ownLines: true };
  return { attempts: { at, of: attempts.length, ...own, totals: { ...totals } } };
}

function toPhases(job: JobState, names: readonly JobPhase[], nowMs: number): PhaseView[] {
  const started = names.filter((name) => job.phaseStartedAt[name] !== undefined);
  const last = started.filter((name) => name !== 'finished').at(-1);
  return names.map((name) => {
    const from = job.phaseStartedAt[name];
    if (from === undefined) return { name, state: 'waiting', elapsedMs: 0 };
    const next = started[started.indexOf(name) + 1];
    const isOver = job.outcome !== undefined || job.interrupted !== undefined;
    const until = next === undefined ? (isOver ? job.changedAt : nowMs) : job.phaseStartedAt[next];
    return { name, state: phaseState(job, name, last), elapsedMs: Math.max((until ?? nowMs) - from, 0) };
  });
}

function phaseState(job: JobState, name: JobPhase, last: JobPhase | undefined): PhaseView['state'] {
  if (name === job.phase && job.outcome === undefined) return job.interrupted ? 'interrupted' : 'running';
  const isLast = name === last || name === 'finished';
  if (!isLast || job.outcome === undefined || job.outcome === 'completed') return 'done';
  return job.outcome === 'aborted' ? 'aborted' : 'failed';
}
