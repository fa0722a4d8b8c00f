// CSV as values, through csv-parse and csv-stringify: for previews and mapping. Files that need no change never come here.
import type { CsvDialect, Delimiter, LineEnding } from './job';

export interface CsvRow {
  /** 1-based line of the file on which the record starts. */
  readonly line: number;
  readonly values: readonly string[];
}

/**
 * Rows in blocks, the header row first; blank lines at the end of the file are none. `chunks` is UTF-8 without byte
 * order mark (see csvNormalise/toUtf8). The cells of a row are not counted: planParts has done that.
 */
export function readRows(
  chunks: AsyncIterable<Uint8Array>,
  dialect: Pick<CsvDialect, 'delimiter'>,
): AsyncIterable<readonly CsvRow[]> {
  throw new Error(`not yet: ${typeof chunks} ${dialect.delimiter}`);
}

/** One record with its terminator; values are quoted where they must be. */
export function writeRow(
  values: readonly string[],
  dialect: { readonly delimiter: Delimiter; readonly lineEnding: LineEnding },
): string {
  throw new Error(`not yet: ${values.length} ${dialect.delimiter}`);
}
