// The parts of a load: those that are sent, and the state in which each begins.
import type { PartPlan, PartState } from './load';

export const sentParts = (parts: readonly PartPlan[]): readonly PartPlan[] => parts.filter(({ unsent }) => !unsent);

/** The state of a part before its first event. One whose rows are not sent is finished. */
export const freshPart = (plan: PartPlan): PartState => ({
  plan,
  phase: plan.unsent ? 'finished' : 'waiting',
  ...(plan.unsent && { remoteState: 'JobComplete' }),
  sentBytes: 0,
  processed: plan.unsent ? plan.records : 0,
  processedFailed: 0,
  apiTimeMs: 0,
  abandoned: [],
  succeeded: 0,
  failed: plan.unsent ? plan.records : 0,
  unprocessed: 0,
  unknown: 0,
});
