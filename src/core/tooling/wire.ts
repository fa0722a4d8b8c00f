// Debug logs, trace flags and debug levels in Salesforce's spelling.
// https://developer.salesforce.com/docs/atlas.en-us.api_tooling.meta/api_tooling/tooling_api_objects_apexlog.htm
import * as z from 'zod';

export const root = '/services/data/v{v}/tooling';

/** Numbers and both spellings of a time zone are seen: `2026-11-20T09:47:10.000+0000`, and the same with `Z`. */
const time = z.union([z.string(), z.number()]).transform((value, context) => {
  const ms = typeof value === 'number' ? value : Date.parse(value.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  if (!Number.isNaN(ms)) return ms;
  context.addIssue('This is not a time.');
  return z.NEVER;
});

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '');
const count = z
  .number()
  .nullish()
  .transform((value) => value ?? 0);

const named = z
  .object({ Name: text })
  .nullish()
  .transform((value) => value?.Name ?? '');

export const logFields =
  'Id, LogUserId, LogUser.Name, Operation, Request, Application, Status, LogLength, DurationMilliseconds, StartTime';

const log = z
  .object({
    Id: z.string(),
    LogUserId: text,
    LogUser: named,
    Operation: text,
    Request: text,
    Application: text,
    Status: text,
    LogLength: count,
    DurationMilliseconds: count,
    StartTime: time,
  })
  .transform((row) => ({
    logId: row.Id,
    userId: row.LogUserId,
    userName: row.LogUser === '' ? row.LogUserId : row.LogUser,
    operation: row.Operation,
    request: row.Request,
    application: row.Application,
    status: row.Status,
    sizeBytes: row.LogLength,
    durationMs: row.DurationMilliseconds,
    startedAt: row.StartTime,
  }));

/** A debug log of the org, without its text. */
export interface DebugLog {
  readonly logId: string;
  readonly userId: string;
  /** The ID of a user whose name cannot be read. */
  readonly userName: string;
  /** What ran: a path, a page, `Api`. */
  readonly operation: string;
  /** How it was asked for, such as `Api` or `Application`. */
  readonly request: string;
  readonly application: string;
  /** `Success`, or the message of the exception that ended it. */
  readonly status: string;
  readonly sizeBytes: number;
  readonly durationMs: number;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
}

export const decodeLog = (row: unknown): DebugLog => log.parse(row);

const flag = z
  .object({
    Id: z.string(),
    LogType: z.string(),
    DebugLevelId: z.string().nullish(),
    DebugLevel: z.object({ DeveloperName: text }).nullish(),
    StartDate: time.nullish(),
    ExpirationDate: time.nullish(),
  })
  .transform((row) => ({
    flagId: row.Id,
    logType: row.LogType,
    debugLevel: row.DebugLevel?.DeveloperName ?? '',
    hasDebugLevel: Boolean(row.DebugLevelId),
    startsAt: row.StartDate ?? 0,
    expiresAt: row.ExpirationDate ?? 0,
  }));

export const flagFields = 'Id, LogType, DebugLevelId, DebugLevel.DeveloperName, StartDate, ExpirationDate';

export interface FlagRow {
  readonly flagId: string;
  readonly logType: string;
  /** Its developer name; empty when it was deleted. */
  readonly debugLevel: string;
  readonly hasDebugLevel: boolean;
  /** By the clock of Salesforce, as `expiresAt`. */
  readonly startsAt: number;
  readonly expiresAt: number;
}

export const decodeFlag = (row: unknown): FlagRow => flag.parse(row);

export const decodeSaved = (value: unknown): string => z.object({ id: z.string() }).parse(value).id;

/** A text in a condition of a query. */
export const quoted = (value: string): string => `'${value.replace(/[\\']/g, '\\$&')}'`;

/** The part of a text, whatever its letter case. */
export const containing = (value: string): string => `'%${value.replace(/[\\'%_]/g, '\\$&')}%'`;

/** https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_dateformats.htm */
export const atTime = (ms: number): string => new Date(ms).toISOString();
