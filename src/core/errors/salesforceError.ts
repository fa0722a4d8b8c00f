// The one error class. Compare `code`; the message is for people and may change.
import { catalog, type Advice, type DetailName, type ErrorCode } from './catalog';
import { redactError, redactText } from './redact';
import type { ErrorData } from '../model/job';

export type Details = Readonly<Record<string, string | number>>;

type DetailsOf<Code extends ErrorCode> = Readonly<Record<DetailName<Code>, string | number>> & Details;

type Options = { readonly cause?: unknown } | undefined;

/** The text of each code needs its own details. */
type ErrorParts = {
  [Code in ErrorCode]: [DetailName<Code>] extends [never]
    ? [code: Code, details?: Details, options?: Options]
    : [code: Code, details: DetailsOf<Code>, options?: Options];
}[ErrorCode];

export class SalesforceError extends Error {
  readonly advice: Advice;
  readonly retryable: boolean;
  /** Secrets are removed from them. */
  readonly details: Details;

  readonly code: ErrorCode;

  constructor(...[code, details = {}, options]: ErrorParts) {
    const clean = cleanDetails(details);
    super(fill(catalog[code].text, clean), options && { cause: redactError(options.cause) });
    this.code = code;
    this.name = 'SalesforceError';
    this.details = clean;
    this.advice = catalog[code].advice;
    this.retryable = catalog[code].retryable;
  }

  /** For a code that is known at run time only, such as that of a journal or of a response. */
  static of(code: ErrorCode, details: Details, options?: Options): SalesforceError {
    return new SalesforceError(...([code, details, options] as ErrorParts));
  }
}

const cleanDetails = (details: Details): Details =>
  Object.fromEntries(
    Object.entries(details).map(([name, value]) => [name, typeof value === 'string' ? redactText(value) : value]),
  );

/** Fills in the details of a message. Unknown names stay in braces, so that they are noticed. */
export function fill(text: string, details: Details): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(details[name] ?? whole));
}

export const toErrorData = (error: SalesforceError): ErrorData => ({ code: error.code, details: error.details });

/** Anything caught at a boundary, as a SalesforceError; an unexpected error becomes `bug.unexpected`. */
export function toSalesforceError(error: unknown): SalesforceError {
  if (error instanceof SalesforceError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new SalesforceError('bug.unexpected', { message }, { cause: error });
}
