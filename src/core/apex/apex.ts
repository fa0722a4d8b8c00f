// Apex of one org: anonymous code, REST services written in Apex, and tests.
import type { Task } from '../kernel/task';
import { callRestService, type ServiceAnswer, type ServiceMethod } from './restService';
import { createApexTests, type ApexTests } from './tests/apexTests';
import type { TestParts } from './tests/testRun';
import { runAndRollBack, type RollbackResult } from './rollback/rollbackRun';
import { runAnonymous, type ApexParts, type ApexResult, type RunOptions } from './runAnonymous';

export { debugLines, type DebugLine } from './debugLines';
export type { ServiceAnswer, ServiceMethod } from './restService';
export type { ApexResult, RunOptions } from './runAnonymous';
export type { MissingLog } from './tracedLog';
export type { DmlChange, RunChanges } from './rollback/changes';
export type { Refusal, RollbackResult } from './rollback/rollbackRun';
export type { StackFrame } from './stackFrames';
export type { ApexTests } from './tests/apexTests';
export { toCobertura } from './tests/reports/cobertura';
export { toJunit } from './tests/reports/junit';
export { toLcov } from './tests/reports/lcov';
export { selectionOf } from './tests/selection';
export type * from './tests/testModel';

export interface Apex {
  /**
   * Compiles and runs code as an anonymous block. A compile error and an exception are results. Nothing is sent again
   * after an error that leaves open whether the code has run. Throws `input.apexTooLong`.
   */
  readonly runAnonymous: (code: string, options: RunOptions, task: Task) => Promise<ApexResult>;
  /**
   * Runs code like `runAnonymous`, but ends its transaction with an exception, so that Salesforce saves nothing of it.
   * Code with a call that a rollback does not take back is a result, too, and is not sent; calls in other classes are
   * not seen before. Says whether Salesforce's answer has that exception. Throws `input.apexTooLong`.
   */
  readonly runAndRollBack: (code: string, task: Task) => Promise<RollbackResult>;
  /**
   * Calls a service of a class with `@RestResource`. `path` follows `/services/apexrest`, with its query, for example
   * `/orders?open=true`. `data` is sent as JSON: text as it is, any other value serialized; undefined for no body. What
   * the service answers is a result, whatever its status; what Salesforce says about the session or the limits of the
   * org is thrown. Counts as a write with any method, and is never sent again.
   */
  readonly callRestService: (path: string, method: ServiceMethod, data: unknown, task: Task) => Promise<ServiceAnswer>;
  readonly tests: ApexTests;
}

export const createApex = (parts: ApexParts & TestParts): Apex => ({
  runAnonymous: (code, options, task) => runAnonymous({ code, ...options }, parts, task),
  runAndRollBack: (code, task) => runAndRollBack(code, parts, task),
  callRestService: (path, method, data, task) => callRestService({ path, method, data }, parts.client, task),
  tests: createApexTests(parts),
});
