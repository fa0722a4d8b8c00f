// Errors as sentences in the person's language. Loads the core, so the rest of the host imports it on first need.
import { l10n } from 'vscode';
import { catalog, redact, SalesforceError, toSalesforceError, type ErrorCode, type Trouble } from '../../core/core';

/** Without secrets. Details that the sentence does not name are left out. */
export function toSentence(error: SalesforceError): string {
  return redact(l10n.t(catalog[error.code].text, { ...error.details }));
}

export const explain = (thrown: unknown): string => toSentence(toSalesforceError(thrown));

/** The error that a job's journal keeps as data. */
export function toError({ code, details }: Trouble): SalesforceError {
  const isKnown = (name: string): name is ErrorCode => Object.hasOwn(catalog, name);
  return isKnown(code) ? new SalesforceError(code, details) : new SalesforceError('bug.unexpected', { message: code });
}
