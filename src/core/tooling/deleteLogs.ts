// Deletes debug logs, up to 200 in a call.
import * as z from 'zod';
import type { Task } from '../kernel/task';
import { SalesforceError } from '../errors/salesforceError';
import type { RowCounts } from '../model/load';
import { root } from './wire';
import { resultOfFailure, type OpenCalls, type OpenedCalls } from './severalCalls';

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

/**
 * Sent again after an error, because a log that is deleted twice is deleted. Throws `server.logsUnknown` when some may
 * be deleted.
 */
export async function deleteLogs(logIds: readonly string[], open: OpenCalls, task: Task): Promise<DeletedLogs> {
  const ids = [...new Set(logIds)];
  if (ids.length === 0) return { deleted: 0, failed: [] };
  const write = { operations: ['deleteLogs'], objects: ['ApexLog'], rows: ids.length } as const;
  const calls = await open(write, task);
  const progress: Progress = { ids, done: 0, sent: 0, failed: [] };
  try {
    await deleteAll(progress, calls.client, task);
  } catch (error) {
    const result = resultOfStop(error, progress, calls);
    await calls.end(result);
    throw result.outcome === 'unknown' ? unknownLogs(error, result.counts, calls.client) : error;
  }
  const { failed, done } = progress;
  const outcome = failed.length === 0 ? 'completed' : failed.length < done ? 'partial' : 'rejected';
  await calls.end({ outcome, counts: countsOf(progress, 0) });
  return { deleted: done - failed.length, failed };
}

interface Progress {
  readonly ids: readonly string[];
  /** Those that Salesforce answered for; they come first. */
  done: number;
  /** Those that were sent, with the ones of the call that is under way. */
  sent: number;
  readonly failed: FailedDeletion[];
}

async function deleteAll(progress: Progress, client: OpenedCalls['client'], task: Task): Promise<void> {
  const { ids, failed } = progress;
  while (progress.done < ids.length) {
    task.signal.throwIfAborted();
    const some = ids.slice(progress.done, progress.done + logsPerCall);
    const query = { ids: some.join(','), allOrNone: 'false' };
    const request = { method: 'DELETE', path: `${root}/composite/sobjects`, query, repeat: 'safe' } as const;
    progress.sent += some.length;
    const answers = await client.json(request, (value) => outcomes.length(some.length).parse(value), task);
    answers.forEach(({ success, errors: [first] }, at) => {
      if (!success && first?.statusCode !== 'ENTITY_IS_DELETED' && first?.statusCode !== 'NOT_FOUND')
        failed.push({ logId: some[at] ?? '', message: first?.message ?? '' });
    });
    progress.done = progress.sent;
    task.progress({ phase: 'deleting', done: progress.done, total: ids.length, unit: 'logs' });
  }
}

const countsOf = ({ ids, done, failed }: Progress, unknown: number): RowCounts => ({
  succeeded: done - failed.length,
  failed: failed.length,
  unprocessed: ids.length - done - unknown,
  unknown,
});

/** A call that was refused has deleted nothing, but the ones before it have. */
function resultOfStop(error: unknown, progress: Progress, calls: OpenedCalls) {
  const result = resultOfFailure(error, calls);
  const isRefused = result.outcome === 'rejected';
  const counts = countsOf(progress, isRefused ? 0 : progress.sent - progress.done);
  return isRefused && progress.done > 0 ? { ...result, outcome: 'failed' as const, counts } : { ...result, counts };
}

function unknownLogs(error: unknown, counts: RowCounts, { org }: OpenedCalls['client']): SalesforceError {
  const message = error instanceof Error ? error.message : String(error);
  const details = { org, deleted: counts.succeeded, unknown: counts.unknown, message };
  return new SalesforceError('server.logsUnknown', details, { cause: error });
}
