// Trace flags: both forms of dates, and the rules for how long a flag may last.
import type { Row } from '../data/table';
import type { JsonRecord } from '../dml/jsonRecords';
import { refuse } from '../http/http';
import type { Org } from '../org/org';
import { fieldOf, tableOf } from './systemRows';

const dayMs = 86_400_000;

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
  const given = (name: string): unknown =>
    Object.entries(read).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1] ??
    (row ? fieldOf(org, row, name) : null);
  const msOf = (value: unknown): number => Date.parse(String(value).replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  const start = given('StartDate') === null ? org.now() : msOf(given('StartDate'));
  const end = given('ExpirationDate') === null ? start + dayMs - 1 : msOf(given('ExpirationDate'));
  if (end <= start)
    throw refuse(
      400,
      'FIELD_INTEGRITY_EXCEPTION',
      'Expiration Date must be later than the Start Date: Expiration Date',
      ['ExpirationDate'],
    );
  if (end - start > dayMs) {
    const message = 'The trace flag must expire within 24 hours of its Start Date: Expiration Date';
    throw refuse(400, 'FIELD_INTEGRITY_EXCEPTION', message, ['ExpirationDate']);
  }
  refuseSecond(org, { entity: given('TracedEntityId'), logType: given('LogType'), row });
  const hasEnd = Object.keys(read).some((key) => /^expirationdate$/i.test(key));
  return row !== undefined || hasEnd ? read : { ...read, ExpirationDate: new Date(end).toISOString() };
}

/** One entity has at most one active flag of a type. */
function refuseSecond(
  org: Org,
  { entity, logType, row }: { entity: unknown; logType: unknown; row: Row | undefined },
): void {
  const now = new Date(org.now()).toISOString();
  const other = [...tableOf(org, 'TraceFlag').rows()].find(
    (flag) =>
      flag.id !== row?.id &&
      fieldOf(org, flag, 'TracedEntityId') === entity &&
      fieldOf(org, flag, 'LogType') === logType &&
      String(fieldOf(org, flag, 'ExpirationDate')) > now,
  );
  if (other === undefined) return;
  const message = 'This entity is already being traced.: Traced Entity ID';
  throw refuse(400, 'FIELD_INTEGRITY_EXCEPTION', message, ['TracedEntityId']);
}
