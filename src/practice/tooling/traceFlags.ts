// Trace flags: both forms of dates, and the rules for how long a flag may last.
import type { Row } from '../data/table';
import type { JsonRecord } from '../dml/jsonRecords';
import { refuse } from '../http/http';
import type { Org } from '../org/org';
import { fieldOf, tableOf } from './systemRows';

const dayMs = 86_400_000;

const msOf = (value: unknown): number =>
  typeof value === 'number' ? value : Date.parse(String(value).replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));

/** ISO 8601, the date of an HTTP header, or milliseconds since 1970. */
function toIso(value: unknown): unknown {
  if (typeof value === 'number') return new Date(value).toISOString();
  const ms = typeof value === 'string' ? Date.parse(value.replace(/([+-]\d\d)(\d\d)$/, '$1:$2')) : NaN;
  return Number.isNaN(ms) ? value : new Date(ms).toISOString();
}

/** @param row the flag that is changed; undefined for a new one */
export function readTraceFlag(org: Org, json: JsonRecord, row: Row | undefined): JsonRecord {
  const read = Object.fromEntries(
    Object.entries(json).map(([key, value]) => [key, /date$/i.test(key) ? toIso(value) : value]),
  );
  const given = (name: string): unknown => {
    const entry = Object.entries(read).find(([key]) => key.toLowerCase() === name.toLowerCase());
    return entry ? entry[1] : row ? fieldOf(org, row, name) : null;
  };
  const start = given('StartDate') === null ? org.now() : msOf(given('StartDate'));
  const end = given('ExpirationDate') === null ? start + dayMs - 1 : msOf(given('ExpirationDate'));
  if (end <= start)
    throw refuse(
      400,
      'FIELD_INTEGRITY_EXCEPTION',
      'Expiration Date must be later than the Start Date: Expiration Date',
      ['ExpirationDate'],
    );
  if (end - start >= dayMs) {
    const message = 'The trace flag must expire within 24 hours of its Start Date: Expiration Date';
    throw refuse(400, 'FIELD_INTEGRITY_EXCEPTION', message, ['ExpirationDate']);
  }
  refuseSecond(org, { entity: given('TracedEntityId'), logType: given('LogType'), row, start, end });
  const hasEnd = Object.keys(read).some((key) => /^expirationdate$/i.test(key));
  return row !== undefined || hasEnd ? read : { ...read, ExpirationDate: new Date(end).toISOString() };
}

interface WantedFlag {
  readonly entity: unknown;
  readonly logType: unknown;
  readonly row: Row | undefined;
  readonly start: number;
  readonly end: number;
}

/** The flags of one entity and type must not overlap. */
function refuseSecond(org: Org, { entity, logType, row, start, end }: WantedFlag): void {
  const ms = (flag: Row, name: string, missing: number): number => {
    const value = fieldOf(org, flag, name);
    return value === null ? missing : msOf(value);
  };
  const other = [...tableOf(org, 'TraceFlag').rows()].find(
    (flag) =>
      flag.id !== row?.id &&
      fieldOf(org, flag, 'TracedEntityId') === entity &&
      fieldOf(org, flag, 'LogType') === logType &&
      ms(flag, 'ExpirationDate', Infinity) > start &&
      ms(flag, 'StartDate', 0) < end,
  );
  if (other === undefined) return;
  const message =
    "This entity is already being traced by a trace flag with a start and expiration date that overlap this trace flag's start and expiration date.: Traced Entity ID";
  throw refuse(400, 'FIELD_INTEGRITY_EXCEPTION', message, ['TracedEntityId']);
}
