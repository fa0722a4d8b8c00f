// Test runs in Salesforce's spelling: the request of a run, and the objects of the Tooling API that have its results.
// https://developer.salesforce.com/docs/atlas.en-us.api_tooling.meta/api_tooling/intro_rest_resources.htm
import * as z from 'zod';
import { toFrames } from '../stackFrames';
import { comparisonIn, isLockFailure } from './failure';
import type { MethodOutcome, MethodResult, TestSelection, TestsOfClass } from './testModel';

/** IDs are case sensitive with 15 characters, so both lengths are sent as they are. */
const isClassId = (text: string): boolean => /^01p[A-Za-z0-9]{12}(?:[A-Za-z0-9]{3})?$/.test(text);

export function encodeSelection(selection: TestSelection, coverage: boolean): Readonly<Record<string, unknown>> {
  const shared = { maxFailedTests: -1, skipCodeCoverage: !coverage };
  switch (selection.kind) {
    case 'local':
      return { ...shared, testLevel: 'RunLocalTests' };
    case 'suites':
      return { ...shared, testLevel: 'RunSpecifiedTests', suiteNames: selection.names.join(',') };
    case 'tests':
      return { ...shared, testLevel: 'RunSpecifiedTests', tests: selection.tests.map(encodeTests) };
  }
}

const encodeTests = ({ className, methods }: TestsOfClass): unknown => ({
  ...(isClassId(className) ? { classId: className } : { className }),
  ...(methods && { testMethods: methods }),
});

/** The answer of `runTestsAsynchronous` is nothing but the ID. */
export const runId = z.string().regex(/^\w{15,18}$/);

/** Salesforce writes the time zone without a colon. */
const time = z.string().transform((text) => Date.parse(text.replace(/\+0000$/, 'Z')));

const count = z.number().nullable().default(0);

const runRow = z.object({
  Status: z.string(),
  MethodsEnqueued: count,
  MethodsCompleted: count,
  StartTime: time.nullable().default(null),
  EndTime: time.nullable().default(null),
});

export type RunRow = z.infer<typeof runRow>;

export const runRows = {
  schema: runRow,
  soql: (id: string): string =>
    `SELECT Status, MethodsEnqueued, MethodsCompleted, StartTime, EndTime FROM ApexTestRunResult WHERE AsyncApexJobId = '${id}'`,
};

const classParent = z.object({ Name: z.string(), NamespacePrefix: z.string().nullable().default(null) });

export const itemRows = {
  schema: z.object({
    Id: z.string(),
    Status: z.string(),
    ExtendedStatus: z.string().nullable().default(null),
    ApexClassId: z.string(),
    ApexClass: classParent.nullable().default(null),
  }),
  soql: (id: string): string =>
    `SELECT Id, Status, ExtendedStatus, ApexClassId, ApexClass.Name, ApexClass.NamespacePrefix FROM ApexTestQueueItem WHERE ParentJobId = '${id}'`,
};

const outcomes: Readonly<Record<string, MethodOutcome>> = {
  Pass: 'pass',
  Fail: 'fail',
  CompileFail: 'compileFail',
  Skip: 'skip',
};

const text = z.string().nullable().default(null);

const resultRow = z.object({
  Id: z.string(),
  ApexClassId: z.string(),
  ApexClass: classParent.nullable().default(null),
  MethodName: text,
  Outcome: z.string(),
  Message: text,
  StackTrace: text,
  RunTime: count,
  TestTimestamp: time.nullable().default(null),
  IsTestSetup: z.boolean().nullable().default(false),
});

export type ResultRow = z.infer<typeof resultRow>;

const resultFields =
  'Id, ApexClassId, ApexClass.Name, ApexClass.NamespacePrefix, MethodName, Outcome, Message, StackTrace, RunTime, TestTimestamp';

export const resultRows = {
  schema: resultRow,
  /** `IsTestSetup` is there from v61 on. `sinceMs`: only tests that began then or later. */
  soql: (id: string, apiVersion: string, sinceMs?: number): string => {
    const fields = Number(apiVersion) >= 61 ? `${resultFields}, IsTestSetup` : resultFields;
    const since = sinceMs === undefined ? '' : ` AND TestTimestamp >= ${new Date(sinceMs).toISOString()}`;
    return `SELECT ${fields} FROM ApexTestResult WHERE AsyncApexJobId = '${id}'${since}`;
  },
};

export function toResult(row: ResultRow): MethodResult {
  const stack = row.StackTrace ?? '';
  const message = row.Message ?? '';
  const comparison = comparisonIn(message);
  const outcome = outcomes[row.Outcome] ?? 'fail';
  return {
    ...toMethodName(row.ApexClassId, row.ApexClass, row.MethodName),
    outcome,
    ms: row.RunTime ?? 0,
    ...(message !== '' && { message }),
    ...(stack !== '' && { stack }),
    frames: toFrames(stack),
    ...(comparison && { comparison }),
    ...(outcome === 'fail' && isLockFailure(message) && { isLocked: true }),
  };
}

type ClassParent = z.infer<typeof classParent> | null;

const toMethodName = (classId: string, parent: ClassParent, method: string | null) => ({
  classId,
  className: parent?.Name ?? classId,
  ...(parent?.NamespacePrefix && { namespace: parent.NamespacePrefix }),
  method: method ?? '',
});

const lines = z.array(z.number());

const coverageRow = z.object({
  ApexTestClassId: z.string(),
  ApexTestClass: classParent.nullable().default(null),
  TestMethodName: text,
  ApexClassOrTriggerId: z.string(),
  ApexClassOrTrigger: z.object({ Name: z.string() }).nullable().default(null),
  Coverage: z.object({ coveredLines: lines, uncoveredLines: lines }).nullable(),
});

export type CoverageRow = z.infer<typeof coverageRow>;

const coverageFields =
  'ApexTestClassId, ApexTestClass.Name, ApexTestClass.NamespacePrefix, TestMethodName, ApexClassOrTriggerId, ApexClassOrTrigger.Name, Coverage';

export const coverageRows = {
  schema: coverageRow,
  /** Of these test classes. */
  soql: (ids: string): string => `SELECT ${coverageFields} FROM ApexCodeCoverage WHERE ApexTestClassId IN (${ids})`,
  /** Of all tests that ran lines of the class or trigger. */
  soqlOf: (name: string): string =>
    `SELECT ${coverageFields} FROM ApexCodeCoverage WHERE ApexClassOrTrigger.Name = ${name} AND NumLinesCovered > 0`,
};

export const testOf = (row: CoverageRow) => toMethodName(row.ApexTestClassId, row.ApexTestClass, row.TestMethodName);

export const orgCoverageRows = {
  schema: z.object({ PercentCovered: z.number() }),
  soql: 'SELECT PercentCovered FROM ApexOrgWideCoverage',
};
