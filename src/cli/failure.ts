// How the command line reports why a command could not run: as text for people, as JSON for scripts.
import { isCanceled, redact, toSalesforceError } from '../core/core';
import { isOutputClosed, OutputFailed } from './closedOutput';
import { placeOf } from './place';
import { errorLines } from './resultLines';
import { placesOf, type ErrorText } from './results';
import type { Console } from './session';
import { toJsonLines } from './symbols';

export interface Failure {
  /** Its code is one of the error catalog, or `canceled`. */
  readonly error: ErrorText;
  readonly exitCode: number;
}

export function toFailure(thrown: unknown): Failure {
  if (isCanceled(thrown)) return { error: { code: 'canceled', message: 'Aborted.', advice: 'none' }, exitCode: 130 };
  const { code, message, advice, details } = toSalesforceError(thrown);
  const error = { code, message: redact(message), advice, ...placeOf(details), ...placesOf({ details }) };
  return { error, exitCode: thrown instanceof OutputFailed ? 1 : 2 };
}

/** Returns the exit code. After records were printed, JSON has no place for an error any more. */
export async function reportFailure(
  { error, exitCode }: Failure,
  json: boolean,
  { err, out, hasOutput }: Pick<Console, 'err' | 'out' | 'hasOutput'>,
): Promise<number> {
  err(errorLines(error));
  if (json && !hasOutput()) await out(toJsonLines({ error, exitCode })).catch(ignoreClosedOutput);
  return exitCode;
}

/** The exit code still tells that it failed. */
function ignoreClosedOutput(error: unknown): void {
  if (!isOutputClosed(error) && !(error instanceof OutputFailed)) throw error;
}

/** Read from the words themselves, because a mistake in them is reported as JSON, too. */
export function asksForJson(words: readonly string[]): boolean {
  const end = words.indexOf('--');
  return words.slice(0, end < 0 ? words.length : end).includes('--json');
}
