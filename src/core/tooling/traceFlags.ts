// Trace flags: for a time, Salesforce keeps a debug log of each transaction of a user.
// https://developer.salesforce.com/docs/atlas.en-us.api_tooling.meta/api_tooling/tooling_api_objects_traceflag.htm
import { SalesforceError } from '../errors/salesforceError';
import type { OrgClient } from '../http/client';
import type { Task } from '../kernel/task';
import type { Clock } from '../ports';
import { levelNamed, ownLevelName } from './debugLevels';
import { allLogs } from './logList';
import { resultOfFailure, type OpenCalls, type OpenedCalls } from './severalCalls';
import { toolingQuery } from './toolingQuery';
import { findUser, type QueryRows, type TracedUser } from './traceUser';
import { decodeFlag, decodeSaved, flagFields, quoted, root, type FlagRow } from './wire';

export interface TraceSpec {
  /** ID, username or full name; the default is the user of the login. */
  readonly user?: string | undefined;
  /** Default 30, below 24 hours. */
  readonly minutes?: number | undefined;
  /** The developer name of a debug level. Without one, `Kinetic` for a new flag, and that of an active flag stays. */
  readonly debugLevel?: string | undefined;
}

/** A user whose transactions are logged. */
export interface Tracing {
  readonly user: TracedUser;
  /** By the clock of this computer, in milliseconds since 1970. */
  readonly expiresAt: () => number;
  /** Until that many minutes from now. Does nothing while the flag lasts longer, also because another tool set it. */
  readonly extend: (minutes: number, task: Task) => Promise<void>;
  /**
   * Extends the flag again and again, so that it never has less than some minutes left, until the task is canceled.
   * Throws `request.notFound` when another user deleted the flag.
   */
  readonly keep: (minutes: number, task: Task) => Promise<never>;
  /**
   * Call it once, when no logs are wanted any more. Removes a flag that was created here; one that was there before, or
   * that someone else has extended, stays until it expires, because it may be needed there.
   */
  readonly end: (task: Task) => Promise<'removed' | 'left'>;
}

export interface TraceParts {
  readonly client: OrgClient;
  readonly clock: Clock;
  readonly openCalls: OpenCalls;
  readonly query: QueryRows;
  /** Of the login. */
  readonly userId: string;
}

const defaultMinutes = 30;
/** Salesforce accepts less than a day. A minute is left for the way to it. */
export const maxTraceMinutes = 24 * 60 - 1;
const minuteMs = 60_000;

/** Throws `limit.logStorage`, `request.traceFlag`, `input.noUser`, `input.severalUsers`, `input.noDebugLevel`. */
export async function startTracing(spec: TraceSpec, parts: TraceParts, task: Task): Promise<Tracing> {
  const { client, openCalls, query, userId } = parts;
  const minutes = checkMinutes(spec.minutes ?? defaultMinutes);
  const user = await findUser(spec.user ?? userId, query, client.org, task);
  const calls = await openCalls({ operations: ['traceFlags'], objects: ['TraceFlag', 'DebugLevel'], rows: 1 }, task);
  try {
    const flag = await setFlag({ ...spec, minutes, user }, { ...parts, client: calls.client }, task);
    return toTracing(user, flag, { ...parts, calls });
  } catch (error) {
    await calls.end(resultOfFailure(error, calls));
    throw error;
  }
}

interface FlagSpec extends Omit<TraceSpec, 'user' | 'minutes'> {
  readonly user: TracedUser;
  readonly minutes: number;
}

interface SetFlag {
  readonly flagId: string;
  readonly isOurs: boolean;
  readonly expiresAt: number;
  /** The end that was written to the flag, by the clock of Salesforce. */
  readonly setUntil: number;
}

