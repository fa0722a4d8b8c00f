// How often and how soon a failed upload, download or call is retried, and which failures a later resume can fix.
import { toSalesforceError, type SalesforceError } from '../errors/salesforceError';
import type { Clock } from '../ports';
import type { Task } from './task';

/** Attempts for each upload, download or call before the job is interrupted. */
export const maxAttempts = 4;
/** Multiplied by the number of the failed attempt. */
export const retryAfterMs = 2_000;

/** Another attempt can succeed, for example after a lost connection or while the server is busy. */
export const isRetryable = (error: unknown): boolean => toSalesforceError(error).retryable;

/** The user can free disk space or reconnect a drive. Salesforce keeps the results for seven days. */
const diskErrors: ReadonlySet<string> = new Set(['input.cannotWrite', 'input.unreadable']);

/** A later resume can succeed. After any other error the outcome of the rows is final. */
export const isResumable = ({ retryable, code }: SalesforceError): boolean =>
  retryable || code.startsWith('login.') || code.startsWith('limit.') || diskErrors.has(code);

/** Restarts a failed download from the beginning. `isLast`: it will not be restarted again. */
export async function downloadWithRetries<T>(
  download: (isLast: boolean) => Promise<T>,
  { clock, task }: { readonly clock: Clock; readonly task: Task },
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await download(attempt >= maxAttempts);
    } catch (error) {
      if (task.signal.aborted || !isRetryable(error) || attempt >= maxAttempts) throw error;
      await clock.sleep(retryAfterMs * attempt, task.signal);
    }
  }
}
