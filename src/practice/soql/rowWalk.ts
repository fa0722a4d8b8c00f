// Visits rows by index or by scan, and regularly yields to other requests.
import type { FieldDef, Value } from '../data/schema';
import type { Table } from '../data/table';
import type { Scope } from './scope';
import type { Steps } from './steps';

/** Values of a field; every row of the result has one of them. */
export interface Lookup {
  readonly field: FieldDef;
  readonly values: () => readonly Value[];
}

/** Rows visited in one turn of the event loop: a few milliseconds of work. */
const rowsPerTurn = 8192;

/** Visits rows in order until `visit` returns false. */
export function* visitRows(rows: Iterable<number>, visit: (row: number) => boolean): Steps<void> {
  let left = rowsPerTurn;
  for (const row of rows) {
    if (!visit(row)) return;
    left -= 1;
    if (left === 0) {
      yield;
      left = rowsPerTurn;
    }
  }
}

/** The indexed lookup with the fewest values, if any. */
export function bestLookup(scope: Scope, lookups: readonly Lookup[]): Lookup | undefined {
  return lookups
    .filter(({ field }) => field.type === 'id' || (!scope.withDeleted && (field.unique || field.idLookup)))
    .reduce<Lookup | undefined>(
      (best, one) => (best && best.values().length <= one.values().length ? best : one),
      undefined,
    );
}

/** The rows that can match a condition with these lookups, in order of creation. */
export function candidates(scope: Scope, lookups: readonly Lookup[]): Iterable<number> {
  const found = allCandidates(scope, lookups);
  const first = scope.firstRowOf?.(scope.table) ?? 0;
  return first === 0 ? found : [...found].filter((row) => row >= first);
}

function allCandidates(scope: Scope, lookups: readonly Lookup[]): Iterable<number> {
  const lookup = bestLookup(scope, lookups);
  if (!lookup) return scope.table.numbers({ deleted: scope.withDeleted });
  const found = lookup.values().flatMap((value) => rowsWith(scope, lookup, value));
  return [...new Set(found)].sort((a, b) => a - b);
}

function rowsWith(scope: Scope, { field }: Lookup, value: Value): number[] {
  if (typeof value !== 'string' && typeof value !== 'number') return [];
  if (field.type === 'id') return liveOrAsked(scope.table, String(value), scope.withDeleted);
  return scope.table.findNumbers(field, value, Number.MAX_SAFE_INTEGER);
}

function liveOrAsked(table: Table, id: string, withDeleted: boolean): number[] {
  const row = table.numberOf(id);
  return row < 0 || (table.isDeleted(row) && !withDeleted) ? [] : [row];
}
