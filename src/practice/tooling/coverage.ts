// Which lines tests cover: by test method, in sum, and of the whole org.
import type { TestMethod, TestOutcome } from '../apex/testRun';
import type { UnitInfo } from '../apex/typeSystem/model';
import type { Org } from '../org/org';
import { addRow, fieldOf, tableOf } from './systemRows';

export interface UnitCoverage {
  readonly unit: UnitInfo;
  readonly coveredLines: readonly number[];
  readonly uncoveredLines: readonly number[];
}

const sorted = (lines: Iterable<number>): number[] => [...lines].sort((a, b) => a - b);

export function coverageOf(unit: UnitInfo, covered: ReadonlySet<number>): UnitCoverage {
  const lines = sorted(unit.lines);
  return {
    unit,
    coveredLines: lines.filter((line) => covered.has(line)),
    uncoveredLines: lines.filter((line) => !covered.has(line)),
  };
}

const fieldsOf = ({ unit, coveredLines, uncoveredLines }: UnitCoverage) => ({
  ApexClassOrTriggerId: unit.id,
  NumLinesCovered: coveredLines.length,
  NumLinesUncovered: uncoveredLines.length,
  Coverage: JSON.stringify({ coveredLines, uncoveredLines }),
});

/** Replaces what an earlier run of the same method covered. */
export function keepCoverage(org: Org, { cls, method }: TestMethod, outcome: TestOutcome): void {
  const table = tableOf(org, 'ApexCodeCoverage');
  for (const row of [...table.rows()]) {
    const isSame =
      fieldOf(org, row, 'ApexTestClassId') === cls.unit.id && fieldOf(org, row, 'TestMethodName') === method.name;
    if (isSame) table.purge(table.numberOf(row.id));
  }
  for (const [unit, lines] of outcome.covered) {
    addRow(org, 'ApexCodeCoverage', {
      ApexTestClassId: cls.unit.id,
      TestMethodName: method.name,
      ...fieldsOf(coverageOf(unit, lines)),
    });
  }
}

/** The sums over all test methods, for all classes and triggers. */
export function sumCoverage(org: Org, units: readonly UnitInfo[]): void {
  const covered = new Map<string, Set<number>>();
  for (const row of tableOf(org, 'ApexCodeCoverage').rows()) {
    const id = String(fieldOf(org, row, 'ApexClassOrTriggerId'));
    const { coveredLines } = JSON.parse(String(fieldOf(org, row, 'Coverage'))) as { coveredLines: number[] };
    const lines = covered.get(id) ?? new Set<number>();
    for (const line of coveredLines) lines.add(line);
    covered.set(id, lines);
  }
  const sums = units.map((unit) => coverageOf(unit, covered.get(unit.id) ?? new Set()));
  for (const object of ['ApexCodeCoverageAggregate', 'ApexOrgWideCoverage']) {
    const table = tableOf(org, object);
    for (const row of [...table.rows()]) table.purge(table.numberOf(row.id));
  }
  for (const sum of sums) addRow(org, 'ApexCodeCoverageAggregate', fieldsOf(sum));
  const hits = sums.reduce((total, { coveredLines }) => total + coveredLines.length, 0);
  const all = sums.reduce((total, { unit }) => total + unit.lines.size, 0);
  addRow(org, 'ApexOrgWideCoverage', { PercentCovered: all === 0 ? 0 : Math.floor((hits * 100) / all) });
}
