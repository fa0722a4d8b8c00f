// CSV as values, through csv-parse: for previews. What is sent never passes here, so its bytes stay as they are.
import { parse } from 'csv-parse/sync';
import { contentEnd } from './csvCells';
import { recordBlocks } from './csvScan';
import type { CsvDialect } from '../model/load';

export interface CsvRow {
  /** 1-based line of the file on which the record starts. */
  readonly line: number;
  readonly values: readonly string[];
}

/**
 * Rows in blocks, the header row first; blank lines at the end of the file are none. `chunks` is UTF-8 without byte
 * order mark (see csvNormalize/toUtf8). The cells of a row are not counted: planParts has done that.
 */
export async function* readRows(
  chunks: AsyncIterable<Uint8Array>,
  { delimiter }: Pick<CsvDialect, 'delimiter'>,
): AsyncGenerator<readonly CsvRow[]> {
  const options = { delimiter, record_delimiter: ['\r\n', '\n'], relax_column_count: true };
  let blanks: CsvRow[] = [];
  for await (const { bytes, count, ends, lines } of recordBlocks(chunks)) {
    const rows = parse(bytes.subarray(0, ends[count - 1]), options).map((values, index): CsvRow => ({
      line: lines[index] as number,
      values,
    }));
    const last = rows.findLastIndex((_, index) => {
      const start = ends[index - 1] ?? 0;
      return contentEnd(bytes, start, ends[index] as number) > start;
    });
    if (last >= 0) yield [...blanks, ...rows.slice(0, last + 1)];
    blanks = last >= 0 ? rows.slice(last + 1) : [...blanks, ...rows];
  }
}