/** The flag that the user has is changed, because Salesforce refuses a second one. */
async function setFlag(spec: FlagSpec, { client, clock }: TraceParts, task: Task): Promise<SetFlag> {
  const { user, minutes, debugLevel } = spec;
  const where = `TracedEntityId = ${quoted(user.userId)} AND LogType IN ('DEVELOPER_LOG', 'USER_DEBUG')`;
  const soql = `SELECT ${flagFields} FROM TraceFlag WHERE ${where} LIMIT 200`;
  const { rows, serverTime = clock.now() } = await toolingQuery(client, soql, task);
  /** How far the clock of Salesforce is ahead of that of this computer. */
  const aheadMs = serverTime - clock.now();
  const wantedEnd = clock.now() + minutes * minuteMs;
  const dates = datesFrom(serverTime, minutes);
  const found = latest(rows.map(decodeFlag));
  const isActive = found !== undefined && found.expiresAt > serverTime;
  // Another tool or user set it: its level stays unless another one was chosen.
  const keepsLevel = isActive && debugLevel === undefined && found.hasDebugLevel;
  const level = keepsLevel ? undefined : await levelNamed(client, debugLevel ?? ownLevelName, task);
  const levelFields = level === undefined ? {} : { DebugLevelId: level };
  if (!found) {
    const json = { TracedEntityId: user.userId, LogType: 'DEVELOPER_LOG', ...levelFields, ...dates };
    const request = { method: 'POST', path: `${root}/sobjects/TraceFlag`, json, repeat: 'never' } as const;
    const flagId = await orRefused(client.json(request, decodeSaved, task), client, task);
    return { flagId, isOurs: true, expiresAt: wantedEnd, setUntil: Date.parse(dates.ExpirationDate) };
  }
  const lastsLonger = isActive && found.expiresAt - aheadMs >= wantedEnd;
  if (!lastsLonger || level !== undefined)
    await change(client, found.flagId, { ...levelFields, ...(!lastsLonger && dates) }, task);
  return {
    flagId: found.flagId,
    isOurs: !isActive,
    expiresAt: lastsLonger ? found.expiresAt - aheadMs : wantedEnd,
    setUntil: lastsLonger ? found.expiresAt : Date.parse(dates.ExpirationDate),
  };
}

/** The start moves along, because Salesforce counts the 24 hours from it. */
const datesFrom = (serverTime: number, minutes: number) => ({
  StartDate: new Date(serverTime).toISOString(),
  ExpirationDate: new Date(serverTime + minutes * minuteMs).toISOString(),
});

const latest = (flags: readonly FlagRow[]): FlagRow | undefined =>
  [...flags].sort((a, b) => b.expiresAt - a.expiresAt)[0];

async function change(client: OrgClient, flagId: string, json: object, task: Task): Promise<void> {
  const path = `${root}/sobjects/TraceFlag/${flagId}`;
  const answer = await orRefused(
    client.send({ method: 'PATCH', path, json, repeat: 'safe', expects: 204 }, task),
    client,
    task,
  );
  answer.discard();
}

interface TracingParts extends Pick<TraceParts, 'clock'> {
  readonly calls: OpenedCalls;
}

/** A flag is extended when it has this time left, or a third of the whole if that is less. */
const leftMs = 5 * minuteMs;
/** Between tries while Salesforce cannot be reached. */
const retryMs = 30_000;

