// Conditional requests: which edition of a thing a caller has seen, and what it wants to happen if there is a newer one.
import { createHash } from 'node:crypto';
import { recordJson } from '../data/recordJson';
import type { SObjectDef } from '../data/schema';
import type { Row } from '../data/store';
import { refuse, type Call } from '../http/http';

export interface Edition {
  /** Undefined for what has no date of its own. */
  readonly changedMs?: number;
  /** Only accounts have one, as in a live org. */
  readonly etag?: string;
}

export function editionOf(def: SObjectDef, row: Row): Edition {
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

export function headersOf({ changedMs, etag }: Edition): Record<string, string> {
  return {
    ...(changedMs === undefined ? {} : { 'Last-Modified': new Date(changedMs).toUTCString() }),
    ...(etag === undefined ? {} : { ETag: etag }),
  };
}

/** The caller has this edition already, so the answer is 304; 412 when it wants another one. */
export function isUnchanged(call: Call, edition: Edition): boolean {
  refuseStale(call, edition, { isRead: true });
  return isNamed(call, 'if-none-match', edition) || hasSeen(call, 'if-modified-since', edition);
}

/** Throws 412 when the edition is not the one that the caller means to change. */
export function refuseStale(call: Call, edition: Edition, { isRead } = { isRead: false }): void {
  const isOther =
    call.header('if-match') !== undefined && edition.etag !== undefined && !isNamed(call, 'if-match', edition);
  const isNewer = call.header('if-unmodified-since') !== undefined && !hasSeen(call, 'if-unmodified-since', edition);
  const isKnown = !isRead && isNamed(call, 'if-none-match', edition);
  if (!isOther && !isNewer && !isKnown) return;
  const message = 'The request was not processed because it did not satisfy one or more conditions of its headers.';
  throw refuse(412, 'PRECONDITION_FAILED', message);
}

function isNamed(call: Call, header: string, { etag }: Edition): boolean {
  const named = (call.header(header) ?? '').split(',').map((one) => one.trim().replace(/^W\/|-gzip(?="$)/g, ''));
  return etag !== undefined && (named.includes(etag) || named.includes('*'));
}

/** Dates in headers have whole seconds. True as well for an edition without a date or a header that is none. */
function hasSeen(call: Call, header: string, { changedMs }: Edition): boolean {
  const given = call.header(header);
  if (given === undefined) return false;
  const seenMs = Date.parse(given);
  if (changedMs === undefined || Number.isNaN(seenMs)) return header === 'if-unmodified-since';
  return Math.floor(changedMs / 1000) * 1000 <= seenMs;
}
