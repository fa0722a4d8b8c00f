// Checks a request with several parts before it is sent: the number of parts and their names.
import type { ErrorCode } from '../errors/catalog';
import { SalesforceError } from '../errors/salesforceError';

type CountError = Extract<ErrorCode, `request.tooMany${string}`>;

/** Throws `code` unless the list has between one and `limit` entries. */
export function checkCount(found: number, limit: number, code: CountError): void {
  if (found === 0) throw new SalesforceError('request.noParts');
  if (found > limit) throw new SalesforceError(code, { found, limit });
}

/** Throws `request.badName` and `request.duplicateName`. */
export function checkNames(names: readonly string[]): void {
  const seen = new Set<string>();
  for (const name of names) {
    if (!/^[A-Za-z0-9]\w{0,38}$/.test(name)) throw new SalesforceError('request.badName', { name });
    if (seen.has(name)) throw new SalesforceError('request.duplicateName', { name });
    seen.add(name);
  }
}
