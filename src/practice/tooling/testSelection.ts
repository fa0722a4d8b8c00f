// Which tests a request asks for: by class, by suite, by method, or all.
import { isTestClass, testMethodsOf, type TestMethod } from '../apex/testRun';
import type { Program } from '../apex/program';
import { normalizeId } from '../data/ids';
import type { Row } from '../data/table';
import { isRecord, type JsonRecord } from '../dml/jsonRecords';
import { refuse, type Refusal } from '../http/http';
import type { Org } from '../org/org';
import { fieldOf, rowNamed, tableOf } from './systemRows';
import type { ClassInfo } from '../apex/typeSystem/model';

export interface AskedTests {
  readonly tests: readonly TestMethod[];
  readonly withCoverage: boolean;
  /** The run ends after so many failures; undefined for no limit. */
  readonly maxFailures: number | undefined;
}

/** A list, or a text with commas; the names of fields without regard to case. */
function listIn(json: JsonRecord, name: string): string[] {
  const value = Object.entries(json).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
  if (Array.isArray(value)) return value.map(String);
  return typeof value === 'string'
    ? value
        .split(',')
        .map((one) => one.trim())
        .filter((one) => one !== '')
    : [];
}

const invalid = (message: string): Refusal => refuse(400, 'INVALID_INPUT', message);

const maxFailedLimit = 1_000_000;

/** -1, the default, is no limit. */
function failuresIn(json: JsonRecord): number {
  const given = json['maxFailedTests'] ?? -1;
  const count = typeof given === 'number' || typeof given === 'string' ? Number(given) : NaN;
  if (Number.isInteger(count) && count >= -1 && count <= maxFailedLimit) return count;
  throw invalid(`maxFailedTests must be -1, or a number from 0 to ${maxFailedLimit}: ${JSON.stringify(given)}`);
}

export function askedTests(org: Org, program: Program, body: unknown): AskedTests {
  const json: JsonRecord = Array.isArray(body) ? { tests: body } : isRecord(body) ? body : {};
  const byMethod = Array.isArray(json['tests']) ? json['tests'].filter(isRecord) : [];
  const maxFailures = failuresIn(json);
  return {
    tests:
      byMethod.length > 0 ? byMethod.flatMap((one) => methodsAsked(program, one)) : classesAsked(org, program, json),
    withCoverage: json['skipCodeCoverage'] !== true && json['skipCodeCoverage'] !== 'true',
    maxFailures: maxFailures >= 0 ? maxFailures : undefined,
  };
}

const allOf = (cls: ClassInfo): TestMethod[] => testMethodsOf(cls).map((method) => ({ cls, method }));

function classOf(program: Program, { className, classId }: { className?: unknown; classId?: unknown }): ClassInfo {
  const found =
    typeof className === 'string'
      ? program.classes.get(className.replace(/^.*\./, '').toLowerCase())
      : [...program.classes.values()].find(({ unit }) => unit.id === normalizeId(String(classId)));
  if (found !== undefined) return found;
  const named = typeof className === 'string' ? className : String(classId);
  throw invalid(
    `This class name's value is invalid: ${named}. Provide the name of an Apex class that has test methods.`,
  );
}

function methodsAsked(program: Program, one: JsonRecord): TestMethod[] {
  const cls = classOf(program, one);
  const names = Array.isArray(one['testMethods']) ? one['testMethods'].map((name) => String(name).toLowerCase()) : [];
  if (names.length === 0) return testsOf(cls);
  const methods = allOf(cls).filter(({ method }) => names.includes(method.name.toLowerCase()));
  if (methods.length === names.length) return methods;
  throw invalid(`The class ${cls.name} does not have all of these test methods: ${names.join(', ')}`);
}

function testsOf(cls: ClassInfo): TestMethod[] {
  const tests = allOf(cls);
  if (tests.length > 0) return tests;
  throw invalid(
    `This class name's value is invalid: ${cls.name}. Provide the name of an Apex class that has test methods.`,
  );
}

const levels = ['RunSpecifiedTests', 'RunLocalTests', 'RunAllTestsInOrg'];

function levelIn(json: JsonRecord): string {
  const level = json['testLevel'] ?? 'RunSpecifiedTests';
  if (typeof level === 'string' && levels.includes(level)) return level;
  throw invalid(`The testLevel is not one of ${levels.join(', ')}: ${JSON.stringify(level)}`);
}

function classesAsked(org: Org, program: Program, json: JsonRecord): TestMethod[] {
  const level = levelIn(json);
  const names = listIn(json, 'classNames');
  const ids = listIn(json, 'classids');
  const suites = suitesAsked(org, json);
  const isEmpty = names.length === 0 && ids.length === 0 && suites.length === 0;
  if (level !== 'RunSpecifiedTests') {
    if (!isEmpty) throw invalid(`Classes and suites cannot be given together with the testLevel ${level}.`);
    return [...program.classes.values()].filter(isTestClass).flatMap(allOf);
  }
  if (isEmpty) throw invalid('Provide the names or the IDs of the classes or the suites to run.');
  const classes = [
    ...names.map((className) => classOf(program, { className })),
    ...[...ids, ...classesIn(org, suites)].map((classId) => classOf(program, { classId })),
  ];
  return [...new Set(classes)].flatMap(testsOf);
}

/** The ids of the suites; throws for one that does not exist. */
function suitesAsked(org: Org, json: JsonRecord): string[] {
  const table = tableOf(org, 'ApexTestSuite');
  const found = (suite: string, row: Row | undefined): string => {
    if (row) return row.id;
    throw invalid(`This suite does not exist: ${suite}`);
  };
  return [
    ...listIn(json, 'suiteNames').map((name) => found(name, rowNamed(org, 'ApexTestSuite', name))),
    ...listIn(json, 'suiteids').map((id) => found(id, table.byId(normalizeId(id)))),
  ];
}

const classesIn = (org: Org, suites: readonly string[]): string[] =>
  [...tableOf(org, 'TestSuiteMembership').rows()]
    .filter((row) => suites.includes(String(fieldOf(org, row, 'ApexTestSuiteId'))))
    .map((row) => String(fieldOf(org, row, 'ApexClassId')));
