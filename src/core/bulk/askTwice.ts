// Salesforce's NOT_FOUND ends a job for good, so it is believed only when it is the answer twice.
import { toSalesforceError } from '../errors/salesforceError';
import { retryAfterMs } from '../kernel/retry';
import type { Task } from '../kernel/task';
import type { Clock } from '../ports';

export const isNotFound = (error: unknown): boolean => toSalesforceError(error).code === 'request.notFound';

/** Calls again, after a pause, when Salesforce says that it does not know the job or its results. */
export async function askTwice<T>(
  call: () => Promise<T>,
  { clock, task }: { readonly clock: Clock; readonly task: Task },
): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (task.signal.aborted || !isNotFound(error)) throw error;
    await clock.sleep(retryAfterMs, task.signal);
    return call();
  }
}
