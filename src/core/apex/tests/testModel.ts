// Test runs as plain data: which tests to run, what became of each, and what they covered.
import type { StackFrame } from '../stackFrames';

/** A class with its tests, or some of them. */
export interface TestsOfClass {
  /** The name with its namespace, such as `acme.OrdersTest`, or the ID of the class. */
  readonly className: string;
  /** Missing: all. */
  readonly methods?: readonly string[];
}

export type TestSelection =
  | { readonly kind: 'tests'; readonly tests: readonly TestsOfClass[] }
  | { readonly kind: 'suites'; readonly names: readonly string[] }
  /** All tests except those of installed packages. */
  | { readonly kind: 'local' };

export type MethodOutcome = 'pass' | 'fail' | 'compileFail' | 'skip';

export interface TestMethodName {
  /** The ID of the class, with 18 characters. */
  readonly classId: string;
  /** Without its namespace. */
  readonly className: string;
  readonly namespace?: string;
  readonly method: string;
}

/** What `Assert.areEqual` compared, as text. */
export interface Comparison {
  readonly expected: string;
  readonly actual: string;
}

export interface MethodResult extends TestMethodName {
  readonly outcome: MethodOutcome;
  /** As Salesforce measured it. */
  readonly ms: number;
  readonly message?: string;
  /** As Salesforce wrote it. */
  readonly stack?: string;
  /** The innermost comes first. */
  readonly frames: readonly StackFrame[];
  readonly comparison?: Comparison;
  /** It failed because another transaction held a record: it may pass when it runs again. */
  readonly isLocked?: true;
  /** It is the result of a second run, after a locked record. */
  readonly isRetried?: true;
}

/** A class whose tests were not run, and why. */
export interface ClassProblem {
  readonly classId: string;
  readonly className: string;
  readonly message: string;
}

export interface CoveredBy extends TestMethodName {
  readonly lines: readonly number[];
}

/** A class or a trigger; lines count from 1 and are in order. */
export interface CoveredUnit {
  readonly id: string;
  readonly name: string;
  readonly kind: 'class' | 'trigger';
  readonly covered: readonly number[];
  readonly uncovered: readonly number[];
  /** Which test method ran which of the covered lines. */
  readonly tests: readonly CoveredBy[];
}

export interface Coverage {
  /** What the tests of the run covered, by name. */
  readonly units: readonly CoveredUnit[];
  /** Of all code of the org, by all runs so far; missing when Salesforce does not say. */
  readonly orgPercent?: number;
}

export interface TestRun {
  /** `AsyncApexJobId`. */
  readonly runId: string;
  /** Failed also when no test ran, or when Salesforce says so without a failed result that can be read. */
  readonly outcome: 'passed' | 'failed' | 'aborted';
  /** Without the methods that set up data. */
  readonly results: readonly MethodResult[];
  readonly problems: readonly ClassProblem[];
  /** Milliseconds since 1970, as Salesforce says. */
  readonly startedAt: number;
  /** From the start to the end of the run, as Salesforce says. */
  readonly serverMs: number;
  readonly coverage?: Coverage;
}

export type TestEvent =
  | { readonly type: 'started'; readonly runId: string; readonly isRetry: boolean }
  /** Methods that have ended, of those that are known to run. */
  | { readonly type: 'progress'; readonly done: number; readonly total: number }
  | { readonly type: 'result'; readonly result: MethodResult }
  | { readonly type: 'finished'; readonly run: TestRun };

export interface TestSpec {
  readonly selection: TestSelection;
  readonly coverage: boolean;
  /** Runs tests that failed because of a locked record once more, after all others. */
  readonly retryLocked?: boolean;
  /** Tells Salesforce to stop the run. The signal of the task only ends the waiting. */
  readonly abort?: AbortSignal;
}

/** A test class that the org has. */
export interface OrgTestClass {
  readonly classId: string;
  readonly name: string;
  readonly namespace?: string;
  readonly methods: readonly string[];
}

export interface TestSuite {
  readonly id: string;
  readonly name: string;
}
