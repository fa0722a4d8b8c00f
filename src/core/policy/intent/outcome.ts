// The outcome of a write, from its answer or its error: in doubt, the worse one.
import { SalesforceError } from '../../errors/salesforceError';
import type { WriteResult } from '../../http/guardWrites';
import { rollbackException, type Write } from '../../model/writes';

/** Salesforce answers a call with success even if parts of it failed, so the parts are counted. */
export function resultOfAnswer(text: string, { operations }: Write): WriteResult {
  const ofApex = resultOfApex(text, operations.includes('apexRollback'));
  if (ofApex) return ofApex;
  const [succeeded, failed] = countParts(text);
  if (succeeded + failed === 0) return { outcome: 'completed' };
  const outcome = failed === 0 ? 'completed' : succeeded === 0 ? 'rejected' : 'partial';
  return { outcome, counts: { succeeded, failed, unprocessed: 0, unknown: 0 } };
}

/**
 * Of anonymous Apex, over either API; undefined for another answer in JSON. An exception undoes what the code saved,
 * but not its callouts. A rollback run is completed by its own exception; when the code ended without any exception,
 * what it saved may be there.
 */
function resultOfApex(text: string, rollsBack: boolean): WriteResult | undefined {
  const isXml = text.trimStart().startsWith('<');
  const { compiled, success, exceptionMessage } = isXml ? flagsOfXml(text) : flagsOfJson(text);
  if (typeof compiled !== 'boolean' || typeof success !== 'boolean') return isXml ? { outcome: 'unknown' } : undefined;
  if (success) return { outcome: rollsBack ? 'unknown' : 'completed' };
  const isRolledBack = rollsBack && String(exceptionMessage).includes(rollbackException);
  return { outcome: isRolledBack ? 'completed' : compiled ? 'failed' : 'rejected' };
}

type Flags = Readonly<Record<string, unknown>>;

function flagsOfXml(text: string): Flags {
  const flagOf = (name: string): boolean | undefined => {
    const word = new RegExp(`<(?:\\w+:)?${name}>(true|false)<`).exec(text)?.[1];
    return word === undefined ? undefined : word === 'true';
  };
  const exceptionMessage = /<(?:\w+:)?exceptionMessage>([^<]*)</.exec(text)?.[1];
  return { compiled: flagOf('compiled'), success: flagOf('success'), exceptionMessage };
}

function flagsOfJson(text: string): Flags {
  // Most answers are others, and long ones take time to parse.
  if (!text.includes('"compiled"')) return {};
  try {
    const answer: unknown = JSON.parse(text);
    return typeof answer === 'object' && answer !== null ? (answer as Flags) : {};
  } catch {
    return {};
  }
}

/** The number of parts that succeeded, and of those that failed. */
function countParts(text: string): readonly [number, number] {
  const results = partsOf(text).map((part) => hasSucceeded(part));
  return [results.filter((result) => result === true).length, results.filter((result) => result === false).length];
}

function partsOf(text: string): readonly unknown[] {
  try {
    const answer: unknown = JSON.parse(text);
    if (Array.isArray(answer)) return answer;
    if (typeof answer !== 'object' || answer === null) return [];
    for (const name of ['compositeResponse', 'graphs', 'results'])
      if (name in answer && Array.isArray(answer[name as keyof typeof answer]))
        return answer[name as keyof typeof answer];
    return [answer];
  } catch {
    return [];
  }
}

/**
 * Records have `success`, graphs `isSuccessful`, parts of composite and batch an HTTP status, tree records `errors`.
 */
function hasSucceeded(part: unknown): boolean | undefined {
  if (typeof part !== 'object' || part === null) return undefined;
  const { success, isSuccessful, httpStatusCode, statusCode, referenceId, errors } = part as Readonly<
    Record<string, unknown>
  >;
  if (typeof success === 'boolean') return success;
  if (typeof isSuccessful === 'boolean') return isSuccessful;
  const status = httpStatusCode ?? statusCode;
  if (typeof status === 'number') return status < 300;
  return referenceId === undefined ? undefined : errors === undefined;
}

/** A request that never arrived or was refused has written nothing. After any other error the outcome is unknown. */
export function resultOfError(error: unknown): WriteResult {
  if (!(error instanceof SalesforceError)) return { outcome: 'unknown' };
  const { code, details } = error;
  const isRejected =
    (/^(request|login|limit|policy|input)\./.test(code) && !isOfUnknownServer(error)) || details['reached'] === 'no';
  return { outcome: isRejected ? 'rejected' : 'unknown', reason: code };
}

/** A status 429 without a code of Salesforce may come from a server that failed after the write. */
const isOfUnknownServer = ({ code, details }: SalesforceError): boolean =>
  code === 'limit.concurrent' && details['errorCode'] === '';
