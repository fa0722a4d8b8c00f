// Inspects a CSV before it is loaded: its dialect, its columns, its first rows, its size.
import { SalesforceError } from '../errors/salesforceError';
import { checkOf } from '../csv/checkOptions';
import { CsvCheck } from '../csv/csvCheck';
import { detectDialect } from '../csv/csvDetect';
import { contentStart, createTranscoder } from '../csv/csvEncoding';
import type { NaCount } from '../csv/naCells';
import { joined } from '../csv/csvScan';
import { readRows } from '../csv/csvRows';
import { oneChunk } from '../kernel/oneChunk';
import type { CsvDialect } from '../model/load';
import type { ColumnNames } from '../model/mapping';
import type { Files } from '../ports';
import { csvFacts, readHead } from './csvFile';
import { withCandidates } from './unknownEncoding';

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
  /** How many cells of a column are `#N/A` in what was read, by its number from 1, and where the first is. */
  readonly naCells: ReadonlyMap<number, NaCount>;
}

export const previewRows = 100;

export interface FileToInspect {
  readonly file: string;
  /** What is known of it; the rest is detected. */
  readonly dialect?: Partial<CsvDialect>;
  /** Of its columns, instead of those in its first line. */
  readonly names?: ColumnNames;
}

/**
 * Reads at most the first megabyte. Throws `input.missingFile`, `input.isFolder` and what is wrong with these first
 * rows.
 */
export async function inspectCsv(ask: FileToInspect, files: Files, signal: AbortSignal): Promise<CsvInspection> {
  const { file, names } = ask;
  const { sizeBytes, modifiedMs } = await csvFacts(file, files);
  const head = await readHead(file, files);
  signal.throwIfAborted();
  const dialect = detectDialect(head, file, ask.dialect);
  const exact = head.length >= sizeBytes;
  const transcoder = createTranscoder(dialect, file);
  const begun = transcoder.push(head.subarray(contentStart(dialect)));
  const text = exact ? joined([begun, transcoder.finish()]) : begun;
  let content: Content;
  try {
    content = readText(text, { file, dialect, exact, ...(names && { names }) });
  } catch (error) {
    throw await withCandidates(error, ask, files);
  }
  const { columns, records, previewEnd, naCells } = content;
  return {
    file,
    sizeBytes,
    modifiedMs,
    dialect,
    columns,
    preview: (await readPreview(text.subarray(0, previewEnd), dialect)).slice(names?.firstLine === 'data' ? 0 : 1),
    records: { count: exact ? records : Math.round((records * sizeBytes) / head.length), exact },
    naCells,
  };
}

interface Reading {
  readonly file: string;
  readonly dialect: CsvDialect;
  /** The text is the whole file. */
  readonly exact: boolean;
  readonly names?: ColumnNames;
}

interface Content extends Pick<CsvInspection, 'columns' | 'naCells'> {
  readonly records: number;
  readonly previewEnd: number;
}

function readText(text: Uint8Array, { file, dialect, exact, names }: Reading): Content {
  let seen = 0;
  let records = 0;
  let previewEnd = 0;
  const check = new CsvCheck({
    ...checkOf({ file, names }, dialect),
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
  return { columns: check.header.names, records, previewEnd, naCells: check.naCells.found };
}

async function readPreview(text: Uint8Array, dialect: CsvDialect): Promise<readonly (readonly string[])[]> {
  const rows: (readonly string[])[] = [];
  for await (const block of readRows(oneChunk(text), dialect)) rows.push(...block.map(({ values }) => values));
  return rows;
}
