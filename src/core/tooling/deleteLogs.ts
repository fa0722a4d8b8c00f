// Deletes debug logs, up to 200 in a call.
import * as z from 'zod';
import type { Task } from '../kernel/task';
import { root } from './wire';
import { resultOfFailure, type OpenCalls } from './severalCalls';

export interface DeletedLogs {
  /** Those that were deleted already count, too. */
  readonly deleted: number;
  readonly failed: readonly FailedDeletion[];
}

export interface FailedDeletion {
  readonly logId: string;
  /** As Salesforce gives it. */
  readonly message: string;
}

const logsPerCall = 200;

const outcomes = z.array(
  z.object({
    success: z.boolean(),
    errors: z.array(z.object({ statusCode: z.string(), message: z.string() })).default([]),
  }),
);

/** Sent again after an error, because a log that is deleted twice is deleted. */
export async function deleteLogs(logIds: readonly string[], open: OpenCalls, task: Task): Promise<DeletedLogs> {
  const ids = [...new Set(logIds)];
  if (ids.length === 0) return { deleted: 0, failed: [] };
  const { client, end } = await open({ operations: ['deleteLogs'], objects: ['ApexLog'], rows: ids.length }, task);
  const failed: FailedDeletion[] = [];
  let done = 0;
  const counts = () => ({
    succeeded: done - failed.length,
    failed: failed.length,
    unprocessed: ids.length - done,
    unknown: 0,
  });
  try {
    while (done < ids.length) {
      const some = ids.slice(done, done + logsPerCall);
      const query = { ids: some.join(','), allOrNone: 'false' };
      const request = { method: 'DELETE', path: `${root}/composite/sobjects`, query, repeat: 'safe' } as const;
      const answers = await client.json(request, (value) => outcomes.length(some.length).parse(value), task);
      answers.forEach(({ success, errors: [first] }, at) => {
        if (!success && first?.statusCode !== 'ENTITY_IS_DELETED' && first?.statusCode !== 'NOT_FOUND')
          failed.push({ logId: some[at] ?? '', message: first?.message ?? '' });
      });
      done += some.length;
      task.progress({ phase: 'deleting', done, total: ids.length, unit: 'logs' });
    }
  } catch (error) {
    await end({ ...resultOfFailure(error), counts: counts() });
    throw error;
  }
  await end({
    outcome: failed.length === 0 ? 'completed' : failed.length < done ? 'partial' : 'rejected',
    counts: counts(),
  });
  return { deleted: done - failed.length, failed };
}
