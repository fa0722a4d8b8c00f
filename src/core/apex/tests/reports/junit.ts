// The results of a test run in the format of JUnit, which CI systems read: a suite for each class.
import type { ClassProblem, MethodResult, TestRun } from '../testModel';
import { attributes, content } from './xmlText';

const seconds = (ms: number): string => (ms / 1000).toFixed(3);

const fullName = ({ className, namespace }: MethodResult): string =>
  namespace === undefined ? className : `${namespace}.${className}`;

/** Ends with a line break. */
export function toJunit({ results, problems, startedAt, serverMs }: TestRun): string {
  const classes = new Map<string, MethodResult[]>();
  for (const result of results) {
    const name = fullName(result);
    classes.set(name, [...(classes.get(name) ?? []), result]);
  }
  const timestamp = startedAt === 0 ? undefined : new Date(startedAt).toISOString().replace(/\.\d+Z$/, '');
  const all = { ...counts(results), errors: problems.length + counts(results).errors };
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: 'Apex tests', ...all, tests: all.tests + problems.length, time: seconds(serverMs) })}>`,
    ...[...classes].flatMap(([name, of]) => suite(name, of, timestamp)),
    ...problems.flatMap((problem) => problemSuite(problem, timestamp)),
    '</testsuites>',
    '',
  ].join('\n');
}

interface Counts {
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
  readonly skipped: number;
}

function counts(results: readonly MethodResult[]): Counts {
  const of = (outcome: MethodResult['outcome']): number => results.filter((one) => one.outcome === outcome).length;
  return { tests: results.length, failures: of('fail'), errors: of('compileFail'), skipped: of('skip') };
}

function suite(name: string, results: readonly MethodResult[], timestamp: string | undefined): readonly string[] {
  const time = seconds(results.reduce((sum, { ms }) => sum + ms, 0));
  return [
    `  <testsuite${attributes({ name, ...counts(results), time, timestamp })}>`,
    ...results.flatMap((result) => testCase(name, result)),
    '  </testsuite>',
  ];
}

function testCase(classname: string, result: MethodResult): readonly string[] {
  const start = `    <testcase${attributes({ name: result.method, classname, time: seconds(result.ms) })}`;
  const inner = outcomeOf(result);
  return inner === undefined ? [`${start}/>`] : [`${start}>`, `      ${inner}`, '    </testcase>'];
}

function outcomeOf({ outcome, message = '', stack = '', isRetried }: MethodResult): string | undefined {
  switch (outcome) {
    case 'pass':
      // It failed the first time, because of a locked record.
      return isRetried ? '<system-out>Passed when it ran again, after a locked record.</system-out>' : undefined;
    case 'skip':
      return `<skipped${attributes({ message })}/>`;
    case 'fail':
    case 'compileFail': {
      const tag = outcome === 'fail' ? 'failure' : 'error';
      const type = /^[\w.]+(?=:)/.exec(message)?.[0];
      return `<${tag}${attributes({ message, type })}>${content([message, stack].join('\n'))}</${tag}>`;
    }
  }
}

/** A class that was not run counts as one test with an error. */
const problemSuite = ({ className, message }: ClassProblem, timestamp: string | undefined): readonly string[] => [
  `  <testsuite${attributes({ name: className, tests: 1, failures: 0, errors: 1, skipped: 0, time: seconds(0), timestamp })}>`,
  `    <testcase${attributes({ name: className, classname: className, time: seconds(0) })}>`,
  `      <error${attributes({ message })}/>`,
  '    </testcase>',
  '  </testsuite>',
];
