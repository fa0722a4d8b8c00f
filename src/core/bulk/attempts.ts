// How often and how soon something that broke on its way is tried again.
import { toSalesforceError } from '../errors/salesforceError';
import type { Task } from '../kernel/task';
import type { Clock } from '../ports';

/** A broken upload or download is made anew this often before it is given up for now. */
export const attempts = 4;
/** Times the number of the attempt that broke. */
export const againAfterMs = 2_000;

/** Worth another try by itself: a broken connection, a busy or failing server. */
export const isBroken = (error: unknown): boolean => toSalesforceError(error).retryable;

/** Results wait at Salesforce for seven days, so a broken download is simply begun again. */
export async function downloadStubbornly<T>(
  download: () => Promise<T>,
  { clock, task }: { readonly clock: Clock; readonly task: Task },
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await download();
    } catch (error) {
      if (task.signal.aborted || !isBroken(error) || attempt >= attempts) throw error;
      await clock.sleep(againAfterMs * attempt, task.signal);
    }
  }
}
