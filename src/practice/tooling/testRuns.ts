// Runs of tests: synchronous ones with all results in the response, asynchronous ones as records that clients poll.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Apex } from '../apex/apex';
import type { Program } from '../apex/program';
import { compileForCoverage, runTest, type TestMethod, type TestOutcome } from '../apex/testRun';
import type { ClassInfo, UnitInfo } from '../apex/typeSystem/model';
import { ok, route, type Answer, type Call, type Route } from '../http/http';
import { userOf } from '../dml/jsonRecords';
import type { Org } from '../org/org';
import type { SystemEvent } from '../streaming/systemTopics';
import { coverageOf, keepCoverage, sumCoverage } from './coverage';
import { addRow, changeRow, fieldOf, tableOf } from './systemRows';
import { askedTests, type AskedTests } from './testSelection';

export interface TestParts {
  /** The org without the objects of the Tooling API, whose records the tests write. */
  readonly org: Org;
  readonly toolingOrg: Org;
  readonly apex: Apex;
  readonly onError: (error: unknown) => void;
  readonly notify: (event: SystemEvent) => void;
}

interface Done {
  readonly test: TestMethod;
  readonly outcome: TestOutcome;
}

export function testRoutes(parts: TestParts): Route[] {
  const root = '/services/data/{v}/tooling';
  return [
    route('POST', `${root}/runTestsSynchronous`, (call) => runSynchronous(parts, call)),
    route('POST', `${root}/runTestsAsynchronous`, (call) => runAsynchronous(parts, call)),
  ];
}

async function runSynchronous(parts: TestParts, call: Call): Promise<Answer> {
  const { org, toolingOrg, apex } = parts;
  const program = await apex.program();
  const asked = askedTests(toolingOrg, program, await call.json());
  const done: Done[] = [];
  const startedMs = performance.now();
  const runner = { org, program, runner: apex.runner, userId: userOf(org, call) };
  for (const test of asked.tests) {
    done.push({ test, outcome: runTest(runner, test) });
    await nextTurn();
    if (isOver(asked, done)) break;
  }
  const units = asked.withCoverage ? finishCoverage(toolingOrg, program, done) : [];
  return ok(synchronousResult(done, units, Math.round(performance.now() - startedMs)));
}

const isOver = ({ maxFailures }: AskedTests, done: readonly Done[]): boolean =>
  maxFailures !== undefined && done.filter(({ outcome }) => outcome.outcome !== 'Pass').length > maxFailures;

function finishCoverage(org: Org, program: Program, done: readonly Done[]): UnitInfo[] {
  const units = compileForCoverage(program);
  for (const { test, outcome } of done) keepCoverage(org, test, outcome);
  sumCoverage(org, units);
  return units;
}

function synchronousResult(done: readonly Done[], units: readonly UnitInfo[], totalTime: number): unknown {
  const named = ({ test }: Done) => ({
    id: test.cls.unit.id,
    methodName: test.method.name,
    name: test.cls.name,
    namespace: null,
    seeAllData: false,
  });
  const failures = done
    .filter(({ outcome }) => outcome.outcome !== 'Pass')
    .map((one) => ({
      ...named(one),
      message: one.outcome.message,
      packageName: one.test.cls.name,
      stackTrace: one.outcome.stackTrace,
      time: one.outcome.ms,
      type: 'Class',
    }));
  const successes = done
    .filter(({ outcome }) => outcome.outcome === 'Pass')
    .map((one) => ({ ...named(one), time: one.outcome.ms }));
  return {
    apexLogId: done.find(({ outcome }) => outcome.logId !== undefined)?.outcome.logId ?? null,
    codeCoverage: units.map((unit) => coverageJson(unit, done)),
    codeCoverageWarnings: [],
    failures,
    flowCoverage: [],
    flowCoverageWarnings: [],
    numFailures: failures.length,
    numTestsRun: done.length,
    successes,
    totalTime,
  };
}

function coverageJson(unit: UnitInfo, done: readonly Done[]): unknown {
  const covered = new Set(done.flatMap(({ outcome }) => [...(outcome.covered.get(unit) ?? [])]));
  const { uncoveredLines } = coverageOf(unit, covered);
  return {
    dmlInfo: [],
    id: unit.id,
    locationsNotCovered: uncoveredLines.map((line) => ({ column: 1, line, numExecutions: 0, time: -1 })),
    methodInfo: [],
    name: unit.name,
    namespace: null,
    numLocations: unit.lines.size,
    numLocationsNotCovered: uncoveredLines.length,
    soqlInfo: [],
    soslInfo: [],
    type: unit.kind === 'trigger' ? 'Trigger' : 'Class',
  };
}

interface Job {
  readonly id: string;
  readonly runId: string;
  readonly userId: string;
  readonly program: Program;
  readonly asked: AskedTests;
  readonly items: ReadonlyMap<ClassInfo, string>;
}

