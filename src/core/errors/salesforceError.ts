// The one error class. Compare `code`; the sentence is for people and may change.
import { catalog, type Advice, type ErrorCode } from './catalog';
import type { Trouble } from '../kernel/job';

export type Details = Readonly<Record<string, string | number>>;

export class SalesforceError extends Error {
  readonly advice: Advice;
  readonly retryable: boolean;

  constructor(
    readonly code: ErrorCode,
    readonly details: Details = {},
    options?: { readonly cause?: unknown },
  ) {
    super(fill(catalog[code].text, details), options);
    this.name = 'SalesforceError';
    this.advice = catalog[code].advice;
    this.retryable = catalog[code].retryable;
  }
}

/** The sentence of a code with its details put in; unknown names stay in braces so that a gap is seen. */
export function fill(text: string, details: Details): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(details[name] ?? whole));
}

export const toTrouble = (error: SalesforceError): Trouble => ({ code: error.code, details: error.details });

/** Anything caught at a boundary, as a SalesforceError; what nobody foresaw becomes `bug.unexpected`. */
export function toSalesforceError(error: unknown): SalesforceError {
  if (error instanceof SalesforceError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new SalesforceError('bug.unexpected', { message }, { cause: error });
}
