// Reduces a job's events to its state: general events here, other events with the reducer of the job's kind.
import type { JobCreated, JobEvent, JobState, RecordedEvent } from '../model/job';
import { kindOf, type AnyKinds } from './jobKind';
import { enter, withoutDelay, withoutInterruption } from './phases';

const general: Readonly<Record<JobEvent['type'], true>> = {
  created: true,
  delayed: true,
  interrupted: true,
  resumed: true,
  aborting: true,
  finished: true,
};

/** False for an event of one job kind. */
export const isJobEvent = (event: RecordedEvent): event is JobEvent => Object.hasOwn(general, event.type);

/** The state after the first event. */
export function begin({ at, jobId, spec, orgLabel, approval }: JobCreated, kinds: AnyKinds): JobState {
  return {
    jobId,
    kind: spec.kind,
    spec,
    orgLabel,
    phase: 'preparing',
    aborting: false,
    createdAt: at,
    changedAt: at,
    phaseStartedAt: { preparing: at },
    processed: 0,
    succeeded: 0,
    failed: 0,
    unprocessed: 0,
    ...(approval && { approval }),
    unknown: 0,
    ...kindOf(kinds, spec).begin(spec),
  };
}

/** A finished job does not change: nothing that a late process records may reopen its rows. */
export function reduce(state: JobState, event: RecordedEvent, kinds: AnyKinds, keepsBefore = true): JobState {
  if (state.phase === 'finished') return state;
  const next = isJobEvent(event) ? step(state, event) : kindOf(kinds, state).reduce(state, event, keepsBefore);
  const { apiCalls } = event;
  return {
    ...next,
    changedAt: event.at,
    ...(apiCalls !== undefined && { apiCalls: (state.apiCalls ?? 0) + apiCalls }),
  };
}

/** The state after the events of one journal, one after another; undefined when the first one is not `created`. */
export function replayed(state: JobState | undefined, event: RecordedEvent, kinds: AnyKinds): JobState | undefined {
  if (state) return reduce(state, event, kinds, false);
  return isJobEvent(event) && event.type === 'created' ? begin(event, kinds) : undefined;
}

function step(state: JobState, event: JobEvent): JobState {
  switch (event.type) {
    case 'created':
      return state;
    case 'delayed':
      return event.error ? { ...state, delayed: event.error } : withoutDelay(state);
    case 'resumed':
      return { ...withoutInterruption(state), ...(event.approval && { approval: event.approval }) };
    case 'interrupted':
      return { ...withoutDelay(state), interrupted: event.error };
    case 'aborting':
      return { ...withoutInterruption(state), aborting: true };
    case 'finished': {
      const { outcome, error } = event;
      return enter({ ...withoutDelay(state), outcome, ...(error && { error }) }, 'finished', event.at);
    }
  }
}
