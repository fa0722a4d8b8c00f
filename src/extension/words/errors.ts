// Errors as sentences in the language of VS Code. Imports the core, so the host loads this on first need.
import { l10n, workspace } from 'vscode';
import { catalog, redact, SalesforceError, toSalesforceError, type ErrorCode, type ErrorData } from '../../core/core';

/** Without secrets; files in the workspace by their relative paths. */
export function toSentence(error: SalesforceError): string {
  const { file, ...details } = error.details;
  const named = typeof file === 'string' ? { ...details, file: workspace.asRelativePath(file) } : details;
  return redact(l10n.t(catalog[error.code].text, named));
}

/** The places that an error names one by one; none for a single one. */
export function placesOf({ details }: SalesforceError): readonly string[] {
  const { file = '', places = '' } = details;
  const lines = String(places).split('\n');
  const named = String(file);
  const shown = (line: string): string =>
    line.startsWith(named) ? workspace.asRelativePath(named) + line.slice(named.length) : line;
  return lines.length > 1 ? lines.map((line) => redact(shown(line))) : [];
}

export const explain = (thrown: unknown): string => toSentence(toSalesforceError(thrown));

/** The error of the data that a job's journal stores. */
export function toError({ code, details }: ErrorData): SalesforceError {
  const isKnown = (name: string): name is ErrorCode => Object.hasOwn(catalog, name);
  return isKnown(code) ? SalesforceError.of(code, details) : new SalesforceError('bug.unexpected', { message: code });
}
