// Finds the remote job that a create call without an answer may have left, and aborts it when it must be ours.
import { isCanceled, type Task } from '../kernel/task';
import type { Clock } from '../ports';
import type { BulkApi } from './api';
import type { OwnJobs } from './ownJobs';
import type { CreateIngest, ListedJob } from './wire';

/** What the other jobs on this computer say, when all of their journals have been read. */
export interface OtherLoads {
  /** The remote jobs that they created. */
  readonly remoteIds: ReadonlySet<string>;
  /** One of them may just be creating such a job, or its journal cannot be read. */
  readonly mayBeCreating: boolean;
}

/** By this computer's clock. */
export interface LostCreate {
  readonly sentAt: number;
  /** Missing when the process ended before the call did. */
  readonly endedAt?: number;
}

interface OrphanSearch {
  readonly api: BulkApi;
  readonly clock: Clock;
  readonly create: CreateIngest;
  readonly userId: string;
  readonly task: Task;
  /** The job of another part never counts as an orphan. */
  readonly ownJobs: OwnJobs;
  readonly otherLoads: () => Promise<OtherLoads>;
}

/** No create call takes longer. */
const longestCallMs = 2 * 60_000;
/** Salesforce cuts the times of jobs and answers to seconds. */
const precisionMs = 1_000;
/** Another client that created such a job in this time may have created this one, too. */
const otherClientsMs = 60 * 60_000;

/**
 * Salesforce does not say which client created a job, nor whether rows are being uploaded to it. A job is aborted only
 * when it was certainly created during the call, by Salesforce's clock and with our settings, no other load on this
 * computer has it or may have it, and this user created no other unknown job like it in the last hour. Any other one
 * that may be ours is left alone: Salesforce closes an open job by itself after a day, so nothing depends on the abort.
 * Gives the ids of those. Errors of the search are ignored.
 */
export async function abortOrphan(call: LostCreate, search: OrphanSearch): Promise<readonly string[]> {
  try {
    const found = await listUnknown(call, search);
    const possible = found.filter(({ isOfCall, job }) => isOfCall && job.state === 'Open');
    if (possible.length === 0) return [];
    const others = await search.otherLoads();
    const left = possible.map(({ job }) => job.remoteId).filter((id) => !others.remoteIds.has(id));
    const unknown = found.filter(({ job }) => !others.remoteIds.has(job.remoteId));
    const [first] = unknown;
    const id = unknown.length === 1 && first?.isCertain && !others.mayBeCreating ? left[0] : undefined;
    if (id === undefined) return left;
    if (!(await search.api.isUntouched(id, search.create, search.task))) return left;
    await search.api.abort(id, search.task);
    return [];
  } catch (error) {
    if (isCanceled(error)) throw error;
    return [];
  }
}

interface Listed {
  readonly job: ListedJob;
  /** Created while the call may have been under way. */
  readonly isOfCall: boolean;
  /** Created while the call was under way. */
  readonly isCertain: boolean;
}

/** Recent jobs like ours that this load did not create. */
async function listUnknown({ sentAt, endedAt }: LostCreate, search: OrphanSearch): Promise<readonly Listed[]> {
  const found: Listed[] = [];
  for await (const job of search.api.list(search.task)) {
    const now = search.clock.now();
    const { ageMs = Number.NaN } = job;
    const sinceSentMs = now - sentAt;
    if (!isAlike(job, search) || ageMs > sinceSentMs + otherClientsMs) continue;
    const isTooOld = ageMs > sinceSentMs + precisionMs;
    const isTooNew = ageMs < sinceSentMs - longestCallMs - precisionMs;
    const isCertain =
      endedAt !== undefined && ageMs + precisionMs <= sinceSentMs && ageMs - precisionMs >= now - endedAt;
    found.push({ job, isOfCall: !isTooOld && !isTooNew, isCertain });
  }
  const unknown = new Set(await search.ownJobs.notOwn(found.map(({ job }) => job.remoteId)));
  return found.filter(({ job }) => unknown.has(job.remoteId));
}

const isAlike = (job: ListedJob, { create, userId }: OrphanSearch): boolean =>
  job.object.toLowerCase() === create.object.toLowerCase() &&
  job.operation === create.operation &&
  job.externalIdField.toLowerCase() === (create.externalIdField ?? '').toLowerCase() &&
  job.createdById === userId;
