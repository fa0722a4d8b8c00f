// What is known about a job besides its state: what later attempts have left of its rows, and what its org has.
import type { RetriedRows } from '../../../core/core';
import type { JobSnapshot } from '../../../shared/protocol/job';

export interface JobSituation {
  /** Rows that can be retried; missing where there are none. */
  readonly retryable?: JobSnapshot['retryable'];
  /** Rows that later attempts took; missing where they took none, or where only the row of the job is shown. */
  readonly retried?: RetriedRows;
  /** Its records are in the Recycle Bin. */
  readonly isUndeletable?: boolean;
  /** Its org has pages of Setup: it is known, and no practice org. */
  readonly hasSetup?: boolean;
}
