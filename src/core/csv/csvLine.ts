// Values as one line of CSV.
import type { LineEnding } from '../model/load';

export interface CsvStyle {
  readonly delimiter?: string;
  readonly lineEnding?: LineEnding;
  /** Quotes every value, as the Bulk API does. Otherwise only those that would be read as something else. */
  readonly quoteAll?: boolean;
}

const quoted = (value: string): string => `"${value.replaceAll('"', '""')}"`;

/** With its line ending. A single empty value is quoted: a blank line would be no record. */
export function csvLine(
  values: readonly string[],
  { delimiter = ',', lineEnding = 'LF', quoteAll = false }: CsvStyle = {},
): string {
  const isQuoted = (value: string): boolean =>
    quoteAll || /["\r\n]/.test(value) || value.includes(delimiter) || (value === '' && values.length === 1);
  const cells = values.map((value) => (isQuoted(value) ? quoted(value) : value));
  return cells.join(delimiter) + (lineEnding === 'LF' ? '\n' : '\r\n');
}
