// Turns a job's state into what the job panel shows.
import type { Family, JobPhase, JobState, OrgKind, PartState } from '../../../core/core';
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
  const { spec, plan, total, succeeded, failed, unprocessed } = state;
  // A job that waits has no speed, so its end cannot be predicted.
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
      succeeded: state.outcome === undefined ? Math.max(succeeded, state.downloaded ?? 0) : succeeded,
      failed,
      unprocessed,
    },
    bytes: { sent: state.written?.bytes ?? sentBytes(state), ...(plan && { total: plan.sizeBytes }) },
    ...(rowsPerSecond !== undefined && { rowsPerSecond }),
    ...(secondsLeft !== undefined && { secondsLeft }),
    ...(apiTime > 0 && { apiTimeMs: apiTime }),
    parts: state.parts.map(toPart),
    groups: state.groups.map((group) => ({ ...group, fields: [...group.fields] })),
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

function toAttempts({ jobId, plan }: JobState, family: Family | undefined): Pick<JobSnapshot, 'attempts'> {
  if (!family || family.attempts.length < 2) return {};
  const { attempts, totals } = family;
  const at = attempts.findIndex((one) => one.jobId === jobId);
  const own = plan?.keepsLines === false && { ownLines: true };
  return { attempts: { at, of: attempts.length, ...own, totals: { ...totals } } };
}

const phaseNames: readonly JobPhase[] = ['preparing', 'uploading', 'processing', 'downloading', 'finished'];

function toPhases(state: JobState, nowMs: number): PhaseView[] {
  const names = phaseNames.filter((name) => !phasesWithout(state).has(name));
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

/** Calls of REST carry rows and their results at once, and an export over REST has no job that Salesforce works on. */
function phasesWithout({ spec, plan }: JobState): ReadonlySet<JobPhase> {
  if (spec.kind === 'export') return new Set(spec.rest ? ['uploading', 'processing'] : ['uploading']);
  return new Set((plan?.route?.api ?? 'bulk') === 'bulk' ? [] : ['uploading']);
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
