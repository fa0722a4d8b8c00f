// The list of debug logs: newest first, page by page, and those that a filter lets through.
import type { OrgClient } from '../http/client';
import type { Task } from '../kernel/task';
import { toolingQuery } from './toolingQuery';
import { atTime, containing, decodeLog, logFields, quoted, type DebugLog } from './wire';

/** A missing entry filters nothing. Texts are found anywhere, without regard to letter case. Salesforce filters. */
export interface LogFilter {
  /** In the name of the user, or the ID of one. */
  readonly user?: string;
  readonly operation?: string;
  readonly status?: string;
  /** In any of the above, in the request or in the application. */
  readonly text?: string;
  /** Started at that time or later; milliseconds since 1970. */
  readonly since?: number;
}

export interface LogPage {
  readonly logs: readonly DebugLog[];
  /** Give it to the next call as `after`; missing on the last page. */
  readonly next?: LogPlace;
}

/** The last log of a page. A page begins after it, whatever was written or deleted meanwhile. */
export type LogPlace = Pick<DebugLog, 'logId' | 'startedAt'>;

export interface PageOptions {
  /** Default 200, at most 2,000. */
  readonly pageLogs?: number;
  readonly after?: LogPlace | undefined;
}

const defaultPageLogs = 200;

export async function listLogs(
  client: OrgClient,
  filter: LogFilter,
  { pageLogs = defaultPageLogs, after }: PageOptions,
  task: Task,
): Promise<LogPage> {
  const conditions = [...conditionsOf(filter), ...(after ? [beginsAfter(after)] : [])];
  const where = conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;
  const soql = `SELECT ${logFields} FROM ApexLog${where} ORDER BY StartTime DESC, Id DESC LIMIT ${pageLogs}`;
  const { rows } = await toolingQuery(client, soql, task);
  const logs = rows.map(decodeLog);
  const last = logs.at(-1);
  const isFull = last !== undefined && logs.length === pageLogs;
  return { logs, ...(isFull && { next: { logId: last.logId, startedAt: last.startedAt } }) };
}

/** All logs that the filter lets through, newest first. */
export async function* allLogs(client: OrgClient, filter: LogFilter, task: Task): AsyncGenerator<readonly DebugLog[]> {
  let after: LogPlace | undefined;
  do {
    const page: LogPage = await listLogs(client, filter, { after, pageLogs: 2000 }, task);
    if (page.logs.length > 0) yield page.logs;
    after = page.next;
  } while (after);
}

/** Salesforce keeps the start to the second, so several logs have the same. */
const beginsAfter = ({ logId, startedAt }: LogPlace): string =>
  `(StartTime < ${atTime(startedAt)} OR (StartTime = ${atTime(startedAt)} AND Id < ${quoted(logId)}))`;

function conditionsOf({ user, operation, status, text, since }: LogFilter): readonly string[] {
  const has = (field: string, value: string): string => `${field} LIKE ${containing(value)}`;
  const anywhere = ['Operation', 'Status', 'Request', 'Application', 'LogUser.Name'];
  return [
    ...(user === undefined ? [] : [isUserId(user) ? `LogUserId = ${quoted(user)}` : has('LogUser.Name', user)]),
    ...(operation === undefined ? [] : [has('Operation', operation)]),
    ...(status === undefined ? [] : [has('Status', status)]),
    ...(text === undefined ? [] : [`(${anywhere.map((field) => has(field, text)).join(' OR ')})`]),
    ...(since === undefined ? [] : [`StartTime >= ${atTime(since)}`]),
  ];
}

export const isUserId = (text: string): boolean => /^005[A-Za-z0-9]{12}(?:[A-Za-z0-9]{3})?$/.test(text);
