// Reports new debug logs as they come, by polling.
import { SalesforceError } from '../errors/salesforceError';
import type { OrgClient } from '../http/client';
import { createPollDelay } from '../kernel/poll';
import type { Task } from '../kernel/task';
import type { Clock } from '../ports';
import { listLogs, type LogFilter } from './logList';
import type { DebugLog } from './wire';

/** A transaction can last ten minutes, and its log has the time when it began. */
const longestTransactionMs = 15 * 60_000;
const newestLogs = 200;

/**
 * New logs, oldest first, until the task is canceled. Polls after 2 seconds, then less often, up to every 30 seconds;
 * after a new log it begins again. Errors that pass, such as a network that is gone, do not end it.
 */
export async function* watchLogs(
  client: OrgClient,
  filter: LogFilter,
  clock: Clock,
  task: Task,
): AsyncGenerator<readonly DebugLog[], never> {
  const first = await listLogs(client, filter, { pageLogs: newestLogs }, task);
  const known = new Set(first.logs.map(({ logId }) => logId));
  const newest = Math.max(0, ...first.logs.map(({ startedAt }) => startedAt));
  const since = Math.max(0, newest - longestTransactionMs);
  let delay = createPollDelay(clock);
  for (;;) {
    await delay.wait(task.signal);
    const found = await poll(client, { ...filter, since: Math.max(since, filter.since ?? 0) }, task);
    const fresh = found.filter(({ logId }) => !known.has(logId)).reverse();
    if (fresh.length === 0) continue;
    for (const { logId } of fresh) known.add(logId);
    delay = createPollDelay(clock);
    yield fresh;
  }
}

async function poll(client: OrgClient, filter: LogFilter, task: Task): Promise<readonly DebugLog[]> {
  try {
    return (await listLogs(client, filter, { pageLogs: newestLogs }, task)).logs;
  } catch (error) {
    if (error instanceof SalesforceError && error.retryable) return [];
    throw error;
  }
}
