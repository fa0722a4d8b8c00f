// How numbers, dates and booleans are written in a cell that Salesforce reads. Conversions, checks and suggestions
// agree here: a cell that passed the check of a call and was sent as text would fail the whole call.

export const plainNumber = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

export const isNumber = (cell: string): boolean => plainNumber.test(cell);

/** `2024-01-31`, on a day that there is. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
}

/** A day with or without a time. Salesforce has several forms of the time, so it is not checked. */
export const isDate = (cell: string): boolean => isDay(cell.slice(0, 10)) && /^(T\S+)?$/.test(cell.slice(10));

const yes: ReadonlySet<string> = new Set(['true', '1', 'yes', 'y']);
const no: ReadonlySet<string> = new Set(['false', '0', 'no', 'n']);

/** Undefined for a word that means neither. */
export function toBoolean(cell: string): boolean | undefined {
  const word = cell.toLowerCase();
  if (yes.has(word)) return true;
  return no.has(word) ? false : undefined;
}
