// Coverage in the format of Cobertura. https://cobertura.sourceforge.net/xml/coverage-04.dtd
import type { CoveredUnit } from '../testModel';
import { linesOf, type CoverageReport } from './coverageReport';
import { attributes } from './xmlText';

/** Salesforce knows lines only: branches and complexity are zero. Ends with a line break. */
export function toCobertura({ units, fileOf }: CoverageReport, timestampMs: number): string {
  const rates = ratesOf(units);
  const all = {
    ...rates,
    ...counts(units),
    'branches-covered': 0,
    'branches-valid': 0,
    complexity: 0,
    version: '1',
    timestamp: timestampMs,
  };
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE coverage SYSTEM "http://cobertura.sourceforge.net/xml/coverage-04.dtd">',
    `<coverage${attributes(all)}>`,
    '  <sources>',
    '    <source>.</source>',
    '  </sources>',
    '  <packages>',
    `    <package${attributes({ name: 'apex', ...rates, complexity: 0 })}>`,
    '      <classes>',
    ...units.flatMap((unit) => classLines(unit, fileOf(unit))),
    '      </classes>',
    '    </package>',
    '  </packages>',
    '</coverage>',
    '',
  ].join('\n');
}

const counts = (units: readonly CoveredUnit[]) => {
  const covered = units.reduce((sum, unit) => sum + unit.covered.length, 0);
  const valid = units.reduce((sum, unit) => sum + unit.covered.length + unit.uncovered.length, 0);
  return { 'lines-covered': covered, 'lines-valid': valid };
};

/** Code without lines is covered. */
function ratesOf(units: readonly CoveredUnit[]) {
  const { 'lines-covered': covered, 'lines-valid': valid } = counts(units);
  const rate = valid === 0 ? 1 : covered / valid;
  return { 'line-rate': Number(rate.toFixed(4)), 'branch-rate': 0 };
}

const classLines = (unit: CoveredUnit, filename: string): readonly string[] => [
  `        <class${attributes({ name: unit.name, filename, ...ratesOf([unit]), complexity: 0 })}>`,
  '          <methods/>',
  '          <lines>',
  ...linesOf(unit).map(({ line, hits }) => `            <line${attributes({ number: line, hits })}/>`),
  '          </lines>',
  '        </class>',
];
