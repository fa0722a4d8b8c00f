// Debug logs of one org: listed, read, deleted, searched, and collected for a user with a trace flag.
import type { OrgClient } from '../http/client';
import type { Task } from '../kernel/task';
import type { Clock, Files } from '../ports';
import { listLevels, type DebugLevel } from './debugLevels';
import { deleteLogs, type DeletedLogs } from './deleteLogs';
import { logBody, logHead } from './logBody';
import { createLogCache, type LogCache, type OpenBody } from './logCache';
import { allLogs, listLogs, type LogFilter, type LogPage, type PageOptions } from './logList';
import { searchLogs, type LogMatches, type LogSearch } from './searchLogs';
import type { OpenCalls } from './severalCalls';
import { startTracing, type TraceSpec, type Tracing } from './traceFlags';
import type { QueryRows } from './traceUser';
import { watchLogs } from './watchLogs';
import type { DebugLog } from './wire';

export { ownLevelName, type DebugLevel } from './debugLevels';
export type { DeletedLogs } from './deleteLogs';
export type { FoundLine } from './findLines';
export type { LogFilter, LogPage, LogPlace, PageOptions } from './logList';
export type { LogMatches, LogSearch } from './searchLogs';
export type { OpenCalls } from './severalCalls';
export { maxTraceMinutes, type TraceSpec, type Tracing } from './traceFlags';
export type { DebugLog } from './wire';

/** Salesforce keeps a debug log for a day, or for seven, and 1,000 MB of them in an org. */
export interface DebugLogs {
  /** One page, newest first. Needs the permission “View All Data”: `request.noAccess`. */
  readonly list: (filter: LogFilter, options: PageOptions, task: Task) => Promise<LogPage>;
  /** All that the filter lets through, newest first, some at a time. */
  readonly all: (filter: LogFilter, task: Task) => AsyncGenerator<readonly DebugLog[]>;
  /** New logs as they come, oldest first, until the task is canceled. */
  readonly watch: (filter: LogFilter, task: Task) => AsyncGenerator<readonly DebugLog[], never>;
  /** The whole text as a stream of UTF-8, to be read once. Throws `request.notFound` for a log that was deleted. */
  readonly body: (logId: string, task: Task) => Promise<AsyncIterable<Uint8Array>>;
  /** The text of its first bytes, without loading the rest. */
  readonly head: (logId: string, maxBytes: number, task: Task) => Promise<string>;
  /**
   * The path of the log as a file below `folder`, which is loaded once. The folder keeps up to 1,000 MB of logs of all
   * orgs; beyond that, the oldest are removed.
   */
  readonly save: (log: DebugLog, folder: string, task: Task) => Promise<string>;
  /** The logs with a text, as they are found. They are saved as by {@link save}. */
  readonly search: (search: LogSearch, folder: string, task: Task) => AsyncGenerator<LogMatches>;
  /**
   * One write, however many logs: a person is asked once, with their number. With `folder`, saved copies are removed,
   * too. Throws `policy.*`.
   */
  readonly remove: (logIds: readonly string[], folder: string | undefined, task: Task) => Promise<DeletedLogs>;
  /** By name. */
  readonly debugLevels: (task: Task) => Promise<readonly DebugLevel[]>;
  /**
   * Sets the trace flag of a user, or extends the one there is, so that Salesforce keeps a log of each transaction.
   * Call {@link Tracing.end} when no logs are wanted any more. Throws `limit.logStorage` when the org has too many
   * logs, `request.traceFlag`, `input.noUser`, `input.severalUsers`, `input.noDebugLevel`, `policy.*`.
   */
  readonly trace: (spec: TraceSpec, task: Task) => Promise<Tracing>;
}

export interface ToolingParts {
  readonly client: OrgClient;
  readonly clock: Clock;
  readonly files: Files;
  readonly openCalls: OpenCalls;
  readonly query: QueryRows;
  /** The ID of the organization. */
  readonly organization: string;
  /** Of the login. */
  readonly userId: string;
}

const maxSavedBytes = 1_000_000_000;

export function createDebugLogs(parts: ToolingParts): DebugLogs {
  const { client, clock, files, openCalls, organization } = parts;
  const open: OpenBody = ({ logId }, task) => logBody(client, logId, task);
  const cacheIn = (folder: string): LogCache =>
    createLogCache({ files, folder, organization, maxBytes: maxSavedBytes });
  return {
    list: (filter, options, task) => listLogs(client, filter, options, task),
    all: (filter, task) => allLogs(client, filter, task),
    watch: (filter, task) => watchLogs(client, filter, clock, task),
    body: (logId, task) => logBody(client, logId, task),
    head: (logId, maxBytes, task) => logHead(client, logId, maxBytes, task),
    save: async (log, folder, task) => {
      const cache = cacheIn(folder);
      const path = await cache.save(log, open, task);
      await cache.trim();
      return path;
    },
    search: (search, folder, task) => searchLogs(search, { client, open, cache: cacheIn(folder) }, task),
    remove: async (logIds, folder, task) => {
      const result = await deleteLogs(logIds, openCalls, task);
      const failed = new Set(result.failed.map(({ logId }) => logId));
      if (folder !== undefined) await cacheIn(folder).remove(logIds.filter((logId) => !failed.has(logId)));
      return result;
    },
    debugLevels: (task) => listLevels(client, task),
    trace: (spec, task) => startTracing(spec, parts, task),
  };
}
