// Decides how the rows of a file become the rows that are sent: every change of columns and cells on the way is
// listed here.
import { compileMapping, type Converted, type LookupAnswers, type RowCells } from '../mapping/mapping';
import { nullValue, type LoadSpec } from '../model/load';
import type { OnFailure } from '../model/mapping';
import { clearsBlanks } from './blanks';
import { keepsNaCells } from './naCells';
import type { NamedLines } from './namedLines';
import { sentColumns, type SentColumn } from './sentColumns';

export interface PreparedColumn extends SentColumn {
  /** What is sent for a blank cell. */
  readonly blank: string;
  /** Makes the value from the cells of the row; missing where the cell is copied. */
  readonly value?: (row: RowCells) => Converted;
}

export interface PreparedRows {
  /** For error messages. */
  readonly file: string;
  /** Names of the columns of the file. */
  readonly names: readonly string[];
  /** The first record of the file is a row and has no names. */
  readonly startsWithRow: boolean;
  /** Columns that are sent, in the order in which they are sent. */
  readonly columns: readonly PreparedColumn[];
  /** Of a retry whose rows name the lines of the file that was loaded first. */
  readonly namedLines: NamedLines | undefined;
  /** As the mapping says. */
  readonly onFailure: OnFailure | undefined;
}

export interface Preparing {
  readonly namedLines?: NamedLines | undefined;
  /** For lookups, by the name of the field; without them the keys are sent. */
  readonly answers?: ReadonlyMap<string, LookupAnswers>;
}

/** Undefined when rows are sent as they are; then bytes stay bytes. Throws `input.badMapping`. */
export async function prepareRows(
  columns: readonly string[],
  spec: LoadSpec,
  { namedLines, answers }: Preparing = {},
): Promise<PreparedRows | undefined> {
  const prepared = await prepareColumns(columns, spec, answers);
  const { headers, firstLine, onFailure } = spec.mapping ?? {};
  if (!headers && prepared.length === columns.length && prepared.every((column, at) => isAsInFile(column, at, columns)))
    return undefined;
  const startsWithRow = firstLine === 'data';
  return { file: spec.file, names: columns, startsWithRow, columns: prepared, namedLines, onFailure };
}

const isAsInFile = (
  { isCopied, sources, field, blank }: PreparedColumn,
  at: number,
  columns: readonly string[],
): boolean => isCopied && blank === '' && sources[0] === at && columns[at] === field;

/** What is made of each column that is sent, also where rows are sent as they are. */
export async function prepareColumns(
  columns: readonly string[],
  spec: LoadSpec,
  answers?: Preparing['answers'],
): Promise<readonly PreparedColumn[]> {
  const { mapping, file } = spec;
  const clears = clearsBlanks(spec);
  const keepsNa = keepsNaCells(spec);
  // Beside values of `#N/A` a filled cell could not be told apart; then calls clear the fields of blank cells.
  const blankOf = (field: string): string => (!keepsNa && clears(field) ? nullValue : '');
  const sent = sentColumns(columns, spec);
  const names = new Set(sent.map(({ field }) => field));
  const used = mapping && { ...mapping, fields: mapping.fields.filter(({ field }) => names.has(field)) };
  const compiled = used ? await compileMapping(used, columns, { file, keepsNa, ...(answers && { answers }) }) : [];
  const values = new Map(compiled.map(({ field, value }) => [field, value]));
  return sent.map((column) => {
    const value = values.get(column.field);
    return { ...column, blank: blankOf(column.field), ...(value && { value }) };
  });
}
