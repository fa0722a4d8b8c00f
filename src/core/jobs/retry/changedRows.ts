// Writes rows of a result file that a person changed after the job wrote it. They are found by the lines that they name
// and read by their values: the places in the index are those of another file.
import { planParts } from '../../bulk/bulk';
import { contentEnd, readCells } from '../../csv/csvCells';
import { csvLine } from '../../csv/csvLine';
import { detectDialect, headBytes } from '../../csv/csvDetect';
import { headerLine } from '../../csv/csvEncoding';
import { toUtf8, type CsvSource } from '../../csv/csvNormalize';
import { joined, recordBlocks } from '../../csv/csvScan';
import { SalesforceError } from '../../errors/salesforceError';
import { toNumberBytes } from '../../kernel/numberFile';
import { oneChunk } from '../../kernel/oneChunk';
import { quietTask } from '../../kernel/task';
import { writeFile } from '../../kernel/writeFile';
import type { Files, Sha256 } from '../../ports';
import { isLineColumn, isResultColumn, lineColumn, sourceLineOf } from '../../results/layout';
import { eachEntry } from '../../results/rowSource';
import { withCrlf } from './lineBreaks';
import type { RetryFiles, RetryRows, WrittenRows } from './retryRows';
import { RowsByLine } from './rowsByLine';

const wholeFile = { partBytes: Number.MAX_SAFE_INTEGER, partRecords: Number.MAX_SAFE_INTEGER };
const batchChars = 256 * 1024;

export interface ChangedRows extends RetryRows {
  readonly sha256: () => Sha256;
}

/**
 * Rows that were removed from the file are left out. Throws the `input.*` errors of the file, `job.columnGone`, and
 * what keeps a row from being found: `job.rowWithoutLine`, `job.unknownLine`, `job.lineTwice`. Throws `job.rowCut`, and
 * `job.rowsGone` when none of the rows is left.
 */
export async function writeChangedRows(
  spec: ChangedRows,
  to: RetryFiles,
  files: Files,
  signal: AbortSignal,
): Promise<WrittenRows> {
  const file = spec.source.segments[0]?.csv ?? '';
  const open = await openFile(file, files);
  const { columns } = await planParts({ ...open(), sha256: spec.sha256 }, wholeFile, quietTask(signal));
  const layout = layoutOf(columns, file, spec);
  const byLine = await RowsByLine.of(spec.source, spec.rows);
  await writeFile(retryLines(open(), { ...spec, file, layout, byLine, signal }), to.csv, files);
  const rows = byLine.sent();
  if (rows.length === 0) throw new SalesforceError('job.rowsGone', { file });
  await writeFile(oneChunk(toNumberBytes(rows)), to.rows, files);
  await writeFile(oneChunk(toNumberBytes(byLine.sentLines())), to.lines, files);
  return { records: rows.length, columns: layout.sent.map(({ name }) => name) };
}

async function openFile(file: string, files: Files): Promise<() => CsvSource> {
  if (!(await files.facts(file))) throw new SalesforceError('input.missingFile', { file });
  const head: Uint8Array[] = [];
  for await (const chunk of files.read(file, { start: 0, end: headBytes })) head.push(chunk);
  // A spreadsheet may have changed the encoding and the delimiter, too.
  const dialect = detectDialect(joined(head), file);
  return () => ({ file, dialect, chunks: files.read(file, { start: 0, lent: true }) });
}

interface Layout {
  readonly lineAt: number;
  /** Columns of the source, and those that a person added. */
  readonly sent: readonly { readonly name: string; readonly at: number }[];
}

function layoutOf(names: readonly string[], file: string, { columns }: RetryRows): Layout {
  const lineAt = names.findIndex(isLineColumn);
  const has = (wanted: string): boolean => names.some((name) => name.trim().toLowerCase() === wanted.toLowerCase());
  const missing = lineAt < 0 ? lineColumn : columns.find((column) => !has(column));
  if (missing !== undefined) throw new SalesforceError('job.columnGone', { file, column: missing });
  const sent = names.map((name, at) => ({ name, at })).filter(({ name }) => !isResultColumn(name));
  return { lineAt, sent };
}

interface Writing extends RetryRows {
  readonly file: string;
  readonly layout: Layout;
  readonly byLine: RowsByLine;
  readonly signal: AbortSignal;
}

async function* retryLines(source: CsvSource, writing: Writing): AsyncGenerator<Uint8Array> {
  const { layout, dialect, signal } = writing;
  const delimiter = source.dialect.delimiter.charCodeAt(0);
  const encoder = new TextEncoder();
  let text = csvLine([lineColumn, ...layout.sent.map(({ name }) => name)], dialect);
  let isHeader = true;
  for await (const { bytes, count, ends, lines } of recordBlocks(toUtf8(source), headerLine(source.dialect))) {
    signal.throwIfAborted();
    for (let i = 0, start = 0; i < count; start = ends[i++] as number) {
      const end = contentEnd(bytes, start, ends[i] as number);
      const row = { cells: readCells(bytes, start, end, delimiter), line: lines[i] ?? 0 };
      if (!isHeader && end > start) text += retryLine(row, writing);
      if (!isHeader && end === ends[i]) await checkOpenEnd({ ...row, sizeBytes: end - start }, writing);
      isHeader = false;
    }
    if (text.length < batchChars) continue;
    yield encoder.encode(text);
    text = '';
  }
  yield encoder.encode(text);
}

interface FoundRow {
  readonly cells: readonly string[];
  /** Its own one in the result file. */
  readonly line: number;
}

const lineOf = ({ cells }: FoundRow, { layout }: Writing): string => (cells[layout.lineAt] ?? '').trim();

/** Empty for a row that is not wanted. */
function retryLine(row: FoundRow, writing: Writing): string {
  const { file, layout, byLine, dialect } = writing;
  const { cells, line } = row;
  const value = lineOf(row, writing);
  const found = byLine.take(/^\d{1,10}$/.test(value) ? Number(value) : 0);
  if (found === 'none' && value === '') throw new SalesforceError('job.rowWithoutLine', { file, line });
  if (found === 'none') throw new SalesforceError('job.unknownLine', { file, line, value });
  if (found === 'twice') throw new SalesforceError('job.lineTwice', { file, line, value });
  if (found === 'unwanted') return '';
  const toValue = (text: string): string => (dialect.lineEnding === 'CRLF' ? withCrlf(text) : text);
  return csvLine([value, ...layout.sent.map((column) => toValue(cells[column.at] ?? ''))], dialect);
}

/**
 * The job ends every row with a line ending. The end of a file can get lost on the disk or while it is copied, and the
 * rest of a value cannot be told from the value that a person wanted. Throws `job.rowCut`.
 */
async function checkOpenEnd(row: FoundRow & { readonly sizeBytes: number }, writing: Writing): Promise<void> {
  const { file, source } = writing;
  const named = Number(lineOf(row, writing));
  let writtenBytes = 0;
  for (const segment of source.segments)
    await eachEntry(source, segment, (_, { line, lengthBytes }) => {
      if (sourceLineOf(line) === named) writtenBytes = Math.max(writtenBytes, lengthBytes);
    });
  if (row.sizeBytes < writtenBytes) throw new SalesforceError('job.rowCut', { file, line: row.line });
}
