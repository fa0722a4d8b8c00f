// Folds a job's events into its state. The only place that knows what an event means for the whole.
import { freshPart } from '../model/load';
import type { FailureGroup, PartState, RemoteState } from '../model/load';
import type { JobEvent, JobPhase, JobState, ErrorData } from '../model/job';
import { objectOf } from '../soql/soql';
import { rowStep } from './reduceRows';

type EventOf<T extends JobEvent['type']> = Extract<JobEvent, { type: T }>;
type PartEvent = Extract<JobEvent, { readonly part: number }>;
type ExportEvent = EventOf<'queryCreated' | 'queryCounted' | 'downloading' | 'pageSaved' | 'restarted'>;

/** The state after the first event, which must be `created`. */
export function begin(event: EventOf<'created'>): JobState {
  return {
    jobId: event.jobId,
    spec: event.spec,
    object: event.spec.kind === 'load' ? event.spec.object : objectOf(event.spec.soql),
    orgLabel: event.orgLabel,
    phase: 'preparing',
    aborting: false,
    createdAt: event.at,
    changedAt: event.at,
    parts: [],
    groups: [],
    processed: 0,
    succeeded: 0,
    failed: 0,
    unprocessed: 0,
    phaseStartedAt: { preparing: event.at },
  };
}

export function reduce(state: JobState, event: JobEvent): JobState {
  const next = step(state, event);
  return { ...next, changedAt: event.at };
}

/** The state a journal leads to; undefined for an empty or headless one. */
export function replay(events: readonly JobEvent[]): JobState | undefined {
  const [first, ...rest] = events;
  return first?.type === 'created' ? rest.reduce(reduce, begin(first)) : undefined;
}

function step(state: JobState, event: JobEvent): JobState {
  switch (event.type) {
    case 'created':
      return state;
    case 'preparing':
      return { ...state, reading: { readBytes: event.readBytes, totalBytes: event.totalBytes } };
    case 'planned':
      return planned(state, event);
    case 'delayed':
      return delayed(state, event.error);
    case 'resumed':
      return withoutInterruption(state);
    case 'interrupted':
      return { ...delayed(state, undefined), interrupted: event.error };
    case 'aborting':
      return { ...withoutInterruption(state), aborting: true };
    case 'finished':
      return enter(
        { ...delayed(state, undefined), outcome: event.outcome, ...(event.error && { error: event.error }) },
        'finished',
        event.at,
      );
    case 'queryCreated':
    case 'queryCounted':
    case 'downloading':
    case 'pageSaved':
    case 'restarted':
      return exportStep(state, event);
    default:
      return withPart(state, event);
  }
}

function delayed(state: JobState, trouble: ErrorData | undefined): JobState {
  const { delayed: _, ...rest } = state;
  return trouble ? { ...rest, delayed: trouble } : rest;
}

function withoutInterruption(state: JobState): JobState {
  const { interrupted: _, ...rest } = state;
  return rest;
}

function planned(state: JobState, event: EventOf<'planned'>): JobState {
  const { records, sizeBytes, modifiedMs, dialect, columns, rewritten, keepsLines, addedRows, sha256, route } = event;
  const plan = {
    records,
    sizeBytes,
    modifiedMs,
    dialect,
    columns,
    rewritten,
    ...(keepsLines !== undefined && { keepsLines }),
    ...(addedRows !== undefined && { addedRows }),
    ...(sha256 !== undefined && { sha256 }),
    ...(route && { route }),
  };
  const { reading: _, ...rest } = state;
  const isBulk = (route?.api ?? 'bulk') === 'bulk';
  // Calls of REST carry rows and their results at once.
  const phase = isBulk ? 'uploading' : 'processing';
  return enter({ ...rest, plan, total: records, parts: event.parts.map(freshPart) }, phase, event.at);
}

function exportStep(state: JobState, event: ExportEvent): JobState {
  switch (event.type) {
    case 'queryCreated':
      return enter(withQuery(state, event), 'processing', event.at);
    case 'queryCounted':
      return enter({ ...state, total: event.records, processed: event.records }, 'downloading', event.at);
    case 'downloading':
      return { ...state, downloaded: Math.max(state.downloaded ?? 0, event.records) };
    case 'pageSaved':
      return { ...state, ...arrived(state, event.records), written: { bytes: event.bytes, next: event.next } };
    case 'restarted':
      return restarted(state, event.error);
  }
}

function restarted({ written: _, downloaded: _received, ...state }: JobState, trouble: ErrorData): JobState {
  return { ...state, ...arrived(state, 0), restarted: trouble };
}

/** Whoever shows parts shows the one job at Salesforce; it has no bytes of ours. */
function withQuery(state: JobState, { remoteId, apiVersion }: EventOf<'queryCreated'>): JobState {
  const plan = { index: 0, start: 0, end: 0, records: 0, firstLine: 0 };
  const part: PartState = { ...freshPart(plan), phase: 'processing', remoteId, remoteState: 'UploadComplete' };
  return { ...state, query: { remoteId, apiVersion }, parts: [part] };
}

