// How a load ended, from how each of its parts did.
import { SalesforceError, toErrorData } from '../errors/salesforceError';
import type { ErrorData, JobDelayed, JobFinished, JobOutcome } from '../model/job';
import type { LoadEvent, PartState, RemoteState } from '../model/load';

/** How a job ended, as its `finished` event says it. */
export interface LoadEnd {
  readonly outcome: JobOutcome;
  readonly error?: ErrorData;
}

interface PartOutcome {
  /** Missing while the part is not finished. */
  readonly state?: RemoteState;
  readonly message?: string;
  /** Why the part failed. */
  readonly error?: ErrorData;
  /** Salesforce has, or had, rows of the part. */
  readonly sent: boolean;
}

type Events = AsyncGenerator<LoadEvent | JobDelayed | JobFinished, void>;

export interface OutcomeTracker {
  /** Passes the events on and notes what they say about the outcome. */
  readonly track: (events: Events) => Events;
  readonly outcome: (error: SalesforceError | undefined) => LoadEnd;
}

export function createOutcomeTracker(states: readonly PartState[]): OutcomeTracker {
  const parts = new Map<number, PartOutcome>(states.map((part) => [part.plan.index, fromState(part)]));
  return {
    track: async function* (events) {
      for await (const event of events) {
        // Not `callSent`: policy may have refused that call before it left.
        if (event.type === 'uploaded' || event.type === 'callAnswered' || event.type === 'callUnanswered')
          parts.set(event.part, { sent: true });
        if (event.type === 'partFinished')
          parts.set(event.part, { sent: false, ...parts.get(event.part), ...finished(event) });
        yield event;
      }
    },
    outcome: (error) => outcomeOf([...parts.values()], error),
  };
}

const finished = ({ state, message, error }: Omit<PartOutcome, 'sent'>): Omit<PartOutcome, 'sent'> => ({
  ...(state !== undefined && { state }),
  ...(message !== undefined && { message }),
  ...(error && { error }),
});

function fromState({ phase, remoteId, remoteState: state, calls, message, error }: PartState): PartOutcome {
  const sent = (remoteId !== undefined && phase !== 'uploading') || calls !== undefined;
  if (phase !== 'finished' || !state) return { sent };
  return { sent, ...finished({ state, ...(message !== undefined && { message }), ...(error && { error }) }) };
}

/** An error decides first: this run's own, or the one that an earlier run left in a failed part. */
function outcomeOf(parts: readonly PartOutcome[], error: SalesforceError | undefined): LoadEnd {
  const cause = error ? toErrorData(error) : parts.map(errorOf).find((found) => found !== undefined);
  if (cause) return { outcome: parts.some(({ sent }) => sent) ? 'failed' : 'rejected', error: cause };
  return { outcome: parts.some(({ state }) => state === 'Aborted') ? 'aborted' : 'completed' };
}

function errorOf({ state, message = '', error }: PartOutcome): ErrorData | undefined {
  if (error) return error;
  return state === 'Failed' ? toErrorData(new SalesforceError('job.failed', { message })) : undefined;
}
