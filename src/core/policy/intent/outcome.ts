// How a write ended, as its answer or its error tells: never better than it was.
import { SalesforceError } from '../../errors/salesforceError';
import type { WriteEnded } from '../../model/writes';

type End = Pick<WriteEnded, 'outcome' | 'reason' | 'counts'>;

/** Salesforce says yes to a call although parts of it failed. */
export function endOfAnswer(text: string): End {
  const [ok, failed] = partsOf(text);
  if (ok + failed === 0) return { outcome: 'completed' };
  const outcome = failed === 0 ? 'completed' : ok === 0 ? 'rejected' : 'partial';
  return { outcome, counts: { succeeded: ok, failed, unprocessed: 0 } };
}

/** Parts of an answer that went well, and those that did not. */
function partsOf(text: string): readonly [number, number] {
  const verdicts = partList(text).map((part) => verdictOf(part));
  return [
    verdicts.filter((verdict) => verdict === true).length,
    verdicts.filter((verdict) => verdict === false).length,
  ];
}

function partList(text: string): readonly unknown[] {
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

/** Records say success, graphs isSuccessful, parts of composite and batch an HTTP status, records of a tree their errors. */
function verdictOf(part: unknown): boolean | undefined {
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

/** Nobody was there yet, or was turned away: nothing happened. After anything else nobody can tell. */
export function endOfError(error: unknown): End {
  if (!(error instanceof SalesforceError)) return { outcome: 'unknown' };
  const { code, details } = error;
  const isRefusal = /^(request|login|limit|policy|input)\./.test(code) || details['reached'] === 'no';
  return { outcome: isRefusal ? 'rejected' : 'unknown', reason: code };
}
