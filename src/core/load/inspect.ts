// Inspects a CSV before it is loaded: its dialect, its columns, its first rows, its size.
import { SalesforceError } from '../errors/salesforceError';
import { CsvCheck } from '../csv/csvCheck';
import { detectDialect } from '../csv/csvDetect';
import { createTranscoder } from '../csv/csvEncoding';
import { readRows } from '../csv/csvRows';
import type { CsvDialect } from '../model/load';
import type { Files } from '../ports';
import { csvFacts, readHead } from './csvFile';

export interface CsvInspection {
  readonly file: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
  readonly dialect: CsvDialect;
  readonly columns: readonly string[];
  /** The first rows after the header, at most {@link previewRows}. */
  readonly preview: readonly (readonly string[])[];
  /** Not exact for a file larger than what was read of it: then an estimate from these rows. */
  readonly records: { readonly count: number; readonly exact: boolean };
}

export const previewRows = 100;

/**
 * Reads at most the first megabyte. Throws `input.missingFile`, `input.isFolder` and what is wrong with these first
 * rows.
 */
export async function inspectCsv(
  ask: { readonly file: string; readonly dialect?: Partial<CsvDialect> },
  files: Files,
  signal: AbortSignal,
): Promise<CsvInspection> {
  const { file } = ask;
  const { sizeBytes, modifiedMs } = await csvFacts(file, files);
  const head = await readHead(file, files);
  signal.throwIfAborted();
  const dialect = detectDialect(head, file, ask.dialect);
  const text = createTranscoder(dialect.encoding, file, dialect.bomBytes).push(head.subarray(dialect.bomBytes));
  const exact = head.length >= sizeBytes;
  const { columns, records, previewEnd } = readText(text, { file, dialect, exact });
  return {
    file,
    sizeBytes,
    modifiedMs,
    dialect,
    columns,
    preview: await readPreview(text.subarray(0, previewEnd), dialect),
    records: { count: exact ? records : Math.round((records * sizeBytes) / head.length), exact },
  };
}

interface Reading {
  readonly file: string;
  readonly dialect: CsvDialect;
  /** The text is the whole file. */
  readonly exact: boolean;
}

function readText(
  text: Uint8Array,
  { file, dialect, exact }: Reading,
): { columns: readonly string[]; records: number; previewEnd: number } {
  let seen = 0;
  let records = 0;
  let previewEnd = 0;
  const check = new CsvCheck({
    file,
    delimiter: dialect.delimiter,
    firstOffset: dialect.bomBytes,
    onRecord: (end, _line, blank) => {
      seen++;
      if (!blank) records = seen;
      // The last record of a file may lack its terminator.
      if (seen <= previewRows) previewEnd = end === 0 ? text.length : end;
    },
  });
  check.push(text);
  if (exact) check.finish();
  if (exact && records === 0) throw new SalesforceError('input.noRows', { file });
  return { columns: check.header.names, records, previewEnd };
}

async function readPreview(text: Uint8Array, dialect: CsvDialect): Promise<readonly (readonly string[])[]> {
  const rows: (readonly string[])[] = [];
  for await (const block of readRows(only(text), dialect)) rows.push(...block.map(({ values }) => values));
  return rows.slice(1);
}

// eslint-disable-next-line @typescript-eslint/require-await -- the reader expects a stream
async function* only(text: Uint8Array): AsyncGenerator<Uint8Array> {
  yield text;
}