const arrived = ({ parts }: JobState, succeeded: number): Pick<JobState, 'succeeded' | 'parts'> => ({
  succeeded,
  parts: parts.map((part) => ({ ...part, succeeded })),
});

function withPart(state: JobState, event: PartEvent): JobState {
  const parts = state.parts.map((part) => (part.plan.index === event.part ? partStep(part, event) : part));
  const groups = event.type === 'partFinished' ? mergeGroups(state.groups, event.groups) : state.groups;
  return enter({ ...delayed(state, undefined), parts, groups, ...totals(parts) }, phaseOf(parts), event.at);
}

function partStep(part: PartState, event: Exclude<PartEvent, { type: 'waiting' }>): PartState {
  switch (event.type) {
    case 'partCreating':
      return { ...part, phase: 'creating', creatingAt: event.at };
    case 'partCreated':
      return { ...part, phase: 'uploading', remoteId: event.remoteId, remoteState: 'Open', sentBytes: 0 };
    case 'uploading':
      return {
        ...part,
        sentBytes: Math.min(Math.max(part.sentBytes, event.sentBytes), part.plan.end - part.plan.start),
      };
    case 'uploaded':
      return { ...part, phase: 'uploaded', sentBytes: part.plan.end - part.plan.start };
    case 'closed':
      return { ...part, phase: 'processing', remoteState: 'UploadComplete' };
    case 'processing':
      return processing(part, event);
    case 'partAbandoned':
      return abandoned(part, event.remoteId);
    case 'callSent':
    case 'callRejected':
    case 'callAnswered':
    case 'callUnanswered':
      return rowStep(part, event);
    case 'partFinished':
      return {
        ...part,
        ...(part.calls && { calls: { ...part.calls, answered: [], inFlight: [] } }),
        phase: 'finished',
        remoteState: event.state,
        processed: Math.max(part.processed, event.succeeded + event.failed),
        succeeded: event.succeeded,
        failed: event.failed,
        unprocessed: event.unprocessed,
        ...(event.message !== undefined && { message: event.message }),
      };
  }
}

const terminal = new Set<RemoteState>(['JobComplete', 'Failed', 'Aborted']);
export const isTerminal = (state: RemoteState): boolean => terminal.has(state);

function processing(part: PartState, event: EventOf<'processing'>): PartState {
  return {
    ...part,
    phase: isTerminal(event.state) ? 'downloading' : 'processing',
    remoteState: event.state,
    processed: Math.max(part.processed, event.processed),
    processedFailed: Math.max(part.processedFailed, event.failed),
    apiTimeMs: event.apiTimeMs,
  };
}

function abandoned(part: PartState, remoteId: string): PartState {
  const { remoteId: _id, remoteState: _state, creatingAt: _at, ...rest } = part;
  return { ...rest, phase: 'waiting', sentBytes: 0, abandoned: [...part.abandoned, remoteId] };
}

function totals(parts: readonly PartState[]): Pick<JobState, 'processed' | 'succeeded' | 'failed' | 'unprocessed'> {
  const sum = { processed: 0, succeeded: 0, failed: 0, unprocessed: 0 };
  for (const part of parts) {
    sum.processed += part.processed;
    sum.succeeded += part.succeeded;
    sum.failed += part.failed;
    sum.unprocessed += part.unprocessed;
  }
  return sum;
}

/** A job is where its last part is: uploading until every part is up, then processing, then collecting. */
function phaseOf(parts: readonly PartState[]): JobPhase {
  if (parts.some((part) => notYetUp.has(part.phase) || isNeverSent(part))) return 'uploading';
  return parts.some((part) => part.phase === 'uploaded' || part.phase === 'processing') ? 'processing' : 'downloading';
}

const notYetUp: ReadonlySet<PartState['phase']> = new Set(['waiting', 'creating', 'uploading']);

/** There was never a job to upload it to, so there is nothing to process or to collect. */
const isNeverSent = ({ phase, remoteId, calls }: PartState): boolean =>
  phase === 'finished' && remoteId === undefined && !calls;

/** Phases never go back for the person who watches, even when a part has to be made anew. */
const order: readonly JobPhase[] = ['preparing', 'uploading', 'processing', 'downloading', 'finished'];

function enter(state: JobState, phase: JobPhase, at: number): JobState {
  if (order.indexOf(phase) <= order.indexOf(state.phase)) return state;
  return { ...state, phase, phaseStartedAt: { ...state.phaseStartedAt, [phase]: at } };
}

/** The same cause in several parts is one group; order is that of first appearance, so an index stays valid. */
export function mergeGroups(known: readonly FailureGroup[], more: readonly FailureGroup[]): readonly FailureGroup[] {
  const merged = new Map(known.map((group) => [groupKey(group), group]));
  for (const group of more) {
    const found = merged.get(groupKey(group));
    merged.set(groupKey(group), found ? { ...found, count: found.count + group.count } : group);
  }
  return [...merged.values()];
}

export const groupKey = (group: Omit<FailureGroup, 'count'>): string =>
  JSON.stringify([group.code, group.message, group.fields]);
