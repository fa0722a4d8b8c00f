// The context in which a SELECT is compiled: its object, its text for error positions, and the options of the query.
import type { FieldDef, Value } from '../data/schema';
import type { Table } from '../data/store';
import type { Refusal } from '../http/http';
import type { Org } from '../org/org';
import { dayOf } from './calendar';
import { placeOf, type Clause, type Outline } from './outline';
import { refuseAt } from './queryErrors';

export interface Scope {
  readonly org: Org;
  readonly table: Table;
  readonly outline: Outline;
  /** The alias of the object in FROM. */
  readonly alias: string | undefined;
  /** The API version of the call; part of record URLs. */
  readonly version: number;
  /** Includes deleted records (queryAll). */
  readonly withDeleted: boolean;
}

/** An expression with a value for each source (a row or a group of rows), and the field that defines its type. */
export interface Term<Source> {
  readonly field: FieldDef;
  readonly read: (source: Source) => Value;
}

/** A term that reads a row by its number. */
export type RowTerm = Term<number>;

/** Today as a day number in the user's time zone (UTC). */
export function todayIn(scope: Scope): number {
  return dayOf(scope.org.now());
}

/** An error that points at `word` in a clause of this SELECT. */
export function refuseWord(scope: Scope, at: { clause: Clause; word: string }, complaint: [string, string]): Refusal {
  return refuseAt(placeOf(scope.outline, at.clause, at.word), ...complaint);
}
