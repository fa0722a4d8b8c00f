// The invented speed of a load.
import type { JobSnapshot } from '../../../src/shared/protocol/job';

type Points = NonNullable<JobSnapshot['processedOverTime']>;

/** Polled twelve times, faster and slower; each part ends a while after the one before. */
export function overTime(startedAt: number, processed: number, parts: number): Points {
  const shares = [0, 0.04, 0.13, 0.24, 0.36, 0.41, 0.55, 0.68, 0.7, 0.84, 0.93, 1];
  return shares.map((share, index) => ({
    at: startedAt + 13_700 + index * 6_000,
    processed: Math.round(processed * share),
    ...(index > 0 && index % Math.ceil(shares.length / parts) === 0 && { endsPart: true as const }),
  }));
}
