// Cells that are `#N/A` in the columns that are sent: whether they are text, and what follows from that.
import type { NaCount } from '../csv/naCells';
import type { LoadSpec, NaCellsFound } from '../model/load';
import { clearsBlanks, type Clearing } from './blanks';
import { sendsOnlyIds, sentColumns } from './sentColumns';

type Sending = Clearing & Pick<LoadSpec, 'naCells'>;

interface Cells {
  readonly columns: readonly string[];
  readonly naCells: ReadonlyMap<number, NaCount>;
}

/** Undefined for none. */
export function naCellsOf({ columns, naCells }: Cells, spec: Sending): NaCellsFound | undefined {
  if (sendsOnlyIds(spec.operation)) return undefined;
  const sources = new Set(sentColumns(columns, spec).flatMap((column) => column.sources));
  const found = [...sources].flatMap((at) => {
    const cells = naCells.get(at + 1);
    return cells ? [{ ...cells, column: columns[at] ?? '' }] : [];
  });
  const [first] = found.toSorted((one, other) => one.line - other.line);
  return first && { ...first, count: found.reduce((sum, { count }) => sum + count, 0) };
}

/** Whether `#N/A` is a value like any other. A deletion sends only ids. */
export const keepsNaCells = ({ naCells, operation }: Pick<LoadSpec, 'naCells' | 'operation'>): boolean =>
  naCells === 'text' && !sendsOnlyIds(operation);

/** The Bulk API has `#N/A` for blank cells that clear their fields, so it cannot have it as text beside them. */
export const needsCallsForNa = (cells: Cells, spec: Sending): boolean =>
  keepsNaCells(spec) && (clearsSome(cells, spec) || naCellsOf(cells, spec) !== undefined);

function clearsSome({ columns }: Cells, spec: Sending): boolean {
  const clears = clearsBlanks(spec);
  return sentColumns(columns, spec).some(({ field }) => clears(field));
}
