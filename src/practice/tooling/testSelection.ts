// Which tests a request asks for: by class, by suite, by method, or all.
import { isTestClass, testMethodsOf, type TestMethod } from '../apex/testRun';
import type { Program } from '../apex/program';
import { normalizeId } from '../data/ids';
import { isRecord, type JsonRecord } from '../dml/jsonRecords';
import { refuse } from '../http/http';
import type { Org } from '../org/org';
import { fieldOf, tableOf } from './systemRows';
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

export function askedTests(org: Org, program: Program, body: unknown): AskedTests {
  const json: JsonRecord = Array.isArray(body) ? { tests: body } : isRecord(body) ? body : {};
  const byMethod = Array.isArray(json['tests']) ? json['tests'].filter(isRecord) : [];
  const maxFailures = Number(json['maxFailedTests'] ?? -1);
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
  throw refuse(
    400,
    'INVALID_INPUT',
    `This class name's value is invalid: ${named}. Provide the name of an Apex class that has test methods.`,
  );
}

function methodsAsked(program: Program, one: JsonRecord): TestMethod[] {
  const cls = classOf(program, one);
  const names = Array.isArray(one['testMethods']) ? one['testMethods'].map((name) => String(name).toLowerCase()) : [];
  if (names.length === 0) return testsOf(cls);
  const methods = allOf(cls).filter(({ method }) => names.includes(method.name.toLowerCase()));
  if (methods.length === names.length) return methods;
  throw refuse(
    400,
    'INVALID_INPUT',
    `The class ${cls.name} does not have all of these test methods: ${names.join(', ')}`,
  );
}

function testsOf(cls: ClassInfo): TestMethod[] {
  const tests = allOf(cls);
  if (tests.length > 0) return tests;
  throw refuse(
    400,
    'INVALID_INPUT',
    `This class name's value is invalid: ${cls.name}. Provide the name of an Apex class that has test methods.`,
  );
}

function classesAsked(org: Org, program: Program, json: JsonRecord): TestMethod[] {
  const level = typeof json['testLevel'] === 'string' ? json['testLevel'] : 'RunSpecifiedTests';
  const names = listIn(json, 'classNames');
  const ids = [...listIn(json, 'classids'), ...suiteClasses(org, json)];
  if (names.length === 0 && ids.length === 0) {
    if (/^Run(?:Local|All)Tests/.test(level)) return [...program.classes.values()].filter(isTestClass).flatMap(allOf);
    throw refuse(400, 'INVALID_INPUT', 'Provide the names or the IDs of the classes or the suites to run.');
  }
  const classes = [
    ...names.map((className) => classOf(program, { className })),
    ...ids.map((classId) => classOf(program, { classId })),
  ];
  return [...new Set(classes)].flatMap(testsOf);
}

function suiteClasses(org: Org, json: JsonRecord): string[] {
  const names = listIn(json, 'suiteNames').map((name) => name.toLowerCase());
  const ids = listIn(json, 'suiteids').map(normalizeId);
  if (names.length === 0 && ids.length === 0) return [];
  const suites = [...tableOf(org, 'ApexTestSuite').rows()]
    .filter((row) => ids.includes(row.id) || names.includes(String(fieldOf(org, row, 'TestSuiteName')).toLowerCase()))
    .map(({ id }) => id);
  return [...tableOf(org, 'TestSuiteMembership').rows()]
    .filter((row) => suites.includes(String(fieldOf(org, row, 'ApexTestSuiteId'))))
    .map((row) => String(fieldOf(org, row, 'ApexClassId')));
}
