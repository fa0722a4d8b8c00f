// Writes rows of a job's list as a CSV that can be loaded again, with what leads back from its records to the list.
import { cellEnd } from '../../csv/csvCells';
import { writeRow } from '../../csv/csvRows';
import type { CsvDialect } from '../../model/load';
import { RecordHash } from '../../results/recordHash';
import { leadingColumns, type RowList } from '../../results/layout';
import type { FileWriter, Files } from '../../ports';
import { readRowsAt, type FoundRow, type RowSource } from '../../results/rowSource';

export interface RetryFiles {
  readonly csv: string;
  readonly rows: string;
  readonly lines: string;
  readonly keys: string;
}

export interface RetryRows {
  readonly source: RowSource;
  /** Numbers of the rows, in the order in which they are written. */
  readonly rows: Uint32Array;
  readonly columns: readonly string[];
  readonly dialect: Pick<CsvDialect, 'delimiter' | 'lineEnding'>;
}

const rowsARead = 20_000;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** The header and the rows without what Salesforce and we put before them; the sidecars as in RetryOf. */
export async function writeRetry(spec: RetryRows, to: RetryFiles, files: Files, signal: AbortSignal): Promise<void> {
  const csv = await files.write(to.csv);
  const rows = await files.write(to.rows);
  const lines = await files.write(to.lines);
  const keys = await files.write(to.keys);
  try {
    await csv.write(new TextEncoder().encode(writeRow(spec.columns, spec.dialect)));
    for (let at = 0; at < spec.rows.length; at += rowsARead) {
      signal.throwIfAborted();
      const numbers = spec.rows.subarray(at, at + rowsARead);
      const found = await readRowsAt(spec.source, [...numbers]);
      await csv.write(toCsv(found, spec));
      await rows.write(toNumbers(numbers));
      await lines.write(toNumbers(found.map(({ entry }) => entry.line)));
      await keys.write(toKeys(found, spec));
    }
    await rows.close();
    await lines.close();
    await keys.close();
    await csv.close();
  } finally {
    await Promise.all([csv, rows, lines, keys].map((writer: FileWriter) => writer.discard()));
  }
}

function toCsv(found: readonly FoundRow[], { source, dialect }: RetryRows): Uint8Array {
  const delimiter = dialect.delimiter.charCodeAt(0);
  // Room for a return before each line feed and for a blank record's quotes.
  const bytes = new Uint8Array(found.reduce((sum, row) => sum + row.bytes.length * 2 + 4, 0));
  let size = 0;
  for (const row of found) {
    const start = ownStart(row, source.list, delimiter);
    size = dialect.lineEnding === 'LF' ? copy(row.bytes, start, bytes, size) : copyCrlf(row.bytes, start, bytes, size);
    // A blank line at the end of a file would be no record.
    if (start === row.bytes.length) size = copy(quotes, 0, bytes, size);
    if (dialect.lineEnding === 'CRLF') bytes[size++] = carriageReturn;
    bytes[size++] = lineFeed;
  }
  return bytes.subarray(0, size);
}

/** Where the values begin, behind what Salesforce and we put before them. */
function ownStart({ bytes }: FoundRow, list: RowList, delimiter: number): number {
  let start = 0;
  for (let cell = 0; cell < leadingColumns[list].length; cell++)
    start = Math.min(bytes.length, cellEnd(bytes, start, bytes.length, delimiter) + 1);
  return start;
}

function toKeys(found: readonly FoundRow[], { source, dialect }: RetryRows): Uint8Array {
  const delimiter = dialect.delimiter.charCodeAt(0);
  const hash = new RecordHash();
  const keys = Float64Array.from(
    found,
    (row) => hash.of(row.bytes, ownStart(row, source.list, delimiter), row.bytes.length, delimiter).key,
  );
  return new Uint8Array(keys.buffer);
}

const quotes = Uint8Array.of(0x22, 0x22);

function copy(from: Uint8Array, start: number, to: Uint8Array, at: number): number {
  to.set(from.subarray(start), at);
  return at + from.length - start;
}

/** All line breaks within the values of a CRLF load were CRLF (split.ts), but Salesforce may give them back as LF. */
function copyCrlf(from: Uint8Array, start: number, to: Uint8Array, at: number): number {
  let size = at;
  for (let i = start; i < from.length; i++) {
    if (from[i] === lineFeed && to[size - 1] !== carriageReturn) to[size++] = carriageReturn;
    to[size++] = from[i] as number;
  }
  return size;
}

function toNumbers(numbers: Uint32Array | readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(numbers.length * 4));
  numbers.forEach((number, index) => view.setUint32(index * 4, number, true));
  return new Uint8Array(view.buffer);
}

/** What a sidecar holds. */
export async function readNumbers(path: string, files: Files): Promise<Uint32Array> {
  const bytes = new Uint8Array((await files.facts(path))?.sizeBytes ?? 0);
  let at = 0;
  for await (const chunk of bytes.length > 0 ? files.read(path) : []) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  const view = new DataView(bytes.buffer);
  return Uint32Array.from({ length: bytes.length / 4 }, (_, index) => view.getUint32(index * 4, true));
}