async function runAsynchronous(parts: TestParts, call: Call): Promise<Answer> {
  const { toolingOrg: org, apex } = parts;
  const program = await apex.program();
  const asked = askedTests(org, program, await call.json());
  const userId = userOf(org, call);
  const classes = [...new Set(asked.tests.map(({ cls }) => cls))];
  const id = addRow(
    org,
    'AsyncApexJob',
    { JobType: 'TestRequest', Status: 'Processing', TotalJobItems: classes.length },
    userId,
  );
  const runId = addRow(
    org,
    'ApexTestRunResult',
    {
      AsyncApexJobId: id,
      UserId: userId,
      Status: 'Queued',
      Source: 'Tooling API',
      ClassesEnqueued: classes.length,
      ClassesCompleted: 0,
      MethodsEnqueued: asked.tests.length,
      MethodsCompleted: 0,
      MethodsFailed: 0,
      StartTime: org.now(),
    },
    userId,
  );
  const items = new Map(
    classes.map((cls) => {
      const fields = { ApexClassId: cls.unit.id, Status: 'Queued', ParentJobId: id, TestRunResultId: runId };
      return [
        cls,
        addRow(org, 'ApexTestQueueItem', { ...fields, ShouldSkipCodeCoverage: !asked.withCoverage }, userId),
      ] as const;
    }),
  );
  void runQueue(parts, { id, runId, userId, program, asked, items }).catch(parts.onError);
  return ok(id);
}

const isAborted = (org: Org, itemId: string): boolean => {
  const row = tableOf(org, 'ApexTestQueueItem').byId(itemId);
  return row === undefined || fieldOf(org, row, 'Status') === 'Aborted';
};

async function runQueue(parts: TestParts, job: Job): Promise<void> {
  const { toolingOrg: org, notify } = parts;
  const done: Done[] = [];
  let classesDone = 0;
  await nextTurn();
  changeRow(org, 'ApexTestRunResult', job.runId, { Status: 'Processing' });
  for (const [cls, itemId] of job.items) {
    if (isAborted(org, itemId)) continue;
    changeRow(org, 'ApexTestQueueItem', itemId, { Status: 'Processing' });
    await runClass(parts, job, { cls, itemId, done });
    if (!isAborted(org, itemId))
      finishItem(
        org,
        itemId,
        done.filter(({ test }) => test.cls === cls),
      );
    changeRow(org, 'ApexTestRunResult', job.runId, { ClassesCompleted: ++classesDone });
    if (classesDone < job.items.size) notify({ topic: '/systemTopic/TestResult', type: 'updated', id: job.id });
  }
  if (job.asked.withCoverage) finishCoverage(org, job.program, done);
  finishRun(org, job, done);
  notify({ topic: '/systemTopic/TestResult', type: 'updated', id: job.id });
}

function finishItem(org: Org, itemId: string, done: readonly Done[]): void {
  const passed = done.filter(({ outcome }) => outcome.outcome === 'Pass').length;
  changeRow(org, 'ApexTestQueueItem', itemId, { Status: 'Completed', ExtendedStatus: `(${passed}/${done.length})` });
}

function finishRun(org: Org, job: Job, done: readonly Done[]): void {
  const items = [...job.items.values()];
  const isAborting = items.length > 0 && items.every((itemId) => isAborted(org, itemId));
  const failed = done.filter(({ outcome }) => outcome.outcome !== 'Pass').length;
  changeRow(org, 'ApexTestRunResult', job.runId, {
    Status: isAborting ? 'Aborted' : failed > 0 ? 'Failed' : 'Completed',
    EndTime: org.now(),
    TestTime: done.reduce((sum, { outcome }) => sum + outcome.ms, 0),
    TestSetupTime: 0,
  });
  changeRow(org, 'AsyncApexJob', job.id, {
    Status: isAborting ? 'Aborted' : 'Completed',
    CompletedDate: org.now(),
    JobItemsProcessed: items.length,
    NumberOfErrors: 0,
  });
}

async function runClass(
  { org, toolingOrg, apex }: TestParts,
  job: Job,
  { cls, itemId, done }: { readonly cls: ClassInfo; readonly itemId: string; readonly done: Done[] },
): Promise<void> {
  const { program, userId } = job;
  for (const test of job.asked.tests.filter((one) => one.cls === cls)) {
    if (isAborted(toolingOrg, itemId) || isOver(job.asked, done)) return;
    const outcome = runTest({ org, program, runner: apex.runner, userId }, test);
    done.push({ test, outcome });
    addRow(toolingOrg, 'ApexTestResult', resultFields(toolingOrg, job, { itemId, test, outcome }), userId);
    changeRow(toolingOrg, 'ApexTestRunResult', job.runId, {
      MethodsCompleted: done.length,
      MethodsFailed: done.filter((one) => one.outcome.outcome !== 'Pass').length,
    });
    await nextTurn();
  }
}

function resultFields(org: Org, job: Job, { itemId, test, outcome }: Done & { readonly itemId: string }) {
  return {
    QueueItemId: itemId,
    ApexClassId: test.cls.unit.id,
    AsyncApexJobId: job.id,
    ApexTestRunResultId: job.runId,
    ApexLogId: outcome.logId ?? null,
    MethodName: test.method.name,
    Outcome: outcome.outcome,
    Message: outcome.message,
    StackTrace: outcome.stackTrace,
    RunTime: outcome.ms,
    IsTestSetup: false,
    TestTimestamp: org.now(),
  };
}
