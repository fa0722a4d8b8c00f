// Keeps how many rows Salesforce had processed at which time, in a limited number of points however long a load takes.
import type { ProcessedAt } from '../model/load';

/** A plot some hundred pixels wide cannot show more. */
export const maxPoints = 120;

/** The points with one more. Beyond the limit one is left out, and its end of a part moves to the next. */
export function withPoint(points: readonly ProcessedAt[], point: ProcessedAt): readonly ProcessedAt[] {
  const last = points.at(-1);
  // The clock of another process may be slow.
  const all = last && point.at <= last.at ? [...points.slice(0, -1), merged(last, point)] : [...points, point];
  return all.length > maxPoints ? thinned(all) : all;
}

const merged = (last: ProcessedAt, { processed, endsPart = last.endsPart }: ProcessedAt): ProcessedAt => ({
  at: last.at,
  processed,
  ...(endsPart && { endsPart }),
});

/** Leaves out the point that is nearest to both of its neighbors, so that the rest is spread over the whole time. */
function thinned(points: readonly ProcessedAt[]): readonly ProcessedAt[] {
  const gaps = points.map((_, index) => (points[index + 1]?.at ?? Infinity) - (points[index - 1]?.at ?? -Infinity));
  const dropped = gaps.indexOf(Math.min(...gaps));
  const { endsPart } = points[dropped] ?? {};
  return points.flatMap((point, index) => {
    if (index === dropped) return [];
    return index === dropped + 1 && endsPart ? { ...point, endsPart } : point;
  });
}
