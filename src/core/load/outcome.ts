// How a load ended, from how each of its parts did.
import { SalesforceError, toTrouble } from '../errors/salesforceError';
import type { JobEnd, JobEvent, Trouble } from '../model/job';
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
  readonly outcome: (trouble: SalesforceError | undefined) => { readonly end: JobEnd; readonly trouble?: Trouble };
}

export function createEnds(parts: readonly PartState[]): Ends {
  const ends = new Map<number, PartEnd>(parts.map((part) => [part.plan.index, fromState(part)]));
  return {
    noting: async function* (events) {
      for await (const event of events) {
        // A call that was about to leave may have been refused here.
        if (event.type === 'uploaded' || event.type === 'answered' || event.type === 'lost')
          ends.set(event.part, { sent: true });
        if (event.type === 'partSettled')
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
  const sent = (part.remoteId !== undefined && part.phase !== 'uploading') || part.rows !== undefined;
  return part.phase === 'settled' && part.remoteState
    ? { sent, ...endOf({ ...part, state: part.remoteState }) }
    : { sent };
}

/** Trouble decides first: this run's own, else what an earlier run left in a failed part. */
function outcome(ends: readonly PartEnd[], trouble: SalesforceError | undefined): ReturnType<Ends['outcome']> {
  const failed = ends.find((end) => end.state === 'Failed');
  const cause = trouble ?? (failed && new SalesforceError('job.failed', { message: failed.message ?? '' }));
  if (cause) return { end: ends.some((end) => end.sent) ? 'broken' : 'refused', trouble: toTrouble(cause) };
  return { end: ends.some((end) => end.state === 'Aborted') ? 'stopped' : 'complete' };
}
