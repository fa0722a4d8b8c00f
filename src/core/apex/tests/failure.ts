// What the message of a failed test says: the values that were compared, and whether a locked record is the reason.
import type { Comparison } from './testModel';

const assertion = /^System\.AssertException: Assertion Failed: (?:.*: )?Expected: (.*), Actual: (.*)$/s;

/** Undefined where the text can be cut in several ways, because a value has the words of the message in it. */
export function comparisonIn(message: string): Comparison | undefined {
  const isAmbiguous = ['Expected: ', ', Actual: '].some((words) => message.split(words).length > 2);
  const [, expected, actual] = (!isAmbiguous && assertion.exec(message)) || [];
  return expected === undefined || actual === undefined ? undefined : { expected, actual };
}

/** Of a change, of a query with `FOR UPDATE`, and of two transactions that wait for each other. */
export const isLockFailure = (message: string): boolean =>
  /UNABLE_TO_LOCK_ROW|System\.QueryException: Record Currently Unavailable|deadlock detected/i.test(message);
