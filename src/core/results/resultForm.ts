// The form of Salesforce's result lists: which cells of a row say what became of it, and which were sent.
import { cellEnd, readCells } from '../csv/csvCells';
import { joined } from '../csv/csvScan';
import { leadingColumns, type RemoteList } from './layout';
import type { RowToWrite } from './rowWriter';

export interface ResultForm {
  readonly list: RemoteList;
  readonly columns: number;
  /** Columns of Salesforce that we do not know, before and after those that were sent. */
  readonly unknownBefore: number;
  readonly unknownAfter: number;
}

export interface SentColumns {
  /** Code of the delimiter. */
  readonly delimiter: number;
  /** 0 when the rows that were sent cannot be read any more. */
  readonly columns: number;
}

type ResultRow = Pick<RowToWrite, 'bytes' | 'start' | 'end'>;

const byteOrderMark = [0xef, 0xbb, 0xbf];
const quote = 0x22;

/** The columns in which Salesforce says what became of a row. */
const outcomeColumns = (list: RemoteList): readonly string[] => leadingColumns[list].slice(0, -1);

/**
 * Undefined when the header is not that of such a list: the columns of the outcome, then those that were sent. Columns
 * that begin with `sf__` may be among or after them, since Salesforce marks its own columns so and may add some. A load
 * must not fail for it.
 */
export function resultForm(
  { bytes, start, end }: ResultRow,
  list: RemoteList,
  sent: SentColumns,
): ResultForm | undefined {
  const hasMark = byteOrderMark.every((byte, at) => bytes[start + at] === byte);
  const names = readCells(bytes, hasMark ? start + byteOrderMark.length : start, end, sent.delimiter);
  const wanted = outcomeColumns(list);
  if (!wanted.every((name, at) => names[at]?.toLowerCase() === name.toLowerCase())) return undefined;
  const others = names.slice(wanted.length);
  const plain = { list, columns: wanted.length + (sent.columns || others.length), unknownBefore: 0, unknownAfter: 0 };
  // Salesforce names no columns when it has no rows: nothing was uploaded.
  if (sent.columns === 0 || others.join('') === '') return plain;
  const unknown = others.length - sent.columns;
  if (unknown < 0) return undefined;
  let unknownBefore = 0;
  while (unknownBefore < unknown && isOfSalesforce(others[unknownBefore])) unknownBefore++;
  const unknownAfter = unknown - unknownBefore;
  if (!others.slice(others.length - unknownAfter).every(isOfSalesforce)) return undefined;
  return { ...plain, columns: names.length, unknownBefore, unknownAfter };
}

const isOfSalesforce = (name = ''): boolean => name.trim().toLowerCase().startsWith('sf__');

/** Where the values begin that were sent, in a list without unknown columns. */
export const valuesAt = ({ bytes, start, end }: ResultRow, list: RemoteList, delimiter: number): number =>
  afterCells(bytes, { start, end }, outcomeColumns(list).length, delimiter);

/** Every record that was saved has an ID. A row that says otherwise is no proof that one was. */
export function isOutcome({ bytes, start, end }: ResultRow, { list }: ResultForm, delimiter: number): boolean {
  if (list !== 'succeeded') return true;
  const idEnd = cellEnd(bytes, start, end, delimiter);
  return idEnd > start && !(idEnd === start + 2 && bytes[start] === quote);
}

/** The row without cells of unknown columns; itself when there are none. Sets `at`. */
export function knownCells(row: RowToWrite, form: ResultForm, delimiter: number): RowToWrite {
  row.at = valuesAt(row, form.list, delimiter);
  const { unknownBefore, unknownAfter, columns } = form;
  if (unknownBefore + unknownAfter === 0) return row;
  const { bytes, start, at, end, line } = row;
  const from = afterCells(bytes, { start: at, end }, unknownBefore, delimiter);
  const sent = columns - outcomeColumns(form.list).length - unknownBefore - unknownAfter;
  const to = unknownAfter > 0 ? afterCells(bytes, { start: from, end }, sent, delimiter) - 1 : end;
  const known = joined([bytes.subarray(start, at), bytes.subarray(from, Math.max(from, to))]);
  return { bytes: known, start: 0, at: at - start, end: known.length, line };
}

/** The start of the cell after so many. */
function afterCells(
  bytes: Uint8Array,
  { start, end }: { readonly start: number; readonly end: number },
  count: number,
  delimiter: number,
): number {
  let at = start;
  for (let cell = 0; cell < count; cell++) at = Math.min(end, cellEnd(bytes, at, end, delimiter) + 1);
  return at;
}

export function cellCount({ bytes, start, end }: ResultRow, delimiter: number): number {
  let count = 1;
  for (let at = cellEnd(bytes, start, end, delimiter); at < end; at = cellEnd(bytes, at + 1, end, delimiter)) count++;
  return count;
}
