// Conditional requests: ETag, Last-Modified, and the If-… headers that refer to them.
import { createHash } from 'node:crypto';
import { recordJson } from '../data/recordJson';
import type { SObjectDef } from '../data/schema';
import type { Row } from '../data/table';
import { refuse, type Call } from '../http/http';

export interface Validators {
  /** Undefined for resources without a modification date. */
  readonly changedMs?: number;
  /** Only accounts have an ETag, as in Salesforce. */
  readonly etag?: string;
}

export function validatorsOf(def: SObjectDef, row: Row): Validators {
  const stamp = def.field('SystemModstamp');
  const changedMs = stamp === undefined ? NaN : Date.parse(String(row.get(stamp)).replace('+0000', 'Z'));
  return {
    ...(Number.isNaN(changedMs) ? {} : { changedMs }),
    ...(def.name === 'Account' ? { etag: etagOf(def, row) } : {}),
  };
}

function etagOf(def: SObjectDef, row: Row): string {
  const content = JSON.stringify(recordJson(row, def, { fields: def.fields, version: 0 }));
  return `"${createHash('sha1').update(content).digest('base64')}"`;
}

export function headersOf({ changedMs, etag }: Validators): Record<string, string> {
  return {
    ...(changedMs === undefined ? {} : { 'Last-Modified': new Date(changedMs).toUTCString() }),
    ...(etag === undefined ? {} : { ETag: etag }),
  };
}

/** True when the response is 304: the client has the current version. Throws 412 when a precondition fails. */
export function isNotModified(call: Call, validators: Validators): boolean {
  refuseFailedPrecondition(call, validators, { isRead: true });
  return isNamed(call, 'if-none-match', validators) || hasSeen(call, 'if-modified-since', validators);
}

/** Throws 412 when the record is not the version that the client expects. */
export function refuseFailedPrecondition(call: Call, validators: Validators, { isRead } = { isRead: false }): void {
  const isOther =
    call.header('if-match') !== undefined && validators.etag !== undefined && !isNamed(call, 'if-match', validators);
  const isNewer = call.header('if-unmodified-since') !== undefined && !hasSeen(call, 'if-unmodified-since', validators);
  const isKnown = !isRead && isNamed(call, 'if-none-match', validators);
  if (!isOther && !isNewer && !isKnown) return;
  const message = 'The request was not processed because it did not satisfy one or more conditions of its headers.';
  throw refuse(412, 'PRECONDITION_FAILED', message);
}

function isNamed(call: Call, header: string, { etag }: Validators): boolean {
  const named = (call.header(header) ?? '').split(',').map((one) => one.trim().replace(/^W\/|-gzip(?="$)/g, ''));
  return etag !== undefined && (named.includes(etag) || named.includes('*'));
}

/** Compares whole seconds, as HTTP dates do. Without two valid dates, only `if-unmodified-since` is true. */
function hasSeen(call: Call, header: string, { changedMs }: Validators): boolean {
  const given = call.header(header);
  if (given === undefined) return false;
  const seenMs = Date.parse(given);
  if (changedMs === undefined || Number.isNaN(seenMs)) return header === 'if-unmodified-since';
  return Math.floor(changedMs / 1000) * 1000 <= seenMs;
}
