// What a test run keeps while a test method runs: covered lines, and what Test.startTest and stopTest need.
import type { Table } from '../../data/table';
import type { LimitSet } from './limits';
import type { UnitInfo } from '../typeSystem/model';
import type { ApexObject } from '../values/objects';

export class TestState {
  /** The lines that ran, by unit. */
  readonly covered = new Map<UnitInfo, Set<number>>();
  isStarted = false;
  /** The limits of the code around startTest and stopTest. */
  limitsBefore: LimitSet | undefined;
  /** The callout mock of Test.setMock. */
  mock: ApexObject | undefined;
  /** The ids that SOSL finds. */
  fixedSearchResults: readonly string[] = [];

  constructor(
    /** The first row of a table that the test sees; undefined when it sees all data of the org. */
    readonly firstRowOf: ((table: Table) => number) | undefined,
  ) {}

  cover(unit: UnitInfo, line: number): void {
    let lines = this.covered.get(unit);
    if (lines === undefined) {
      lines = new Set();
      this.covered.set(unit, lines);
    }
    lines.add(line);
  }
}
