// The words after `kinetic apex`: what to run, which service to call, or which tests to run.
import type { ServiceMethod, TestSelection } from '../core/core';
import type { OptionName, Values } from './optionRows';
import { badArgument, oneOf, positive } from './values';

export interface TestWords {
  readonly action: 'test';
  readonly selection: TestSelection;
  readonly coverage: boolean;
  /** What stdout or the file gets; `human` is for stdout only. */
  readonly format: TestFormat;
  readonly coverageFormat?: CoverageFormat;
  /** Of the coverage if it has a format, else of the results. */
  readonly to?: string;
  readonly timeoutMinutes?: number;
  readonly retryLocked: boolean;
}

export type ApexWords =
  | { readonly action: 'run'; readonly file: string; readonly log: boolean; readonly rollback: boolean }
  | {
      readonly action: 'rest';
      readonly method: ServiceMethod;
      readonly path: string;
      /** A file with the body; `-` is stdin. */
      readonly data?: string;
    }
  | TestWords;

const methods: readonly ServiceMethod[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

const actions = ['run', 'rest', 'test'] as const;
type Action = (typeof actions)[number];

const ownOptions: Readonly<Record<Action, readonly OptionName[]>> = {
  run: ['rollback', 'log'],
  rest: ['data'],
  test: ['suite', 'coverage', 'result-format', 'coverage-format', 'to', 'retry-locked', 'wait'],
};

/** Throws `input.badArgument`. */
export function toApexWords([first = '', ...words]: readonly string[], values: Values): ApexWords {
  const action = actions.find((name) => name === first);
  if (action === undefined)
    throw badArgument(
      'Write what to do: kinetic apex run FILE, kinetic apex test CLASS, or kinetic apex rest METHOD PATH.',
    );
  rejectOthers(action, values);
  switch (action) {
    case 'run':
      return toRun(words, values);
    case 'rest':
      return toRest(words, values);
    case 'test':
      return toTest(words, values);
  }
}

/** Options without an effect are rejected, not ignored. */
function rejectOthers(action: Action, values: Values): void {
  const other = actions
    .filter((name) => name !== action)
    .flatMap((name) => ownOptions[name])
    .find((option) => values[option] !== undefined);
  if (other !== undefined) throw badArgument(`--${other} is not an option of apex ${action}.`);
}

function toRun([file, ...more]: readonly string[], { log = false, rollback = false }: Values): ApexWords {
  if (file === undefined || more.length > 0)
    throw badArgument('Name one file with Apex, for example: kinetic apex run script.apex');
  return { action: 'run', file, log, rollback };
}

function toRest([method, path, ...more]: readonly string[], { data }: Values): ApexWords {
  if (method === undefined || path === undefined || more.length > 0)
    throw badArgument('Write the method and the path, for example: kinetic apex rest GET /orders');
  const named = oneOf('The method', method, methods);
  if (named === 'GET' && data !== undefined) throw badArgument('A GET has no body, so --data has no place there.');
  return { action: 'rest', method: named, path, ...(data !== undefined && { data }) };
}

export const testFormats = ['human', 'json', 'junit'] as const;
export type TestFormat = (typeof testFormats)[number];
export type CoverageFormat = 'cobertura' | 'lcov';

function toTest(words: readonly string[], values: Values): TestWords {
  const { suite = [], coverage = false, to, json, 'coverage-format': asked, 'retry-locked': retryLocked } = values;
  const named = values['result-format'];
  const format = named === undefined ? (json ? 'json' : 'human') : oneOf('--result-format', named, testFormats);
  if (json && format !== 'json') throw badArgument(`--json and --result-format ${format} contradict.`);
  const coverageFormat =
    asked === undefined ? undefined : oneOf<CoverageFormat>('--coverage-format', asked, ['cobertura', 'lcov']);
  if (coverageFormat !== undefined && to === undefined)
    throw badArgument('--coverage-format needs --to with the file to write.');
  if (coverageFormat === undefined && to !== undefined && format === 'human')
    throw badArgument('--to needs --result-format junit or json, or --coverage-format.');
  return {
    action: 'test',
    selection: toSelection(words, suite),
    coverage: coverage || coverageFormat !== undefined,
    format,
    ...(coverageFormat !== undefined && { coverageFormat }),
    ...(to !== undefined && { to }),
    ...positive('timeoutMinutes', '--wait', values.wait),
    retryLocked: retryLocked ?? false,
  };
}

function toSelection(words: readonly string[], suites: readonly string[]): TestSelection {
  if (words.length > 0 && suites.length > 0) throw badArgument('Name classes or suites, not both.');
  if (suites.length > 0) return { kind: 'suites', names: suites };
  if (words.length === 0) return { kind: 'local' };
  const classes = new Map<string, string[]>();
  for (const word of words.flatMap((one) => one.split(',')).filter((one) => one !== '')) {
    const [className, method] = toTestName(word);
    const known = classes.get(className);
    // A class without methods means all of them.
    classes.set(className, method === undefined || known?.length === 0 ? [] : [...(known ?? []), method]);
  }
  const tests = [...classes].map(([className, names]) => ({ className, ...(names.length > 0 && { methods: names }) }));
  return { kind: 'tests', tests };
}

/** `CLASS`, `CLASS.METHOD` or `NAMESPACE.CLASS.METHOD`. */
function toTestName(word: string): readonly [className: string, method?: string] {
  const parts = word.split('.');
  const isName = parts.length <= 3 && parts.every((part) => /^[a-z]\w*$/i.test(part));
  if (!isName) throw badArgument(`“${word}” is not a test. Write CLASS or CLASS.METHOD.`);
  const method = parts.length > 1 ? parts.pop() : undefined;
  return method === undefined ? [parts.join('.')] : [parts.join('.'), method];
}
