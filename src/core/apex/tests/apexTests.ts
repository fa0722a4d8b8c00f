// Apex tests of one org: runs, and what is known about its tests.
import type { Task } from '../../kernel/task';
import { readCoveringTests } from './coverage';
import { readOrgTests, readSuites } from './discovery';
import type { OrgTestClass, TestEvent, TestMethodName, TestSpec, TestSuite } from './testModel';
import { testRun, type TestParts } from './testRun';

export interface ApexTests {
  /**
   * Starts a run and gives each result as it comes; the last event is `finished`. A failed test is a result. Counts as
   * a write, because tests run code of the org. Throws what Salesforce says about classes and methods that the org does
   * not have. Canceling the task ends the waiting, and Salesforce continues.
   */
  readonly run: (spec: TestSpec, task: Task) => AsyncGenerator<TestEvent, void>;
  /**
   * The test methods that ran lines of this class or trigger when they were last run. None, if no test with coverage
   * has run since the code was changed.
   */
  readonly covering: (name: string, task: Task) => Promise<readonly TestMethodName[]>;
  /** The test classes that the org has, those of installed packages included. */
  readonly inOrg: (task: Task) => Promise<readonly OrgTestClass[]>;
  readonly suites: (task: Task) => Promise<readonly TestSuite[]>;
}

export const createApexTests = (parts: TestParts): ApexTests => ({
  run: (spec, task) => testRun(spec, parts, task),
  covering: (name, task) => readCoveringTests(parts.client, name, task),
  inOrg: (task) => readOrgTests(parts.client, task),
  suites: (task) => readSuites(parts.client, task),
});
