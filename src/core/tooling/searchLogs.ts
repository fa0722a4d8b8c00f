// Finds a text in all debug logs of an org. Logs that were read before come from the disk.
import { SalesforceError } from '../errors/salesforceError';
import type { OrgClient } from '../http/client';
import { mergeRuns } from '../kernel/merge';
import type { Task } from '../kernel/task';
import { findLines, type FoundLine } from './findLines';
import type { LogCache, OpenBody } from './logCache';
import { allLogs, type LogFilter } from './logList';
import type { DebugLog } from './wire';

export interface LogSearch {
  /** Found without regard to letter case. */
  readonly text: string;
  /** Which logs are searched. */
  readonly filter?: LogFilter;
}

export interface LogMatches {
  readonly log: DebugLog;
  /** The file with the log. */
  readonly path: string;
  readonly lines: readonly FoundLine[];
  /** The log has more lines with the text than are given. */
  readonly hasMore: boolean;
}

export interface SearchParts {
  readonly client: OrgClient;
  readonly cache: LogCache;
  readonly open: OpenBody;
}

const logsAtOnce = 4;
const maxLinesPerLog = 100;
/** The disk is tidied while a search saves many logs. */
const trimEachLogs = 200;

/** The logs with the text, as they are found. Progress counts the logs that were searched. */
export async function* searchLogs(
  { text, filter = {} }: LogSearch,
  parts: SearchParts,
  task: Task,
): AsyncGenerator<LogMatches> {
  if (text.trim() === '') throw new SalesforceError('input.badArgument', { message: 'Enter the text to find.' });
  const logs: DebugLog[] = [];
  for await (const page of allLogs(parts.client, filter, task)) logs.push(...page);
  let done = 0;
  const report = (): void => task.progress({ phase: 'searching', done, total: logs.length, unit: 'logs' });
  report();
  const runs = logs.map(
    (log) =>
      async function* () {
        const found = await searchLog(log, text, parts, task);
        done += 1;
        report();
        if (done % trimEachLogs === 0) await parts.cache.trim();
        if (found) yield found;
      },
  );
  try {
    yield* mergeRuns(runs, logsAtOnce);
  } finally {
    await parts.cache.trim();
  }
}

/** Logs on the disk are read without a call that the signal would end. */
async function* whileWanted(chunks: AsyncIterable<Uint8Array>, { signal }: Task): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    signal.throwIfAborted();
    yield chunk;
  }
}

/** Undefined for a log without the text, or one that was deleted meanwhile. */
async function searchLog(
  log: DebugLog,
  text: string,
  { cache, open }: SearchParts,
  task: Task,
): Promise<LogMatches | undefined> {
  const lines: FoundLine[] = [];
  let hasMore = false;
  try {
    for await (const found of findLines(whileWanted(cache.read(log, open, task), task), text)) {
      // The rest is read, too, so that the whole log is on the disk.
      if (lines.length < maxLinesPerLog) lines.push(found);
      else hasMore = true;
    }
  } catch (error) {
    if (error instanceof SalesforceError && error.code === 'request.notFound') return undefined;
    throw error;
  }
  return lines.length === 0 ? undefined : { log, path: cache.pathOf(log), lines, hasMore };
}
