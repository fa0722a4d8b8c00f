// What the command line prints of a test run.
import type { CoveredUnit, MethodResult, StackFrame, TestRun } from '../core/core';
import type { ApexSources } from './apexSources';
import { count } from './counts';
import { styled, type Line, type Styled } from './style';
import type { Table } from './table';

const marks: Readonly<Record<MethodResult['outcome'], Styled>> = {
  pass: styled('green', 'PASS'),
  fail: styled('red', 'FAIL'),
  compileFail: styled('red', 'FAIL'),
  skip: styled('yellow', 'SKIP'),
};

const nameOf = ({ namespace, className, method }: MethodResult): string =>
  [...(namespace === undefined ? [] : [namespace]), className, method].join('.');

/** One line for a test that passed; a failure has its reason and its places below. */
export function resultLines(result: MethodResult, sources: ApexSources): readonly Line[] {
  const again = result.isRetried ? ' (second run, after a locked record)' : '';
  const head: Line = [marks[result.outcome], ` ${nameOf(result)}  ${count(result.ms)} ms${again}`];
  if (result.outcome === 'pass') return [head];
  return [head, ...reasonLines(result).map((line) => `     ${line}`), ...placeLines(result.frames, sources)];
}

function reasonLines({ message = '', comparison, isLocked }: MethodResult): readonly string[] {
  const lock = isLocked ? ['Another transaction held the record. With --retry-locked, such tests run once more.'] : [];
  const [first = ''] = message.split('Expected: ');
  if (!comparison) return [...message.split('\n'), ...lock];
  return [
    first.replace(/: $/, ''),
    ...valueLines('Expected', comparison.expected),
    ...valueLines('Actual', comparison.actual),
  ];
}

const valueLines = (name: string, value: string): readonly string[] =>
  value.split('\n').map((line, at) => `${at === 0 ? `${name}:`.padEnd(10) : ' '.repeat(10)}${line}`);

/** A place in a file below the current folder can be clicked in a terminal of VS Code. */
const placeLines = (frames: readonly StackFrame[], sources: ApexSources): readonly string[] =>
  frames.map((frame) => {
    const file =
      frame.kind !== 'anonymous' && frame.name !== undefined && sources.fileOf(outerOf(frame.name), frame.kind);
    return `     at ${file ? `${file}:${frame.line}:${frame.column}` : frame.text}`;
  });

/** An inner class is in the file of its outer class. */
const outerOf = (name: string): string => name.split('.')[0] ?? name;

export function endLine({ results, problems, outcome, serverMs, runId }: TestRun): string {
  const of = (...outcomes: readonly MethodResult['outcome'][]): number =>
    results.filter((one) => outcomes.includes(one.outcome)).length;
  if (results.length === 0 && problems.length === 0 && outcome !== 'aborted') return `No tests ran (run ${runId})`;
  const failed = of('fail', 'compileFail') + problems.length;
  const parts = [
    ...(outcome === 'aborted' ? ['Aborted'] : []),
    `${count(of('pass'))} passed`,
    ...(failed > 0 ? [`${count(failed)} failed`] : []),
    ...(of('skip') > 0 ? [`${count(of('skip'))} skipped`] : []),
    ...(outcome === 'failed' && failed === 0 ? ['failed without a failed test that can be read'] : []),
  ];
  return `${parts.join(', ')} in ${(serverMs / 1000).toFixed(1)} s (run ${runId})`;
}

export const percentOf = ({ covered, uncovered }: Pick<CoveredUnit, 'covered' | 'uncovered'>): number => {
  const lines = covered.length + uncovered.length;
  return lines === 0 ? 100 : Math.floor((covered.length * 100) / lines);
};

export const coverageTable = (units: readonly CoveredUnit[]): Table => ({
  columns: [{ title: 'Code', min: 12 }, { title: 'Covered' }, { title: 'Lines' }, { title: 'Not covered', min: 12 }],
  rows: units.map((unit) => [
    unit.name,
    `${percentOf(unit)}%`,
    unit.covered.length + unit.uncovered.length,
    rangesOf(unit.uncovered),
  ]),
});

/** “3-5, 9” */
export function rangesOf(lines: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const line of lines) {
    const last = ranges.at(-1);
    if (last && last[1] === line - 1) last[1] = line;
    else ranges.push([line, line]);
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(', ');
}