function toTracing(user: TracedUser, flag: SetFlag, { clock, calls }: TracingParts): Tracing {
  const { client, end } = calls;
  let { expiresAt, setUntil } = flag;
  const extend: Tracing['extend'] = async (minutes, task) => {
    const wantedEnd = clock.now() + checkMinutes(minutes) * minuteMs;
    if (wantedEnd <= expiresAt) return;
    const { found, serverTime } = await readFlag(client, flag.flagId, clock, task);
    const aheadMs = serverTime - clock.now();
    if (found && found.expiresAt - aheadMs >= wantedEnd) {
      expiresAt = found.expiresAt - aheadMs;
      return;
    }
    const dates = datesFrom(serverTime, minutes);
    await change(client, flag.flagId, dates, task);
    setUntil = Date.parse(dates.ExpirationDate);
    expiresAt = wantedEnd;
  };
  const extendIfReachable = async (minutes: number, task: Task): Promise<void> => {
    try {
      await extend(minutes, task);
    } catch (error) {
      if (!(error instanceof SalesforceError && error.retryable)) throw error;
      await clock.sleep(retryMs, task.signal);
    }
  };
  return {
    user,
    expiresAt: () => expiresAt,
    extend,
    keep: async (minutes, task) => {
      const restMs = Math.min(leftMs, (minutes * minuteMs) / 3);
      for (;;) {
        await clock.sleep(Math.max(0, expiresAt - restMs - clock.now()), task.signal);
        await extendIfReachable(minutes, task);
      }
    },
    end: async (task) => {
      try {
        const isRemoved = flag.isOurs && (await removeUnlessExtended(client, { ...flag, setUntil }, clock, task));
        await end({ outcome: 'completed' });
        return isRemoved ? 'removed' : 'left';
      } catch (error) {
        const result = resultOfFailure(error, calls);
        // The flag was set.
        await end(result.outcome === 'rejected' ? { ...result, outcome: 'failed' } : result);
        throw error;
      }
    },
  };
}

/** `found` is undefined when the flag was deleted. */
async function readFlag(client: OrgClient, flagId: string, clock: Clock, task: Task) {
  const soql = `SELECT ${flagFields} FROM TraceFlag WHERE Id = ${quoted(flagId)} LIMIT 1`;
  const { rows, serverTime = clock.now() } = await toolingQuery(client, soql, task);
  return { found: rows.map(decodeFlag)[0], serverTime };
}

/** Salesforce keeps the time of a flag to the second. */
const isSetUntil = (found: FlagRow, setUntil: number): boolean => Math.abs(found.expiresAt - setUntil) <= 1000;

/** Another window that extended the flag still needs it. */
async function removeUnlessExtended(client: OrgClient, flag: SetFlag, clock: Clock, task: Task): Promise<boolean> {
  const { found } = await readFlag(client, flag.flagId, clock, task);
  if (found && !isSetUntil(found, flag.setUntil)) return false;
  if (found) await remove(client, flag.flagId, task);
  return true;
}

/** It may be gone already: another user deleted it. */
async function remove(client: OrgClient, flagId: string, task: Task): Promise<void> {
  const path = `${root}/sobjects/TraceFlag/${flagId}`;
  try {
    const answer = await client.send({ method: 'DELETE', path, repeat: 'safe', expects: 204 }, task);
    answer.discard();
  } catch (error) {
    if (!(error instanceof SalesforceError) || error.code !== 'request.notFound') throw error;
  }
}

function checkMinutes(minutes: number): number {
  if (minutes > 0 && minutes <= maxTraceMinutes) return minutes;
  throw new SalesforceError('input.traceMinutes', { found: minutes, limit: maxTraceMinutes });
}

/** The limit of Salesforce, 1,000 MB; its units are not documented. */
const storageBytes = 1_000_000_000;
/** Its words have no code of their own and are not documented. */
const aboutStorage = /\b(?:storage|exceed\w*)\b/i;

/** Why no logs can be collected is said with what helps. */
async function orRefused<T>(call: Promise<T>, client: OrgClient, task: Task): Promise<T> {
  try {
    return await call;
  } catch (error) {
    if (!(error instanceof SalesforceError) || !['request.refused', 'request.noAccess'].includes(error.code))
      throw error;
    const message = String(error.details['message']);
    const isFull = (aboutStorage.test(message) && /\blogs?\b/i.test(message)) || (await isStorageFull(client, task));
    const code = isFull ? 'limit.logStorage' : 'request.traceFlag';
    throw new SalesforceError(code, { org: client.org, message }, { cause: error });
  }
}

/** Only for the words of an error: if the list cannot be read, that error must not replace it. */
async function isStorageFull(client: OrgClient, task: Task): Promise<boolean> {
  let bytes = 0;
  try {
    for await (const logs of allLogs(client, {}, task)) for (const { sizeBytes } of logs) bytes += sizeBytes;
  } catch {
    return false;
  }
  return bytes >= storageBytes;
}
