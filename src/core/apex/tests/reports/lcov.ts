// Coverage in the format of lcov. https://github.com/linux-test-project/lcov, geninfo(1), “TRACEFILE FORMAT”
import { linesOf, type CoverageReport } from './coverageReport';

/** Ends with a line break; empty without units. */
export const toLcov = ({ units, fileOf }: CoverageReport): string =>
  units
    .flatMap((unit) => [
      'TN:',
      // A line break would begin another record.
      `SF:${fileOf(unit).replace(/[\r\n]+/g, ' ')}`,
      ...linesOf(unit).map(({ line, hits }) => `DA:${line},${hits}`),
      `LF:${unit.covered.length + unit.uncovered.length}`,
      `LH:${unit.covered.length}`,
      'end_of_record',
    ])
    .map((line) => `${line}\n`)
    .join('');
