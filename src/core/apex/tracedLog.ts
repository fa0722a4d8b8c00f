// The debug log of anonymous Apex that ran over the Tooling API, which answers without one. Salesforce keeps a log only
// while a trace flag of the user is active, and says nowhere to which run it belongs.
import * as z from 'zod';
import type { OrgClient } from '../http/client';
import type { Task } from '../kernel/task';
import type { Clock } from '../ports';

/** Why there is no log: no trace flag was active, no log was found, or the user may not read logs. */
export type MissingLog = 'noTraceFlag' | 'notFound' | 'noAccess';

export interface FoundLog {
  readonly log?: string;
  readonly noLog?: MissingLog;
}

export interface TracedRun {
  readonly code: string;
  /** Whose code ran. */
  readonly userId: string;
  /** When the call left, by Salesforce's clock, in milliseconds since 1970. */
  readonly sinceMs: number;
}

interface Parts {
  readonly client: OrgClient;
  readonly clock: Clock;
}

/** Salesforce writes a log some moments after the answer. */
const waitsMs = [0, 1000, 2000];
/** So many lines of the code are compared with those at the start of the log. */
const comparedLines = 20;

/** Never throws: the code has run, whatever becomes of its log. */
export async function findTracedLog(run: TracedRun, parts: Parts, task: Task): Promise<FoundLog> {
  try {
    if (!(await isTraced(run, parts.client, task))) return { noLog: 'noTraceFlag' };
    for (const waitMs of waitsMs) {
      await parts.clock.sleep(waitMs, task.signal);
      const log = await newestLog(run, parts.client, task);
      if (log !== undefined) return { log };
    }
    return { noLog: 'notFound' };
  } catch (error) {
    return { noLog: isRefused(error) ? 'noAccess' : 'notFound' };
  }
}

/** Objects that a user may not see do not exist for a query. */
const isRefused = (error: unknown): boolean =>
  ['request.noAccess', 'request.badSoql', 'request.refused'].includes((error as { readonly code?: string }).code ?? '');

const toDatetime = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;

const isTraced = async ({ userId, sinceMs }: TracedRun, client: OrgClient, task: Task): Promise<boolean> =>
  (
    await idsOf(
      `SELECT Id FROM TraceFlag WHERE TracedEntityId = '${userId}' AND ExpirationDate > ${toDatetime(sinceMs)} LIMIT 1`,
      client,
      task,
    )
  ).length > 0;

async function newestLog(
  { code, userId, sinceMs }: TracedRun,
  client: OrgClient,
  task: Task,
): Promise<string | undefined> {
  const since = toDatetime(sinceMs);
  const soql = `SELECT Id FROM ApexLog WHERE LogUserId = '${userId}' AND StartTime >= ${since} ORDER BY StartTime DESC LIMIT 5`;
  for (const id of await idsOf(soql, client, task)) {
    const path = `/services/data/v{v}/tooling/sobjects/ApexLog/${id}/Body`;
    const log = await (await client.send({ method: 'GET', path, repeat: 'safe' }, task)).text();
    if (isOfCode(log, code)) return log;
  }
  return undefined;
}

/** The log of anonymous Apex starts with its code, line by line. */
function isOfCode(log: string, code: string): boolean {
  const lines = code.split(/\r?\n/).slice(0, comparedLines);
  return log.replaceAll('\r\n', '\n').includes(lines.map((line) => `Execute Anonymous: ${line}`).join('\n'));
}

const ids = z.object({ records: z.array(z.object({ Id: z.string().regex(/^[A-Za-z0-9]{15,18}$/) })) });

const idsOf = (soql: string, client: OrgClient, task: Task): Promise<readonly string[]> =>
  client.json(
    { method: 'GET', path: '/services/data/v{v}/tooling/query', query: { q: soql }, repeat: 'safe' },
    (value) => ids.parse(value).records.map(({ Id }) => Id),
    task,
  );
