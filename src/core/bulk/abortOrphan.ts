// Finds and aborts the remote job whose creation was never answered.
import { isCanceled, type Task } from '../kernel/task';
import type { BulkApi } from './api';
import type { OwnJobs } from './ownJobs';
import type { CreateIngest, ListedJob } from './wire';

/** Clocks here and at Salesforce may differ, and the create call may take as long as a request may. */
const clockSkewMs = 2 * 60_000;

interface OrphanSearch {
  readonly api: BulkApi;
  readonly create: CreateIngest;
  readonly userId: string;
  readonly task: Task;
  /** The job of another part is never taken for an orphan. */
  readonly ownJobs: OwnJobs;
}

/**
 * An orphan is an open job of the same user, object, operation and key, created at the time of the lost answer. Only
 * a single match is aborted: of two, either may belong to another program, and Salesforce deletes an open job by
 * itself. Errors are ignored, since nothing is lost when the search fails.
 */
export async function abortOrphan(createdAt: number, search: OrphanSearch): Promise<void> {
  try {
    const matches: string[] = [];
    for await (const job of search.api.list(search.task))
      if (isMatch(job, createdAt, search)) matches.push(job.remoteId);
    const [only, ...others] = await search.ownJobs.notOwn(matches);
    if (only !== undefined && others.length === 0) await search.api.abort(only, search.task);
  } catch (error) {
    if (isCanceled(error)) throw error;
  }
}

function isMatch(job: ListedJob, createdAt: number, { create, userId }: OrphanSearch): boolean {
  return (
    job.state === 'Open' &&
    job.object.toLowerCase() === create.object.toLowerCase() &&
    job.operation === create.operation &&
    job.externalIdField.toLowerCase() === (create.externalIdField ?? '').toLowerCase() &&
    job.createdById === userId &&
    Math.abs(job.createdAt - createdAt) <= clockSkewMs
  );
}
