// What the saving of records needs from the code of the org: triggers before and after, and errors for single rows.
import type { RowError } from '../data/rowErrors';
import type { SObjectDef, Value } from '../data/schema';

export type TriggerOperation = 'insert' | 'update' | 'delete' | 'undelete';
export type TriggerTime = 'before' | 'after';

/** One record of a batch as a trigger sees it. */
export interface TriggerRow {
  readonly id: string | null;
  /** The value of a slot; undefined for a delete. */
  readonly newValue: ((slot: number) => Value) | undefined;
  /** Undefined for an insert. */
  readonly oldValue: ((slot: number) => Value) | undefined;
  /** Writes a value that a trigger changed before the record is saved. */
  readonly change?: (slot: number, value: Value) => void;
  /** The errors that the trigger added, or those of the values that it set. */
  readonly errors: RowError[];
}

export interface TriggerBatch {
  readonly def: SObjectDef;
  readonly time: TriggerTime;
  readonly operation: TriggerOperation;
  readonly rows: readonly TriggerRow[];
}

/** The transaction in which the triggers of one save run. */
export interface TriggerSession {
  /** Returns an error when the trigger ended with an exception: then it is the error of all rows. */
  readonly run: (batch: TriggerBatch) => RowError | undefined;
  /** Call it once all batches are saved. */
  readonly end: () => void;
}

export interface SessionOptions {
  readonly userId: string;
  /** Collects the functions that undo the writes of the triggers. */
  readonly undo: (() => void)[];
}

export interface TriggerRuntime {
  /** True when the object has an active trigger for this operation, before or after. */
  readonly has: (def: SObjectDef, operation: TriggerOperation) => boolean;
  /** Parses the code that the triggers of the object need. Call it before a save. */
  readonly prepare: (def: SObjectDef) => Promise<void>;
  readonly begin: (options: SessionOptions) => TriggerSession;
}
