// A write of several calls: the person is asked once, and the write journal has one entry.
import { isCanceled, type Task } from '../kernel/task';
import type { OrgClient } from '../http/client';
import type { WriteResult } from '../http/guardWrites';
import type { Write } from '../model/writes';

export interface OpenedCalls {
  /** Its writes are those that were agreed to. */
  readonly client: OrgClient;
  /** What a call wrote that threw: nothing, or it is unknown because its answer did not come. */
  readonly resultOfError: (error: unknown) => WriteResult;
  readonly end: (result: WriteResult) => Promise<void>;
}

/** Declared here, implemented over the gate by core/org. Throws `policy.*`. */
export type OpenCalls = (write: Write, task: Task) => Promise<OpenedCalls>;

/** What the journal says about work that threw. */
export const resultOfFailure = (error: unknown, { resultOfError }: OpenedCalls): WriteResult =>
  isCanceled(error) ? { outcome: 'aborted' } : resultOfError(error);
