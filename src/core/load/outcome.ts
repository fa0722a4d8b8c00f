// How a load ended, from how each of its parts did.
import { SalesforceError, toErrorData } from '../errors/salesforceError';
import type { JobOutcome, JobEvent, ErrorData } from '../model/job';
import type { PartState, RemoteState } from '../model/load';

interface PartEnd {
  readonly state?: RemoteState;
  readonly message?: string;
  /** Salesforce has, or had, the part's rows. */
  readonly sent: boolean;
}

export interface Ends {
  /** Passes the events on and remembers what they say about the end. */
  readonly noting: (events: AsyncGenerator<JobEvent>) => AsyncGenerator<JobEvent>;
  readonly outcome: (trouble: SalesforceError | undefined) => {
    readonly outcome: JobOutcome;
    readonly error?: ErrorData;
  };
}

export function createEnds(parts: readonly PartState[]): Ends {
  const ends = new Map<number, PartEnd>(parts.map((part) => [part.plan.index, fromState(part)]));
  return {
    noting: async function* (events) {
      for await (const event of events) {
        // A call that was about to leave may have been refused here.
        if (event.type === 'uploaded' || event.type === 'callAnswered' || event.type === 'callUnanswered')
          ends.set(event.part, { sent: true });
        if (event.type === 'partFinished')
          ends.set(event.part, { sent: false, ...ends.get(event.part), ...endOf(event) });
        yield event;
      }
    },
    outcome: (trouble) => outcome([...ends.values()], trouble),
  };
}

const endOf = ({
  state,
  message,
}: {
  readonly state: RemoteState;
  readonly message?: string;
}): Omit<PartEnd, 'sent'> => ({
  state,
  ...(message !== undefined && { message }),
});

function fromState(part: PartState): PartEnd {
  const sent = (part.remoteId !== undefined && part.phase !== 'uploading') || part.calls !== undefined;
  return part.phase === 'finished' && part.remoteState
    ? { sent, ...endOf({ ...part, state: part.remoteState }) }
    : { sent };
}

/** Trouble decides first: this run's own, else what an earlier run left in a failed part. */
function outcome(ends: readonly PartEnd[], trouble: SalesforceError | undefined): ReturnType<Ends['outcome']> {
  const failed = ends.find((end) => end.state === 'Failed');
  const cause = trouble ?? (failed && new SalesforceError('job.failed', { message: failed.message ?? '' }));
  if (cause) return { outcome: ends.some((end) => end.sent) ? 'failed' : 'rejected', error: toErrorData(cause) };
  return { outcome: ends.some((end) => end.state === 'Aborted') ? 'aborted' : 'completed' };
}
