// How many API calls the running jobs made that are in no event of their journals yet.
import type { RecordedEvent } from '../model/job';

export interface CallCounts {
  readonly add: (jobId: string) => void;
  /** The event with the calls that were made since the last one. */
  readonly withCalls: (jobId: string, event: RecordedEvent) => RecordedEvent;
}

export function createCallCounts(): CallCounts {
  const counts = new Map<string, number>();
  return {
    add: (jobId) => counts.set(jobId, (counts.get(jobId) ?? 0) + 1),
    withCalls: (jobId, event) => {
      const apiCalls = counts.get(jobId);
      counts.delete(jobId);
      return apiCalls === undefined ? event : { ...event, apiCalls };
    },
  };
}
