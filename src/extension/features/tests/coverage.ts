// Coverage as VS Code shows it: counts for each file at once, lines when a file is looked at.
import { FileCoverage, Position, StatementCoverage, TestCoverageCount, type TestItem } from 'vscode';
import type { Coverage, CoveredUnit } from '../../../core/core';
import type { Sources } from './place';

export interface CoverageOfFiles {
  /** Of the classes and triggers that the workspace has. */
  readonly files: readonly FileCoverage[];
  /** The lines that any test ran, or those that one test ran. */
  readonly linesOf: (file: FileCoverage, test?: TestItem) => StatementCoverage[];
}

type FindItem = (test: CoveredUnit['tests'][number]) => TestItem | undefined;

export function toCoverage({ units }: Coverage, sources: Sources, itemOf: FindItem): CoverageOfFiles {
  const known = new WeakMap<FileCoverage, CoveredUnit>();
  const files = units.flatMap((unit) => {
    const uri = sources.fileOf(unit.name, unit.kind);
    if (!uri) return [];
    const count = new TestCoverageCount(unit.covered.length, unit.covered.length + unit.uncovered.length);
    const tests = unit.tests.map(itemOf).filter((item) => item !== undefined);
    const file = new FileCoverage(uri, count, undefined, undefined, tests);
    known.set(file, unit);
    return [file];
  });
  return {
    files,
    linesOf: (file, test) => {
      const unit = known.get(file);
      if (!unit) return [];
      const ran = test === undefined ? unit.tests : unit.tests.filter((one) => itemOf(one) === test);
      const hits = new Map<number, number>();
      for (const { lines } of ran) for (const line of lines) hits.set(line, (hits.get(line) ?? 0) + 1);
      return [...unit.covered, ...unit.uncovered].map(
        (line) => new StatementCoverage(hits.get(line) ?? 0, new Position(line - 1, 0)),
      );
    },
  };
}
