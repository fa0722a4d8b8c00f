// The state of an org: what it lacks for our work, how much of its limits is left, when it expires.
import { isCanceled, type Task } from '../kernel/task';
import { toSalesforceError, toErrorData } from '../errors/salesforceError';
import type { ErrorData } from '../model/job';
import type { Limits } from '../rest/rest';
import { checkUp, type Finding } from './checkup';
import type { OrgAccess } from './orgAccess';
import { expiryOf, limitsOf, versionsOf } from './requests';

export interface OrgFacts {
  /** For example `66.0`. */
  readonly newestApiVersion?: string;
  /** When a trial or scratch org expires, in milliseconds since 1970. */
  readonly expiresAt?: number;
  readonly limits?: Limits;
  /** Why some or all of the facts are missing. */
  readonly error?: ErrorData;
}

export interface Health {
  /** Runs all checks, in the order of their table. Throws only when the task is canceled. */
  readonly check: (task: Task) => Promise<readonly Finding[]>;
  /** Sends three requests that only read. Throws only when the task is canceled. */
  readonly facts: (task: Task) => Promise<OrgFacts>;
}

export function createHealth(access: OrgAccess): Health {
  return { check: (task) => checkUp(access, task), facts: (task) => readFacts(access, task) };
}

async function readFacts(access: OrgAccess, task: Task): Promise<OrgFacts> {
  let error: ErrorData | undefined;
  const orError = async <T>(question: Promise<T>): Promise<T | undefined> => {
    try {
      return await question;
    } catch (thrown) {
      if (isCanceled(thrown)) throw thrown;
      error ??= toErrorData(toSalesforceError(thrown));
      return undefined;
    }
  };
  const [limits, expiresAt, versions] = await Promise.all([
    orError(limitsOf(access, task)),
    orError(expiryOf(access, task)),
    orError(versionsOf(access, task)),
  ]);
  return {
    ...(versions && { newestApiVersion: `${Math.max(...versions.map(Number))}.0` }),
    ...(expiresAt !== undefined && { expiresAt }),
    ...(limits && { limits }),
    ...(error && { error }),
  };
}
