// Where an error is in a file: separate values for scripts, and `accounts.csv:12:5` for people, of which terminals make
// a link.
import type { ErrorData } from '../core/core';

export interface Place {
  readonly file?: string;
  /** From 1. */
  readonly line?: number;
  /** A number from 1 for a place in the line, in UTF-16 units as in VS Code, or the name of a column of the CSV. */
  readonly column?: number | string;
}

/** Only of errors that name a line. */
export function placeOf({ file, line, column }: ErrorData['details']): Place {
  if (typeof file !== 'string' || typeof line !== 'number') return {};
  return { file, line, ...(column !== undefined && { column }) };
}

/** A message of the error catalog, with its place in the form that terminals know. */
export function linked(message: string, { file, line, column }: Place): string {
  if (file === undefined || line === undefined) return message;
  const inLine = typeof column === 'number' ? [`${file}, line ${line}, column ${column}`, `:${column}`] : [];
  const forms = [inLine, [`${file}, line ${line}`, ''], [`line ${line}`, '']];
  const [form, after = ''] = forms.find(([text]) => text !== undefined && message.includes(text)) ?? [];
  return form === undefined ? message : message.replace(form, () => `${file}:${line}${after}`);
}
