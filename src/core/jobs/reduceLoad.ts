// Reduces the events of a load to its state: its plan, its parts and its rows.
import type { JobPhase } from '../model/job';
import {
  freshPart,
  type FailureGroup,
  type LoadEvent,
  type LoadState,
  type PartEvent,
  type PartState,
} from '../model/load';
import { enter, remoteStep, withoutDelay } from './phases';
import { callStep } from './reduceCalls';

export function reduceLoad(state: LoadState, event: LoadEvent): LoadState {
  switch (event.type) {
    case 'preparing':
      return { ...state, reading: { readBytes: event.readBytes, totalBytes: event.totalBytes } };
    case 'planned':
      return planned(state, event);
    default:
      return withPart(state, event);
  }
}

function planned(state: LoadState, event: Extract<LoadEvent, { readonly type: 'planned' }>): LoadState {
  const { at, type: _type, parts, ...plan } = event;
  const { reading: _, ...rest } = state;
  const isBulk = (plan.route?.api ?? 'bulk') === 'bulk';
  // Without bulk jobs there is no upload: each call sends rows and returns their results.
  const phase = isBulk ? 'uploading' : 'processing';
  return enter({ ...rest, plan, total: plan.records, parts: parts.map(freshPart) }, phase, at);
}

function withPart(state: LoadState, event: PartEvent): LoadState {
  const parts = state.parts.map((part) => (part.plan.index === event.part ? partStep(part, event) : part));
  const groups = event.type === 'partFinished' ? mergeGroups(state.groups, event.groups) : state.groups;
  return enter({ ...withoutDelay(state), parts, groups, ...totals(parts) }, phaseOf(parts), event.at);
}

function partStep(part: PartState, event: PartEvent): PartState {
  switch (event.type) {
    case 'partCreating':
      return { ...part, phase: 'creating', creatingAt: event.at };
    case 'partCreated':
      return { ...part, phase: 'uploading', remoteId: event.remoteId, remoteState: 'Open', sentBytes: 0 };
    case 'uploading':
      return { ...part, sentBytes: Math.min(Math.max(part.sentBytes, event.sentBytes), sizeOf(part)) };
    case 'uploaded':
      return { ...part, phase: 'uploaded', sentBytes: sizeOf(part) };
    case 'closed':
    case 'processing':
      return remoteStep(part, event);
    case 'partAbandoned':
      return abandoned(part, event.remoteId);
    case 'callSent':
    case 'callRejected':
    case 'callAnswered':
    case 'callUnanswered':
      return callStep(part, event);
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

const sizeOf = ({ plan }: PartState): number => plan.end - plan.start;

function abandoned(part: PartState, remoteId: string): PartState {
  const { remoteId: _id, remoteState: _state, creatingAt: _at, ...rest } = part;
  return { ...rest, phase: 'waiting', sentBytes: 0, abandoned: [...part.abandoned, remoteId] };
}

type Totals = Pick<LoadState, 'processed' | 'succeeded' | 'failed' | 'unprocessed'>;

function totals(parts: readonly PartState[]): Totals {
  const sum = { processed: 0, succeeded: 0, failed: 0, unprocessed: 0 };
  for (const part of parts) {
    sum.processed += part.processed;
    sum.succeeded += part.succeeded;
    sum.failed += part.failed;
    sum.unprocessed += part.unprocessed;
  }
  return sum;
}

/** A load is in the phase of its slowest part. It is uploading until all parts are uploaded. */
function phaseOf(parts: readonly PartState[]): JobPhase {
  if (parts.some((part) => notUploaded.has(part.phase) || isNeverSent(part))) return 'uploading';
  return parts.some((part) => part.phase === 'uploaded' || part.phase === 'processing') ? 'processing' : 'downloading';
}

const notUploaded: ReadonlySet<PartState['phase']> = new Set(['waiting', 'creating', 'uploading']);

/** The part never had a remote job, so there is nothing to process or download. */
const isNeverSent = ({ phase, remoteId, calls }: PartState): boolean =>
  phase === 'finished' && remoteId === undefined && !calls;

/** Joins groups with the same cause. Known groups keep their order and new ones follow, so an index stays valid. */
export function mergeGroups(before: readonly FailureGroup[], added: readonly FailureGroup[]): readonly FailureGroup[] {
  const merged = new Map(before.map((group) => [groupKey(group), group]));
  for (const group of added) {
    const found = merged.get(groupKey(group));
    merged.set(groupKey(group), found ? { ...found, count: found.count + group.count } : group);
  }
  return [...merged.values()];
}

const groupKey = (group: Omit<FailureGroup, 'count'>): string =>
  JSON.stringify([group.code, group.message, group.fields]);
