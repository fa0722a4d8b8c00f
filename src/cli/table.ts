// Lists as people and programs read them: aligned with a header on a terminal, cells between tabs elsewhere.
import { count } from './counts';
import { styled, textOf, type Line, type Piece, type Styled } from './style';
import { shorten, widthOf, withSymbols } from './symbols';

export type Cell = string | number | Styled;

export interface Column {
  readonly title: string;
  /** Its cells may be shortened to this width; its title stays whole. */
  readonly min?: number;
  /** Instead of `min` where the columns that are always shown do not fit. */
  readonly least?: number;
  /**
   * On a terminal it is left out when it has only zeros and blanks, or when the table is too wide: the highest number
   * first.
   */
  readonly optional?: number;
}

export interface Table {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  /** A table that is too wide is shown as one list for each row. */
  readonly asLists?: true;
}

/** Without a header and with plain numbers: for `cut`, `awk` and spreadsheets. */
export const tabbed = ({ rows }: Table): readonly string[] =>
  rows.map((cells) => cells.map((cell) => withSymbols(typeof cell === 'object' ? cell.text : String(cell))).join('\t'));

const gap = '  ';

interface Placed {
  readonly column: Column;
  readonly at: number;
  readonly width: number;
}

/** `room`: the width of the terminal. A table that cannot be made so narrow is wider. */
export function aligned(table: Table, room: number): readonly Line[] {
  const { columns, rows, asLists } = table;
  const all = columns.map((column, at) => ({ column, at, width: widthIn(column, at, rows) }));
  const useful = all.filter(({ column, at }) => !column.optional || rows.some((cells) => !isBlank(cells[at])));
  const placed = fitting(useful, room);
  const isTooWide = total(placed.map(leastOf)) > room;
  if (asLists && isTooWide) return lists(table);
  return lines(shrunk(isTooWide ? placed.map(narrower) : placed, room), rows);
}

function lines(placed: readonly Placed[], rows: Table['rows']): readonly Line[] {
  // Nothing follows the last cell, so blanks after it would only make the line longer.
  const widthOfLast = (index: number, width: number): number => (index === placed.length - 1 ? 0 : width);
  const header = placed.map(({ column, width }, index) =>
    styled('bold', padded(column.title, widthOfLast(index, width))),
  );
  const cellsOf = (cells: readonly Cell[]): readonly Piece[] =>
    placed.map((place, index) => placedCell(cells[place.at] ?? '', place.width, widthOfLast(index, place.width)));
  return [joined(header), ...rows.map((cells) => joined(cellsOf(cells)))];
}

/** Each row with a title on each line, without its blank cells. */
function lists({ columns, rows }: Table): readonly Line[] {
  const width = Math.max(...columns.map(({ title }) => columnsOf(title)));
  return rows.flatMap((cells, row) => [
    ...(row === 0 ? [] : ['']),
    ...columns.flatMap(({ title }, at) => {
      const text = shown(cells[at] ?? '');
      return text === '' ? [] : [[styled('bold', padded(title, width)), gap, text]];
    }),
  ]);
}

const isBlank = (cell: Cell | undefined): boolean => cell === undefined || cell === '' || cell === 0;

const shown = (cell: Cell): string => (typeof cell === 'number' ? count(cell) : withSymbols(textOf(cell)));

const columnsOf = (text: string): number => widthOf(Array.from(text));

const widthIn = ({ title }: Column, at: number, rows: Table['rows']): number =>
  rows.reduce((width, cells) => Math.max(width, columnsOf(shown(cells[at] ?? ''))), columnsOf(title));

function narrower(place: Placed): Placed {
  const { min, least = min, ...column } = place.column;
  return { ...place, column: { ...column, ...(least !== undefined && { min: least }) } };
}

const leastOf = ({ column: { min, title }, width }: Placed): number =>
  Math.min(width, Math.max(min ?? width, columnsOf(title)));
const total = (widths: readonly number[]): number =>
  widths.reduce((sum, width) => sum + width + gap.length, -gap.length);

/** Leaves out optional columns until the rest fits. */
function fitting(placed: readonly Placed[], room: number): readonly Placed[] {
  const rank = ({ column: { optional = 0 } }: Placed): number => optional;
  const highest = Math.max(0, ...placed.map(rank));
  if (total(placed.map(leastOf)) <= room || highest === 0) return placed;
  return fitting(
    placed.filter((one) => rank(one) < highest),
    room,
  );
}

/** Takes the columns away where there are most. */
function shrunk(placed: readonly Placed[], room: number): readonly Placed[] {
  const tooMany = total(placed.map(({ width }) => width)) - room;
  const widest = placed
    .filter((one) => one.width > leastOf(one))
    .reduce<Placed | undefined>((found, one) => (found && found.width >= one.width ? found : one), undefined);
  if (tooMany <= 0 || !widest) return placed;
  const next = placed.map((one) => (one === widest ? { ...one, width: one.width - 1 } : one));
  return shrunk(next, room);
}

const padded = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - columnsOf(text)));

/** `width`: of the column; `full`: the cell is filled up with blanks to it. */
function placedCell(cell: Cell, width: number, full: number): Piece {
  const text = shorten(shown(cell), width);
  if (typeof cell === 'number') return text.padStart(width);
  const filled = padded(text, full);
  return typeof cell === 'object' ? { ...cell, text: filled } : filled;
}

const joined = (pieces: readonly Piece[]): Line =>
  pieces.flatMap((piece, index) => (index === 0 ? [piece] : [gap, piece]));
