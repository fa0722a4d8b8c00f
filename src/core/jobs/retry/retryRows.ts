// Writes rows of a job's list as a CSV that can be loaded again, each with its line in the file that was loaded first.
import { cellEnd } from '../../csv/csvCells';
import { csvLine } from '../../csv/csvLine';
import { toNumberBytes } from '../../kernel/numberFile';
import { withWriters } from '../../kernel/withWriters';
import type { CsvDialect, RetryOf } from '../../model/load';
import type { Files } from '../../ports';
import { leadingColumns, lineColumn, sourceLineOf, type RowList } from '../../results/layout';
import { readRowsAt, type FoundRow, type RowSource } from '../../results/rowSource';

export interface RetryFiles {
  /** What a person may edit. */
  readonly csv: string;
  /** Numbers of the rows in the job's list (RetryOf.rowsFile). */
  readonly rows: string;
  /** Lines of the rows (RetryOf.linesFile). */
  readonly lines: string;
}

export interface RetryRows {
  readonly source: RowSource;
  /** Numbers of the rows, in the order in which they are written. */
  readonly rows: Uint32Array;
  readonly columns: readonly string[];
  readonly dialect: Pick<CsvDialect, 'delimiter' | 'lineEnding'>;
  /** Cells that are written instead of those of the row with this line. */
  readonly cellsAt?: (line: number) => Uint8Array | undefined;
}

const rowsPerRead = 20_000;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

export type WrittenRows = Pick<RetryOf, 'records' | 'withoutLine' | 'columns'>;

/** The line comes first, in a column that is never sent; then the columns that were sent. */
export async function writeRetry(
  spec: RetryRows,
  to: RetryFiles,
  files: Files,
  signal: AbortSignal,
): Promise<WrittenRows> {
  let withoutLine = 0;
  await withWriters(files, async (open) => {
    const csv = await open(to.csv);
    const rows = await open(to.rows);
    const lines = await open(to.lines);
    await csv.write(new TextEncoder().encode(csvLine([lineColumn, ...spec.columns], spec.dialect)));
    for (let at = 0; at < spec.rows.length; at += rowsPerRead) {
      signal.throwIfAborted();
      const numbers = spec.rows.subarray(at, at + rowsPerRead);
      const found = await readRowsAt(spec.source, [...numbers]);
      const named = found.map(({ entry }) => sourceLineOf(entry.line)).filter((line) => line > 0);
      withoutLine += found.length - named.length;
      await csv.write(toCsv(found, spec));
      await rows.write(toNumberBytes(numbers));
      await lines.write(toNumberBytes(named));
    }
    await rows.close();
    await lines.close();
    await csv.close();
  });
  const { columns } = spec;
  return { records: spec.rows.length, ...(withoutLine > 0 && { withoutLine }), columns };
}

function toCsv(found: readonly FoundRow[], { source, dialect, cellsAt }: RetryRows): Uint8Array {
  const delimiter = dialect.delimiter.charCodeAt(0);
  // The row's own bytes are rewritten at most to twice their length: a return before each line feed.
  const replaced = found.map(({ entry }) => cellsAt?.(entry.line));
  const sizeOf = (row: FoundRow, at: number): number => row.bytes.length + (replaced[at]?.length ?? 0);
  const bytes = new Uint8Array(found.reduce((sum, row, at) => sum + sizeOf(row, at) * 2 + 5, 0));
  let size = 0;
  for (const [at, row] of found.entries()) {
    const { lineStart, lineEnd } = lineCell(row, source.list, delimiter);
    // Also Salesforce's rows that were not found in the file have a line, 0; there it would be taken for one.
    if (sourceLineOf(row.entry.line) > 0) size = copy(row.bytes.subarray(lineStart, lineEnd), bytes, size);
    const values = withDelimiter(replaced[at], delimiter) ?? row.bytes.subarray(lineEnd);
    size = dialect.lineEnding === 'LF' ? copy(values, bytes, size) : copyCrlf(values, bytes, size);
    if (dialect.lineEnding === 'CRLF') bytes[size++] = carriageReturn;
    bytes[size++] = lineFeed;
  }
  return bytes.subarray(0, size);
}

/** The cells of a row begin with the delimiter after its line. */
function withDelimiter(cells: Uint8Array | undefined, delimiter: number): Uint8Array | undefined {
  if (!cells) return undefined;
  const bytes = new Uint8Array(cells.length + 1);
  bytes[0] = delimiter;
  bytes.set(cells, 1);
  return bytes;
}

/** The last of the cells that result files have before the values of the row. */
function lineCell(
  { bytes }: FoundRow,
  list: RowList,
  delimiter: number,
): { readonly lineStart: number; readonly lineEnd: number } {
  let lineStart = 0;
  for (let cell = 1; cell < leadingColumns[list].length; cell++)
    lineStart = cellEnd(bytes, lineStart, bytes.length, delimiter) + 1;
  return { lineStart, lineEnd: cellEnd(bytes, lineStart, bytes.length, delimiter) };
}

function copy(from: Uint8Array, to: Uint8Array, at: number): number {
  to.set(from, at);
  return at + from.length;
}

/**
 * All line breaks within the values of a CRLF load were CRLF (planParts.ts), but Salesforce may give them back as LF.
 */
function copyCrlf(from: Uint8Array, to: Uint8Array, at: number): number {
  let size = at;
  for (const byte of from) {
    if (byte === lineFeed && to[size - 1] !== carriageReturn) to[size++] = carriageReturn;
    to[size++] = byte;
  }
  return size;
}
