// The speed of a load in time, from the numbers of rows that Salesforce had processed at certain times.
import type { JobSnapshot } from '../../../../src/shared/protocol/job';

type Points = NonNullable<JobSnapshot['processedOverTime']>;

/** A stretch with one speed. Places are shares of the whole time, from 0 to 1. */
interface Span {
  readonly from: number;
  readonly to: number;
  readonly rowsPerSecond: number;
}

export interface Speed {
  readonly spans: readonly Span[];
  readonly average: number;
  readonly peak: number;
  /** Where Salesforce had processed a part; empty for a load of one part. */
  readonly partEnds: readonly number[];
}

/** Fewer stretches, or less time, say no more than the average. */
const minSpans = 3;
const minMs = 2000;

/** Undefined when there is nothing to see yet. */
export function toSpeed(points: Points): Speed | undefined {
  const [first] = points;
  const last = points.at(-1);
  if (!first || !last || points.length <= minSpans || last.at - first.at < minMs) return undefined;
  const placeOf = ({ at }: Points[number]): number => (at - first.at) / (last.at - first.at);
  const spans = points.slice(1).map((point, index): Span => {
    const before = points[index] ?? first;
    return { from: placeOf(before), to: placeOf(point), rowsPerSecond: speedBetween(before, point) };
  });
  const average = speedBetween(first, last);
  if (average === 0) return undefined;
  const ends = points.filter(({ endsPart }) => endsPart).map(placeOf);
  return {
    spans,
    average,
    peak: Math.max(...spans.map(({ rowsPerSecond }) => rowsPerSecond)),
    partEnds: ends.length > 1 ? ends : [],
  };
}

const speedBetween = (from: Points[number], to: Points[number]): number =>
  ((to.processed - from.processed) * 1000) / (to.at - from.at);
