// Errors as sentences in the language of VS Code. Imports the core, so the host loads this on first need.
import { l10n, workspace } from 'vscode';
import { catalog, redact, SalesforceError, toSalesforceError, type ErrorCode, type ErrorData } from '../../core/core';

/** Without secrets; files in the workspace by their relative paths. */
export function toSentence(error: SalesforceError): string {
  const { file, ...details } = error.details;
  const named = typeof file === 'string' ? { ...details, file: workspace.asRelativePath(file) } : details;
  return redact(l10n.t(catalog[error.code].text, named));
}

export const explain = (thrown: unknown): string => toSentence(toSalesforceError(thrown));

/** The error of the data that a job's journal stores. */
export function toError({ code, details }: ErrorData): SalesforceError {
  const isKnown = (name: string): name is ErrorCode => Object.hasOwn(catalog, name);
  return isKnown(code) ? new SalesforceError(code, details) : new SalesforceError('bug.unexpected', { message: code });
}
