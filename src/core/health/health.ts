// How an org stands: what is needed there and may be missing, how much of its allowances is used, and when it ends.
import { isCanceled, type Task } from '../kernel/task';
import { toSalesforceError, toErrorData } from '../errors/salesforceError';
import type { ErrorData } from '../model/job';
import type { Limits } from '../rest/rest';
import { checkUp, type Finding } from './checkup';
import type { OrgAccess } from './orgAccess';
import { endOf, limitsOf, versionsOf } from './questions';

export interface OrgFacts {
  /** For example `66.0`. */
  readonly newestApiVersion?: string;
  /** When a trial or scratch org ends, in milliseconds since 1970. */
  readonly endsAt?: number;
  readonly limits?: Limits;
  /** Why some of it, or all, is missing. */
  readonly trouble?: ErrorData;
}

export interface Health {
  /** Tests the org for everything in the table of checks, in its order. Throws only when the task is stopped. */
  readonly check: (task: Task) => Promise<readonly Finding[]>;
  /** Three reads. Throws only when the task is stopped. */
  readonly facts: (task: Task) => Promise<OrgFacts>;
}

export function createHealth(access: OrgAccess): Health {
  return { check: (task) => checkUp(access, task), facts: (task) => readFacts(access, task) };
}

async function readFacts(access: OrgAccess, task: Task): Promise<OrgFacts> {
  let trouble: ErrorData | undefined;
  const orTrouble = async <T>(question: Promise<T>): Promise<T | undefined> => {
    try {
      return await question;
    } catch (error) {
      if (isCanceled(error)) throw error;
      trouble ??= toErrorData(toSalesforceError(error));
      return undefined;
    }
  };
  const [limits, endsAt, versions] = await Promise.all([
    orTrouble(limitsOf(access, task)),
    orTrouble(endOf(access, task)),
    orTrouble(versionsOf(access, task)),
  ]);
  return {
    ...(versions && { newestApiVersion: `${Math.max(...versions.map(Number))}.0` }),
    ...(endsAt !== undefined && { endsAt }),
    ...(limits && { limits }),
    ...(trouble && { trouble }),
  };
}
