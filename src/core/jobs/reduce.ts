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
export function begin({ at, jobId, spec, orgLabel }: JobCreated, kinds: AnyKinds): JobState {
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
    ...kindOf(kinds, spec).begin(spec),
  };
}

/** A finished job does not change: nothing that a late process records may reopen its rows. */
export function reduce(state: JobState, event: RecordedEvent, kinds: AnyKinds): JobState {
  if (state.phase === 'finished') return state;
  const next = isJobEvent(event) ? step(state, event) : kindOf(kinds, state).reduce(state, event);
  return { ...next, changedAt: event.at };
}

/** The state after all events; undefined when the first event is not `created`. */
export function replay(events: readonly RecordedEvent[], kinds: AnyKinds): JobState | undefined {
  const [first, ...rest] = events;
  if (!first || !isJobEvent(first) || first.type !== 'created') return undefined;
  return rest.reduce((state, event) => reduce(state, event, kinds), begin(first, kinds));
}

function step(state: JobState, event: JobEvent): JobState {
  switch (event.type) {
    case 'created':
      return state;
    case 'delayed':
      return event.error ? { ...state, delayed: event.error } : withoutDelay(state);
    case 'resumed':
      return withoutInterruption(state);
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
