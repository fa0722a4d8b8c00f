// What a client asks to save in one row, and what became of it.
import type { RowError } from '../data/rowErrors';
import type { FieldDef, Value } from '../data/schema';

/** The fields of one row with their new values (null clears a field), and the errors found while reading the row. */
export interface Intent {
  readonly fields: readonly FieldDef[];
  readonly values: readonly Value[];
  readonly errors: readonly RowError[];
}

export type RowOutcome =
  | { readonly ok: true; readonly id: string; readonly created: boolean }
  | { readonly ok: false; readonly id: string | undefined; readonly errors: readonly RowError[] };
