// One SELECT while it is compiled: the object it reads, the text to point at, and what every part of it must know.
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
  /** Name given to the object behind FROM. */
  readonly alias: string | undefined;
  /** API version of the call; it shows in record addresses. */
  readonly version: number;
  /** Deleted records take part (queryAll). */
  readonly withDeleted: boolean;
}

/** Something with a value for each source (a row, or a group of rows), and the field whose rules it follows. */
export interface Term<Source> {
  readonly field: FieldDef;
  readonly read: (source: Source) => Value;
}

/** A row of a known table, by number. */
export type RowTerm = Term<number>;

/** Today as a day number, in the time zone of the practice org's user (UTC). */
export function todayIn(scope: Scope): number {
  return dayOf(scope.org.now());
}

/** A refusal that points at `word` in a clause of this SELECT. */
export function refuseWord(scope: Scope, at: { clause: Clause; word: string }, complaint: [string, string]): Refusal {
  return refuseAt(placeOf(scope.outline, at.clause, at.word), ...complaint);
}
