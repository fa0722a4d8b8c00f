// Conditional requests: which validators of a thing a caller has seen, and what it wants to happen if there is a newer one.
import { createHash } from 'node:crypto';
import { recordJson } from '../data/recordJson';
import type { SObjectDef } from '../data/schema';
import type { Row } from '../data/store';
import { refuse, type Call } from '../http/http';

export interface Validators {
  /** Undefined for what has no date of its own. */
  readonly changedMs?: number;
  /** Only accounts have one, as in a live org. */
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

/** The caller has this validators already, so the answer is 304; 412 when it wants another one. */
export function isNotModified(call: Call, validators: Validators): boolean {
  refuseFailedPrecondition(call, validators, { isRead: true });
  return isNamed(call, 'if-none-match', validators) || hasSeen(call, 'if-modified-since', validators);
}

/** Throws 412 when the validators is not the one that the caller means to change. */
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

/** Dates in headers have whole seconds. True as well for an validators without a date or a header that is none. */
function hasSeen(call: Call, header: string, { changedMs }: Validators): boolean {
  const given = call.header(header);
  if (given === undefined) return false;
  const seenMs = Date.parse(given);
  if (changedMs === undefined || Number.isNaN(seenMs)) return header === 'if-unmodified-since';
  return Math.floor(changedMs / 1000) * 1000 <= seenMs;
}
