// Finds the rows of a query and their order, as row numbers: computed once, in steps, then kept for scrolling.
import { cellEnd, readCells } from '../csv/csvCells';
import type { FailureGroup } from '../model/load';
import { groupMark, leadingColumns, type RowList } from './layout';
import type { RowChoice, RowView } from './rowQuery';
import { eachEntry, eachRow, type RowSource } from './rowSource';
import { SortKeys } from './sortKeys';
import { sortRows } from './sortRows';
import { TextFilter } from './textFilter';

/** Lets other work run when enough time has passed; throws when the result is not needed any more. */
export type Pause = () => Promise<void>;

/** The rows of the query in their order; undefined for all of them by line. */
export async function orderRows(
  source: RowSource,
  view: RowView,
  query: RowChoice,
  pause: Pause,
): Promise<Uint32Array | undefined> {
  const { sort = { by: 'line', descending: false }, group, text = '' } = query;
  if (sort.by === 'line' && !sort.descending && group === undefined && text === '') return undefined;
  const wanted = new Uint8Array(source.total).fill(1);
  if (group !== undefined) await keepGroup(source, view.groups[group], wanted, pause);
  const keys = typeof sort.by === 'number' ? new SortKeys(source.total) : undefined;
  if (text !== '' || keys) await readCsv(source, view, { ...query, wanted, keys }, pause);
  keys?.prepare();
  const rows = numbersOf(wanted);
  const turn = sort.descending ? -1 : 1;
  if (keys) await sortRows(rows, (a, b) => turn * keys.compare(a, b), pause);
  else if (sort.by === 'error') return byError(source, view.groups, { rows, turn }, pause);
  else if (sort.descending) rows.reverse();
  return rows;
}

async function keepGroup(
  source: RowSource,
  group: FailureGroup | undefined,
  wanted: Uint8Array,
  pause: Pause,
): Promise<void> {
  const mark = group ? groupMark(group) : -1;
  for (const segment of source.segments) {
    await eachEntry(source, segment, (row, entry) => {
      if (entry.group !== mark) wanted[row] = 0;
    });
    await pause();
  }
}

interface CsvReading extends RowChoice {
  /** 1 for each row that still matches. */
  readonly wanted: Uint8Array;
  readonly keys: SortKeys | undefined;
}

/** One reading of the CSV serves the text filter and the sort keys. */
async function readCsv(source: RowSource, view: RowView, reading: CsvReading, pause: Pause): Promise<void> {
  const { list, text = '', sort, wanted, keys } = reading;
  const delimiter = view.delimiter.charCodeAt(0);
  const filter = text === '' ? undefined : new TextFilter(text);
  const cell = typeof sort?.by === 'number' ? leadingColumns[list].length + sort.by : 0;
  for (const segment of source.segments) {
    await eachRow(source, segment, pause, (row, bytes, start, end) => {
      if (wanted[row] === 0) return;
      if (filter && !isFound(filter, { bytes, start, end }, list, delimiter)) wanted[row] = 0;
      else if (keys) setKey(keys, row, { bytes, start, end }, { cell, delimiter });
    });
  }
}

interface RowBytes {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
}

/** The line number was inserted by us, so text is not searched in it. */
function isFound(filter: TextFilter, { bytes, start, end }: RowBytes, list: RowList, delimiter: number): boolean {
  const found = filter.find(bytes, start, end);
  if (found < 0) return false;
  const lineCell = leadingColumns[list].length - 1;
  if (filter.mayCrossCells(delimiter)) {
    return readCells(bytes, start, end, delimiter).some((value, cell) => cell !== lineCell && filter.isIn(value));
  }
  let lineStart = start;
  for (let i = 0; i < lineCell; i++) lineStart = cellEnd(bytes, lineStart, end, delimiter) + 1;
  const lineEnd = cellEnd(bytes, lineStart, end, delimiter);
  return found < lineStart || found >= lineEnd || filter.find(bytes, lineEnd, end) >= 0;
}

function setKey(
  keys: SortKeys,
  row: number,
  { bytes, start, end }: RowBytes,
  { cell, delimiter }: { readonly cell: number; readonly delimiter: number },
): void {
  let at = start;
  for (let i = 0; i < cell && at < end; i++) at = cellEnd(bytes, at, end, delimiter) + 1;
  if (at < end) keys.set(row, bytes, at, cellEnd(bytes, at, end, delimiter));
}

function numbersOf(wanted: Uint8Array): Uint32Array {
  const rows = new Uint32Array(wanted.length);
  let size = 0;
  for (let row = 0; row < wanted.length; row++) if (wanted[row] === 1) rows[size++] = row;
  return rows.slice(0, size);
}

/** By the failures' code and message; rows of one group stay in the order of their lines. */
async function byError(
  source: RowSource,
  groups: readonly FailureGroup[],
  { rows, turn }: { readonly rows: Uint32Array; readonly turn: number },
  pause: Pause,
): Promise<Uint32Array> {
  const sorted = [...groups].sort(
    (a, b) => turn * (a.code.localeCompare(b.code) || a.message.localeCompare(b.message)),
  );
  const ranks = new Map(sorted.map((group, rank) => [groupMark(group), rank]));
  const rankOf = new Uint32Array(source.total);
  for (const segment of source.segments) {
    await eachEntry(source, segment, (row, { group }) => (rankOf[row] = ranks.get(group) ?? groups.length));
    await pause();
  }
  const counts = new Uint32Array(groups.length + 2);
  for (const row of rows) (counts[(rankOf[row] as number) + 1] as number)++;
  for (let i = 1; i < counts.length; i++) counts[i] = (counts[i] as number) + (counts[i - 1] as number);
  const ordered = new Uint32Array(rows.length);
  for (const row of rows) ordered[(counts[rankOf[row] as number] as number)++] = row;
  return ordered;
}
