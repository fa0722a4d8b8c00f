// Reports new debug logs as they come, by polling.
import { SalesforceError } from '../errors/salesforceError';
import type { OrgClient } from '../http/client';
import { createPollDelay } from '../kernel/poll';
import type { Task } from '../kernel/task';
import type { Clock } from '../ports';
import { allLogs, listLogs, type LogFilter, type LogPage } from './logList';
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
  const newest = Math.max(0, ...first.logs.map(({ startedAt }) => startedAt));
  const watched = { ...filter, since: Math.max(0, newest - longestTransactionMs, filter.since ?? 0) };
  const known = new Set(first.logs.map(({ logId }) => logId));
  if (first.next)
    for await (const logs of allLogs(client, watched, task)) for (const { logId } of logs) known.add(logId);
  let delay = createPollDelay(clock);
  for (;;) {
    await delay.wait(task.signal);
    const fresh = (await poll({ client, filter: watched, known }, task)).reverse();
    if (fresh.length === 0) continue;
    for (const { logId } of fresh) known.add(logId);
    delay = createPollDelay(clock);
    yield fresh;
  }
}

interface Polled {
  readonly client: OrgClient;
  readonly filter: LogFilter;
  readonly known: ReadonlySet<string>;
}

/** The newest first. After an outage, there can be more new logs than a page has. */
async function poll({ client, filter, known }: Polled, task: Task): Promise<DebugLog[]> {
  const found: DebugLog[] = [];
  let after: LogPage['next'];
  try {
    do {
      const page: LogPage = await listLogs(client, filter, { pageLogs: newestLogs, after }, task);
      const fresh = page.logs.filter(({ logId }) => !known.has(logId));
      found.push(...fresh);
      after = fresh.length > 0 ? page.next : undefined;
    } while (after);
    return found;
  } catch (error) {
    if (error instanceof SalesforceError && error.retryable) return [];
    throw error;
  }
}
