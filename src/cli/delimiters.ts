// The delimiters of CSV files, by the names that the command line has for them.
import type { CsvDialect } from '../core/core';

export const delimiters: Readonly<Record<string, CsvDialect['delimiter']>> = {
  comma: ',',
  semicolon: ';',
  tab: '\t',
  pipe: '|',
  caret: '^',
  backquote: '`',
};

export const delimiterName = (delimiter: CsvDialect['delimiter']): string =>
  Object.keys(delimiters).find((name) => delimiters[name] === delimiter) ?? delimiter;
