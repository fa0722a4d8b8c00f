// Reads the value tables of a mapping that are CSV files beside the mapping file.
import { checkOf } from '../csv/checkOptions';
import { CsvCheck } from '../csv/csvCheck';
import { detectDialect, headBytes } from '../csv/csvDetect';
import { toUtf8 } from '../csv/csvNormalize';
import { readRows } from '../csv/csvRows';
import { joined } from '../csv/csvScan';
import { SalesforceError, toSalesforceError } from '../errors/salesforceError';
import { oneChunk } from '../kernel/oneChunk';
import type { FieldMapping, Mapping, Step, TableFile } from '../model/mapping';
import type { Files } from '../ports';

/** The journal of a load keeps its tables. */
export const maxTableRows = 10_000;
const maxTableBytes = 5_000_000;
/** The journal keeps a table for each step that uses it. */
const maxBytesOfAll = 20_000_000;

export interface TableProblem {
  /** Indexes of the field and of its step. */
  readonly field: number;
  readonly step: number;
  readonly message: string;
}

export interface FilledMapping {
  readonly mapping: Mapping;
  readonly problems: readonly TableProblem[];
}

/** `folder` is that of the mapping file. No file outside of it is read. */
export async function readTables(mapping: Mapping, folder: string, files: Files): Promise<FilledMapping> {
  const problems: TableProblem[] = [];
  const read = tableReader(folder, files);
  const fields: FieldMapping[] = [];
  for (const [at, field] of mapping.fields.entries()) {
    const steps: Step[] = [];
    for (const [step, made] of field.steps.entries()) {
      steps.push(made);
      if (made.kind !== 'table' || !made.source) continue;
      try {
        steps[step] = { ...made, values: await read(made.source) };
      } catch (error) {
        problems.push({ field: at, step, message: toSalesforceError(error).message });
      }
    }
    fields.push({ ...field, steps });
  }
  return { mapping: { ...mapping, fields }, problems };
}

type Values = Readonly<Record<string, string>>;

/** Reads each table once. */
function tableReader(folder: string, files: Files): (source: TableFile) => Promise<Values> {
  const tables = new Map<string, Values>();
  let bytes = 0;
  return async (source) => {
    const path = pathOfTable(source, folder, files);
    bytes += await sizeOf(path, files);
    if (!(await files.isInside(path, folder)))
      throw badTable(path, 'a link leads out of the folder of the mapping file. Copy the table into the folder');
    if (bytes > maxBytesOfAll)
      throw badTable(path, 'the value tables of all steps have more than 20 MB, with each table once for each step');
    const key = JSON.stringify([path, source.from, source.to]);
    const values = tables.get(key) ?? (await readTable(path, source, files));
    tables.set(key, values);
    return values;
  };
}

function pathOfTable({ file }: TableFile, folder: string, files: Files): string {
  const parts = file.split('/');
  // A drive, a device, a share or a way out of the folder.
  if (/[\\:\0]/.test(file) || parts.some((part) => part === '' || part === '.' || part === '..'))
    throw badTable(
      file,
      'the file must be in the folder of the mapping file. Write its path from there, such as tables/countries.csv',
    );
  return files.join(folder, ...parts);
}

async function sizeOf(path: string, files: Files): Promise<number> {
  const facts = await files.facts(path);
  if (facts?.kind !== 'file') throw badTable(path, 'there is no such file');
  if (facts.sizeBytes > maxTableBytes)
    throw badTable(path, 'it is larger than 5 MB, the most that a value table may have');
  return facts.sizeBytes;
}

async function readTable(path: string, { from, to }: TableFile, files: Files): Promise<Values> {
  const [header = [], ...rows] = await readValues(path, files);
  const key = placeOf(header, from, 0, path);
  const value = placeOf(header, to, 1, path);
  if (rows.length > maxTableRows)
    throw badTable(path, 'it has more than 10,000 rows, the most that a value table may have');
  const table = new Map<string, string>();
  for (const row of rows) {
    const name = row[key] ?? '';
    if (name === '__proto__') throw badTable(path, '“__proto__” cannot be a value to replace. Remove its row');
    const before = table.get(name);
    if (before !== undefined && before !== row[value])
      throw badTable(path, `“${name}” is there twice, with different values. Remove one of them`);
    table.set(name, row[value] ?? '');
  }
  return Object.fromEntries(table);
}

function placeOf(header: readonly string[], name: string | undefined, otherwise: number, path: string): number {
  if (name === undefined && header.length > otherwise) return otherwise;
  const at = header.findIndex((column) => column.trim() === name);
  if (at < 0) throw badTable(path, name === undefined ? 'it needs two columns' : `it has no column “${name}”`);
  return at;
}

async function readValues(path: string, files: Files): Promise<readonly (readonly string[])[]> {
  const bytes = joined(await collect(files.read(path, { start: 0 })));
  const dialect = detectDialect(bytes.subarray(0, headBytes), path);
  const text = joined(await collect(toUtf8({ file: path, dialect, chunks: oneChunk(bytes) })));
  const check = new CsvCheck({ ...checkOf({ file: path }, dialect), onRecord: () => undefined });
  check.push(text);
  check.finish();
  const blocks = await collect(readRows(oneChunk(text), dialect));
  return blocks.flat().map(({ values }) => values);
}

async function collect<T>(pieces: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const piece of pieces) all.push(piece);
  return all;
}

const badTable = (file: string, reason: string): SalesforceError =>
  new SalesforceError('input.unreadable', { file, reason });
