// What a check of a CSV needs to know, and what it tells of each record.
import type { CsvDialect, Delimiter } from '../model/load';
import type { ColumnNames } from '../model/mapping';
import { contentStart, headerLine } from './csvEncoding';

export interface CheckOptions {
  /** For error messages. */
  readonly file: string;
  readonly delimiter: Delimiter;
  /** Bytes of the file before the first chunk, and the line on which that one starts, by default 1. */
  readonly firstOffset: number;
  readonly firstLine?: number;
  /** Names for the columns; then those of the file may be missing or wrong. */
  readonly names?: ColumnNames;
  /** UTF-8 is certain: the file has a byte order mark, or a person said so. */
  readonly isUtf8?: boolean;
  /**
   * Each record after the header. `end` is where it ends in the chunk that is being pushed, terminator included; `line`
   * is where it starts. Blank lines are records only in files of one column, where they are an empty cell.
   */
  readonly onRecord: (end: number, line: number, blank: boolean) => void;
}

/** What the format of a whole file tells the check of it. */
export const checkOf = (
  { file, names }: { readonly file: string; readonly names?: ColumnNames | undefined },
  dialect: CsvDialect,
): Omit<CheckOptions, 'onRecord'> => ({
  file,
  delimiter: dialect.delimiter,
  firstOffset: contentStart(dialect),
  firstLine: headerLine(dialect),
  isUtf8: dialect.bomBytes > 0,
  ...(names && { names }),
});
