// What reports of coverage have in common.
import type { CoveredUnit } from '../testModel';

export interface CoverageReport {
  readonly units: readonly CoveredUnit[];
  /** The path of the source file, with slashes. */
  readonly fileOf: (unit: CoveredUnit) => string;
}

interface CoveredLine {
  readonly line: number;
  /** How many test methods ran the line. */
  readonly hits: number;
}

/** In order. */
export function linesOf({ covered, uncovered, tests }: CoveredUnit): readonly CoveredLine[] {
  const hits = new Map<number, number>();
  for (const { lines } of tests) for (const line of lines) hits.set(line, (hits.get(line) ?? 0) + 1);
  return [
    ...covered.map((line) => ({ line, hits: Math.max(1, hits.get(line) ?? 0) })),
    ...uncovered.map((line) => ({ line, hits: 0 })),
  ].sort((a, b) => a.line - b.line);
}
