// Reduces the events of a load to its state: its plan, its parts and its rows.
import type { JobPhase } from '../model/job';
import type { FailureGroup, LoadEvent, LoadState, PartEvent, PartState, ProcessedAt } from '../model/load';
import { freshPart } from '../model/parts';
import { enter, remoteStep, withoutDelay } from './phases';
import { withPoint } from './processedOverTime';
import { callStep } from './reduceCalls';

export function reduceLoad(state: LoadState, event: LoadEvent, keepsBefore: boolean): LoadState {
  switch (event.type) {
    case 'preparing':
      return { ...state, reading: { readBytes: event.readBytes, totalBytes: event.totalBytes } };
    case 'planned':
      return planned(state, event);
    default:
      return withPart(state, event, keepsBefore);
  }
}

/** A process that lost the job may record its plan late. Then the parts are under way. */
function planned(state: LoadState, event: Extract<LoadEvent, { readonly type: 'planned' }>): LoadState {
  if (state.plan) return state;
  const { at, type: _type, parts, ...plan } = event;
  const { reading: _, ...rest } = state;
  const isBulk = (plan.route?.api ?? 'bulk') === 'bulk';
  // Without bulk jobs there is no upload: each call sends rows and returns their results.
  const phase = isBulk ? 'uploading' : 'processing';
  const fresh = parts.map(freshPart);
  const unsent = fresh.filter((part) => part.phase === 'finished');
  const failed = unsent.reduce((sum, part) => sum + part.failed, 0);
  const groups = unsent.flatMap((part) => part.plan.unsent ?? []);
  const partsLeft = { toUpload: parts.length - unsent.length, toProcess: 0 };
  const counts = { total: plan.records, processed: failed, failed };
  return enter({ ...rest, plan, ...counts, parts: fresh, partsLeft, groups }, phase, at);
}

/** The same work however many parts there are: a load by calls has two events for each row. */
function withPart(state: LoadState, event: PartEvent, keepsBefore: boolean): LoadState {
  const before = state.parts[event.part];
  if (!before) return state;
  const after = partStep(before, event);
  const parts = keepsBefore ? [...state.parts] : (state.parts as PartState[]);
  parts[event.part] = after;
  const groups = event.type === 'partFinished' ? mergeGroups(state.groups, event.groups) : state.groups;
  const partsLeft = {
    toUpload: state.partsLeft.toUpload - Number(isToUpload(before)) + Number(isToUpload(after)),
    toProcess: state.partsLeft.toProcess - Number(isToProcess(before)) + Number(isToProcess(after)),
  };
  const sums = totals(state, before, after);
  const processedOverTime = isRemote(event)
    ? withPoint(state.processedOverTime, { at: event.at, processed: sums.processed, ...endOf(before, after) })
    : state.processedOverTime;
  const next = { ...withoutDelay(state), parts, partsLeft, groups, processedOverTime, ...sums };
  return enter(next, phaseOf(partsLeft), event.at);
}

const isRemote = ({ type }: PartEvent): boolean => type === 'closed' || type === 'processing';

const endOf = (before: PartState, after: PartState): Pick<ProcessedAt, 'endsPart'> =>
  after.phase === 'downloading' && before.phase !== 'downloading' ? { endsPart: true } : {};

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
    case 'orphanLeft':
      return { ...part, orphansLeft: [...new Set([...(part.orphansLeft ?? []), event.remoteId])] };
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
        unknown: event.unknown,
        ...(event.message !== undefined && { message: event.message }),
        ...(event.error && { error: event.error }),
      };
  }
}

const sizeOf = ({ plan }: PartState): number => plan.end - plan.start;

function abandoned(part: PartState, remoteId: string): PartState {
  const { remoteId: _id, remoteState: _state, creatingAt: _at, ...rest } = part;
  return { ...rest, phase: 'waiting', sentBytes: 0, abandoned: [...part.abandoned, remoteId] };
}

type Totals = Pick<LoadState, 'processed' | 'succeeded' | 'failed' | 'unprocessed' | 'unknown'>;

const totals = (sum: Totals, before: Totals, after: Totals): Totals => ({
  processed: sum.processed - before.processed + after.processed,
  succeeded: sum.succeeded - before.succeeded + after.succeeded,
  failed: sum.failed - before.failed + after.failed,
  unprocessed: sum.unprocessed - before.unprocessed + after.unprocessed,
  unknown: sum.unknown - before.unknown + after.unknown,
});

/** A load is in the phase of its slowest part. It is uploading until all parts are uploaded. */
function phaseOf({ toUpload, toProcess }: LoadState['partsLeft']): JobPhase {
  if (toUpload > 0) return 'uploading';
  return toProcess > 0 ? 'processing' : 'downloading';
}

const notUploaded: ReadonlySet<PartState['phase']> = new Set(['waiting', 'creating', 'uploading']);

/** A part that never had a remote job has nothing to process or download. */
const isToUpload = ({ phase, remoteId, calls }: PartState): boolean =>
  notUploaded.has(phase) || (phase === 'finished' && remoteId === undefined && !calls);

const isToProcess = ({ phase }: PartState): boolean => phase === 'uploaded' || phase === 'processing';

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
