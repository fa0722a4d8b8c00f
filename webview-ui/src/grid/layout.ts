// Which columns get elements, and how wide a column must be for its values.
import { clamp, type Columns } from './columns';
import { shown } from './text';

const spareColumns = 3;
const maxFittingWidth = 420;

/** The same array as before while it still covers the view, so that most sideways scrolling redraws nothing. */
export function liveColumns(
  columns: Columns,
  before: readonly number[],
  view: { readonly left: number; readonly width: number; readonly keep: number },
): readonly number[] {
  const { first, last } = columns.touching(view.left, view.width - columns.left(columns.pinned));
  const scrolled = before.slice(columns.pinned);
  const covers = (index: number): boolean =>
    index >= columns.count || index < columns.pinned || scrolled.includes(index);
  if (before.length > 0 && covers(first) && covers(last) && covers(view.keep)) return before;
  const from = Math.max(columns.pinned, first - spareColumns);
  const to = Math.min(columns.count - 1, last + spareColumns);
  const live = Array.from({ length: columns.pinned }, (_, i) => i);
  if (view.keep >= columns.pinned && view.keep < from) live.push(view.keep);
  for (let index = from; index <= to; index++) live.push(index);
  if (view.keep > to && view.keep < columns.count) live.push(view.keep);
  return live;
}

/** How far to scroll sideways, and no farther than needed, to show the column. */
export function leftToShow(
  column: number,
  columns: Columns,
  view: { readonly left: number; readonly width: number },
): number {
  if (column < columns.pinned) return view.left;
  const start = columns.left(column) - columns.left(columns.pinned);
  const end = columns.left(column) + columns.width(column) - view.width;
  return Math.min(Math.max(view.left, end), start);
}

const pen = document.createElement('canvas').getContext('2d');

/** Pixels that the label and the values need in the font of `element`. */
export function fittingWidth(element: Element, label: string, values: readonly string[]): number {
  if (!pen) return 120;
  const { fontSize, fontFamily } = getComputedStyle(element);
  pen.font = `600 ${fontSize} ${fontFamily}`;
  let widest = pen.measureText(label).width + 36;
  pen.font = `${fontSize} ${fontFamily}`;
  for (const value of values) widest = Math.max(widest, pen.measureText(shown(value)).width + 20);
  return Math.ceil(clamp(widest, 56, maxFittingWidth));
}
