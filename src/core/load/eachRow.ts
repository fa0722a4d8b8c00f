// Reads the rows of a file once more, as cells.
import { contentEnd } from '../csv/csvCells';
import { recordBlocks } from '../csv/csvScan';
import type { CsvDialect, LoadSpec } from '../model/load';
import { RecordCells } from './rowCells';

export interface RowSource {
  readonly spec: Pick<LoadSpec, 'mapping'>;
  readonly columns: readonly string[];
  readonly delimiter: CsvDialect['delimiter'];
  /** The line of the header; 1 if it is missing. */
  readonly firstLine?: number;
  /** The file from its header on, as UTF-8. */
  readonly chunks: () => AsyncIterable<Uint8Array>;
}

/** Blank rows are left out. The cells change with the next row. False when `use` stopped before the end. */
export async function eachRow(
  { spec, columns, delimiter, firstLine = 1, chunks }: RowSource,
  use: (cells: RecordCells, line: number) => 'stop' | undefined,
): Promise<boolean> {
  const cells = new RecordCells(columns.length, columns.length - 1, delimiter.charCodeAt(0));
  let isHeader = spec.mapping?.firstLine !== 'data';
  for await (const { bytes, count, ends, lines } of recordBlocks(chunks(), firstLine)) {
    cells.open(bytes);
    for (let i = 0, start = 0; i < count; start = ends[i++] as number) {
      const end = contentEnd(bytes, start, ends[i] as number);
      if (!isHeader && end > start) {
        cells.find(start, end);
        if (use(cells, lines[i] as number) === 'stop') return false;
      }
      isHeader = false;
    }
  }
  return true;
}
