// Runs one test method: its setup and its own code in one transaction, which is taken back.
import type { Table } from '../data/table';
import type { Org } from '../org/org';
import { compileAll } from './compile/bodies';
import type { Program } from './program';
import { TestState } from './run/testState';
import type { Runner } from './runner';
import type { ClassInfo, MethodInfo, UnitInfo } from './typeSystem/model';

export interface TestMethod {
  readonly cls: ClassInfo;
  readonly method: MethodInfo;
}

export interface TestOutcome {
  readonly outcome: 'Pass' | 'Fail' | 'CompileFail';
  readonly message: string | null;
  readonly stackTrace: string | null;
  readonly ms: number;
  readonly logId: string | undefined;
  /** The lines that ran, by class or trigger; without those of tests. */
  readonly covered: ReadonlyMap<UnitInfo, ReadonlySet<number>>;
}

const hasAnnotation = ({ annotations }: Pick<MethodInfo, 'annotations'>, name: string): boolean =>
  annotations.some((one) => one.name === name);

export const isTestClass = (cls: ClassInfo): boolean => hasAnnotation(cls, 'istest');

export const testMethodsOf = (cls: ClassInfo): MethodInfo[] =>
  [...cls.methods.values()].flat().filter((method) => hasAnnotation(method, 'istest') && method.isStatic);

/** Objects whose records every test sees. */
const visibleObjects = new Set([
  'User',
  'Profile',
  'Organization',
  'Group',
  'PermissionSet',
  'PermissionSetAssignment',
  'RecordType',
  'AssignmentRule',
  'UserLicense',
  'UserRole',
  'BusinessHours',
  'OrgWideEmailAddress',
  'StaticResource',
]);

function firstRows(org: Org): (table: Table) => number {
  const first = new Map<Table, number>();
  for (const def of org.schema.objects) {
    const table = org.store.table(def);
    if (!visibleObjects.has(def.name)) first.set(table, table.nextNumber);
  }
  return (table) => first.get(table) ?? 0;
}

const seesAllData = ({ cls, method }: TestMethod): boolean =>
  [...cls.annotations, ...method.annotations].some(
    ({ name, values }) => name === 'istest' && values['seealldata']?.toLowerCase() === 'true',
  );

export interface TestRunner {
  readonly org: Org;
  readonly program: Program;
  readonly runner: Runner;
  readonly userId: string;
}

export function runTest({ org, program, runner, userId }: TestRunner, test: TestMethod): TestOutcome {
  const { cls, method } = test;
  const state = new TestState(seesAllData(test) ? undefined : firstRows(org));
  const startedMs = performance.now();
  const undo: (() => void)[] = [];
  const ended = runner.run(program, { userId, operation: cls.name, test: state, undo }, (tx) => {
    const unit = `${cls.name}.${method.name}()`;
    tx.log.event('APEX_CODE', 'ERROR', 'CODE_UNIT_STARTED', `[EXTERNAL]|${cls.unit.id}|${unit}`);
    for (const setup of setupsOf(cls)) program.invoke(tx, setup, { self: null, args: [] });
    // The setup is a transaction of its own.
    tx.statics.clear();
    tx.resetLimits();
    program.invoke(tx, method, { self: null, args: [] });
    tx.log.event('APEX_CODE', 'ERROR', 'CODE_UNIT_FINISHED', unit);
  });
  while (undo.length > 0) undo.pop()?.();
  const ms = Math.max(1, Math.round(performance.now() - startedMs));
  const covered = new Map([...state.covered].filter(([unit]) => !unit.isTest && unit.kind !== 'library'));
  const { exception, logId } = ended;
  if (exception === undefined) return { outcome: 'Pass', message: null, stackTrace: null, ms, logId, covered };
  return { outcome: 'Fail', message: exception.message, stackTrace: exception.stack, ms, logId, covered };
}

const setupsOf = (cls: ClassInfo): MethodInfo[] =>
  [...cls.methods.values()].flat().filter((method) => hasAnnotation(method, 'testsetup'));

/** All lines with statements of all classes and triggers; a class with an error is left out. */
export function compileForCoverage(program: Program): UnitInfo[] {
  const units: UnitInfo[] = program.triggers.map(({ method }) => method.owner.unit);
  for (const cls of program.classes.values()) {
    try {
      compileAll(program, cls);
    } catch {
      continue;
    }
    if (!cls.unit.isTest) units.push(cls.unit);
  }
  return units;
}
