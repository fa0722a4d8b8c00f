// Folds a job's events into its state. The only place that knows what an event means for the whole.
import { freshPart } from '../model/load';
import type { FailureGroup, PartState, RemoteState } from '../model/load';
import type { JobEvent, JobPhase, JobState, Trouble } from '../model/job';
import { objectOf } from '../soql/soql';
import { rowStep } from './reduceRows';

type EventOf<T extends JobEvent['type']> = Extract<JobEvent, { type: T }>;
type PartEvent = Extract<JobEvent, { readonly part: number }>;
type ExportEvent = EventOf<'queryCreated' | 'queryCounted' | 'fetching' | 'pageFetched' | 'begunAnew'>;

/** The state after the first event, which must be `created`. */
export function begin(event: EventOf<'created'>): JobState {
  return {
    jobId: event.jobId,
    spec: event.spec,
    object: event.spec.kind === 'load' ? event.spec.object : objectOf(event.spec.soql),
    orgLabel: event.orgLabel,
    phase: 'preparing',
    stopping: false,
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
      return delayed(state, event.trouble);
    case 'resumed':
      return withoutInterruption(state);
    case 'interrupted':
      return { ...delayed(state, undefined), interrupted: event.trouble };
    case 'stopping':
      return { ...withoutInterruption(state), stopping: true };
    case 'finished':
      return enter(
        { ...delayed(state, undefined), end: event.end, ...(event.trouble && { trouble: event.trouble }) },
        'finished',
        event.at,
      );
    case 'queryCreated':
    case 'queryCounted':
    case 'fetching':
    case 'pageFetched':
    case 'begunAnew':
      return exportStep(state, event);
    default:
      return withPart(state, event);
  }
}

function delayed(state: JobState, trouble: Trouble | undefined): JobState {
  const { delayed: _, ...rest } = state;
  return trouble ? { ...rest, delayed: trouble } : rest;
}

function withoutInterruption(state: JobState): JobState {
  const { interrupted: _, ...rest } = state;
  return rest;
}

function planned(state: JobState, event: EventOf<'planned'>): JobState {
  const { records, sizeBytes, modifiedMs, dialect, columns, rewritten, keepsLines, sha256, route } = event;
  const plan = {
    ...{ records, sizeBytes, modifiedMs, dialect, columns, rewritten },
    ...(keepsLines !== undefined && { keepsLines }),
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
      return enter({ ...state, total: event.records, processed: event.records }, 'collecting', event.at);
    case 'fetching':
      return { ...state, received: Math.max(state.received ?? 0, event.records) };
    case 'pageFetched':
      return { ...state, ...arrived(state, event.records), written: { bytes: event.bytes, next: event.next } };
    case 'begunAnew':
      return begunAnew(state, event.trouble);
  }
}

function begunAnew({ written: _, received: _received, ...state }: JobState, trouble: Trouble): JobState {
  return { ...state, ...arrived(state, 0), begunAnew: trouble };
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
  if (event.type === 'waiting') return delayed(state, event.trouble);
  const parts = state.parts.map((part) => (part.plan.index === event.part ? partStep(part, event) : part));
  const groups = event.type === 'partSettled' ? mergeGroups(state.groups, event.groups) : state.groups;
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
    case 'sending':
    case 'turnedAway':
    case 'answered':
    case 'lost':
      return rowStep(part, event);
    case 'partSettled':
      return {
        ...part,
        ...(part.rows && { rows: { ...part.rows, answered: [], inFlight: [] } }),
        phase: 'settled',
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
    phase: isTerminal(event.state) ? 'collecting' : 'processing',
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
  if (parts.some((part) => notYetUp.has(part.phase) || isLeftAtHome(part))) return 'uploading';
  return parts.some((part) => part.phase === 'uploaded' || part.phase === 'processing') ? 'processing' : 'collecting';
}

const notYetUp: ReadonlySet<PartState['phase']> = new Set(['waiting', 'creating', 'uploading']);

/** There was never a job to upload it to, so there is nothing to process or to collect. */
const isLeftAtHome = ({ phase, remoteId, rows }: PartState): boolean =>
  phase === 'settled' && remoteId === undefined && !rows;

/** Phases never go back for the person who watches, even when a part has to be made anew. */
const order: readonly JobPhase[] = ['preparing', 'uploading', 'processing', 'collecting', 'finished'];

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
