// The outcome of a write, from its answer or its error: never better than it was.
import { SalesforceError } from '../../errors/salesforceError';
import type { WriteResult } from '../../http/guardWrites';

/** Salesforce answers a call with success even if parts of it failed, so the parts are counted. */
export function resultOfAnswer(text: string): WriteResult {
  const [succeeded, failed] = countParts(text);
  if (succeeded + failed === 0) return { outcome: 'completed' };
  const outcome = failed === 0 ? 'completed' : succeeded === 0 ? 'rejected' : 'partial';
  return { outcome, counts: { succeeded, failed, unprocessed: 0 } };
}

/** The number of parts that succeeded, and of those that failed. */
function countParts(text: string): readonly [number, number] {
  const verdicts = partsOf(text).map((part) => hasSucceeded(part));
  return [
    verdicts.filter((verdict) => verdict === true).length,
    verdicts.filter((verdict) => verdict === false).length,
  ];
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
  const isRejected = /^(request|login|limit|policy|input)\./.test(code) || details['reached'] === 'no';
  return { outcome: isRejected ? 'rejected' : 'unknown', reason: code };
}
