// How often and how soon something that broke on its way is tried again.
import { toSalesforceError } from '../errors/salesforceError';
import type { Task } from '../kernel/task';
import type { Clock } from '../ports';

/** A broken upload or download is made anew this often before it is given up for now. */
export const maxAttempts = 4;
/** Times the number of the attempt that broke. */
export const retryAfterMs = 2_000;

/** Worth another try by itself: a broken connection, a busy or failing server. */
export const isRetryable = (error: unknown): boolean => toSalesforceError(error).retryable;

/** Results wait at Salesforce for seven days, so a broken download is simply begun again. */
export async function downloadWithRetries<T>(
  download: () => Promise<T>,
  { clock, task }: { readonly clock: Clock; readonly task: Task },
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await download();
    } catch (error) {
      if (task.signal.aborted || !isRetryable(error) || attempt >= maxAttempts) throw error;
      await clock.sleep(retryAfterMs * attempt, task.signal);
    }
  }
}
