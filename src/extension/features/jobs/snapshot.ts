// Turns a job's state into what the job panel shows.
import {
  phasesOf,
  type Family,
  type JobPhase,
  type JobState,
  type LoadState,
  type OrgKind,
  type PartState,
} from '../../../core/core';
import type { JobSnapshot, PartView, PhaseView } from '../../../shared/protocol/job';
import { fileNameOf } from '../../host/fileName';
import { routeInWords } from '../../words/route';
import { apiTimeMs, paceOf, sentBytes } from './pace';

export interface SnapshotContext {
  /** Missing when the org was removed since. */
  readonly orgKind: OrgKind | undefined;
  readonly nowMs: number;
  readonly error: JobSnapshot['error'] | undefined;
  /** Why Salesforce does not answer at the moment, as a sentence. */
  readonly delay?: string | undefined;
  /** Why an export had to start again at its first record, as a sentence. */
  readonly restarted?: string | undefined;
  readonly family?: Family | undefined;
  /** Rows that no attempt took; missing for a job that cannot be retried. */
  readonly retryable?: JobSnapshot['retryable'] | undefined;
}

export function toSnapshot(
  state: JobState,
  { orgKind, nowMs, error, delay, restarted, family, retryable }: SnapshotContext,
): JobSnapshot {
  const { spec, total, succeeded, failed, unprocessed } = state;
  const plan = planOf(state);
  const groups = state.kind === 'load' ? state.groups : [];
  const { downloaded, written } = state.kind === 'export' ? state : {};
  // Nobody knows when a job ends that stands still.
  const { rowsPerSecond, secondsLeft } = state.interrupted || state.delayed ? {} : paceOf(state);
  const apiTime = apiTimeMs(state);
  return {
    jobId: state.jobId,
    org: { label: state.orgLabel, kind: orgKind ?? 'unknown' },
    object: state.object,
    operation: spec.kind === 'export' ? 'query' : spec.operation,
    ...(spec.kind === 'load' && spec.externalIdField !== undefined && { externalIdField: spec.externalIdField }),
    ...toBlanks(spec),
    ...toQuery(spec),
    fileName: fileNameOf(spec.file),
    ...(plan?.route && { route: routeInWords(plan.route) }),
    phases: toPhases(state, nowMs),
    totals: {
      ...(total !== undefined && { records: total }),
      processed: state.processed,
      // While pages of an export are under way, what has arrived says more than what is written.
      succeeded: state.outcome === undefined ? Math.max(succeeded, downloaded ?? 0) : succeeded,
      failed,
      unprocessed,
    },
    bytes: { sent: written?.bytes ?? sentBytes(state), ...(plan && { total: plan.sizeBytes }) },
    ...(rowsPerSecond !== undefined && { rowsPerSecond }),
    ...(secondsLeft !== undefined && { secondsLeft }),
    ...(apiTime > 0 && { apiTimeMs: apiTime }),
    parts: state.parts.map(toPart),
    groups: groups.map((group) => ({ ...group, fields: [...group.fields] })),
    // The records of an export are in its file, and nowhere else.
    rows: spec.kind === 'export' ? { succeeded: 0, failed, unprocessed } : { succeeded, failed, unprocessed },
    ...(retryable && { retryable }),
    ...toAttempts(state, family),
    aborting: state.aborting,
    ...(state.outcome && { outcome: state.outcome }),
    ...(error && { error }),
    ...(delay !== undefined && { delay }),
    ...(restarted !== undefined && { restarted }),
    createdAt: state.createdAt,
    changedAt: state.changedAt,
  };
}

const toQuery = (spec: JobState['spec']): Pick<JobSnapshot, 'query'> =>
  spec.kind === 'export'
    ? { query: { soql: spec.soql, format: spec.format, all: spec.all ?? false, isRest: spec.rest ?? false } }
    : {};

/** A deletion sends only ids. */
const toBlanks = (spec: JobState['spec']): Pick<JobSnapshot, 'blanks'> =>
  spec.kind === 'export' || spec.operation === 'delete' || spec.operation === 'hardDelete'
    ? {}
    : { blanks: spec.blanks ?? 'ignore' };

const planOf = (state: JobState): LoadState['plan'] => (state.kind === 'load' ? state.plan : undefined);

function toAttempts(state: JobState, family: Family | undefined): Pick<JobSnapshot, 'attempts'> {
  if (!family || family.attempts.length < 2) return {};
  const { attempts, totals } = family;
  const at = attempts.findIndex((one) => one.jobId === state.jobId);
  const own = planOf(state)?.keepsLines === false && { ownLines: true };
  return { attempts: { at, of: attempts.length, ...own, totals: { ...totals } } };
}

function toPhases(state: JobState, nowMs: number): PhaseView[] {
  const names = phasesOf(state);
  const started = names.filter((name) => state.phaseStartedAt[name] !== undefined);
  const last = started.filter((name) => name !== 'finished').at(-1);
  return names.map((name) => {
    const from = state.phaseStartedAt[name];
    if (from === undefined) return { name, state: 'waiting', elapsedMs: 0 };
    const next = started[started.indexOf(name) + 1];
    const isOver = state.outcome !== undefined || state.interrupted !== undefined;
    const until = next === undefined ? (isOver ? state.changedAt : nowMs) : state.phaseStartedAt[next];
    return { name, state: phaseState(state, name, last), elapsedMs: Math.max((until ?? nowMs) - from, 0) };
  });
}

function phaseState(state: JobState, name: JobPhase, last: JobPhase | undefined): PhaseView['state'] {
  if (name === state.phase && state.outcome === undefined) return state.interrupted ? 'interrupted' : 'running';
  const isLast = name === last || name === 'finished';
  if (!isLast || state.outcome === undefined || state.outcome === 'completed') return 'done';
  return state.outcome === 'aborted' ? 'aborted' : 'failed';
}

function toPart({ plan, remoteId, remoteState, message, ...part }: PartState): PartView {
  return {
    index: plan.index,
    phase: part.phase,
    records: plan.records,
    processed: part.processed,
    succeeded: part.succeeded,
    failed: part.failed,
    unprocessed: part.unprocessed,
    ...(remoteId !== undefined && { remoteId }),
    ...(remoteState !== undefined && { remoteState }),
    ...(message !== undefined && { message }),
  };
}
