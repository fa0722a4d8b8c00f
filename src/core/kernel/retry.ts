// How often and how soon a failed upload, download or call is sent again, and which failures a later run can overcome.
import { toSalesforceError, type SalesforceError } from '../errors/salesforceError';
import type { Clock } from '../ports';
import type { Task } from './task';

/** An upload, a download or a call is tried this often before the job rests. */
export const maxAttempts = 4;
/** Times the number of the attempt that failed. */
export const retryAfterMs = 2_000;

/** Another attempt may succeed: a broken connection, a busy or failing server. */
export const isRetryable = (error: unknown): boolean => toSalesforceError(error).retryable;

/** A full disk can be emptied and a drive attached again. Salesforce keeps results for seven days until then. */
const diskErrors: ReadonlySet<string> = new Set(['input.cannotWrite', 'input.unreadable']);

/** A later resume can overcome it. After any other error the rows are settled for good. */
export const isResumable = ({ retryable, code }: SalesforceError): boolean =>
  retryable || code.startsWith('login.') || code.startsWith('limit.') || diskErrors.has(code);

/** Starts a broken download again from its beginning. */
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
