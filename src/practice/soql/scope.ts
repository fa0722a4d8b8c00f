// The context in which a SELECT is compiled: its object, its text for error positions, and the options of the query.
import type { FieldDef, Value } from '../data/schema';
import type { Table } from '../data/table';
import type { Refusal } from '../http/http';
import type { Literal } from './literals';
import type { Org } from '../org/org';
import { dayOf } from './calendar';
import { placeOf, type Clause, type Outline } from './outline';
import { refuseAt } from './queryErrors';

/** The values of bind variables in Apex: the statement contains the text of the key as a literal for each. */
export type Binds = ReadonlyMap<string, readonly Literal[]>;

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
  readonly binds?: Binds | undefined;
  /** The first row that the query sees: tests of Apex do not see the data of the org. */
  readonly firstRowOf?: ((table: Table) => number) | undefined;
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
