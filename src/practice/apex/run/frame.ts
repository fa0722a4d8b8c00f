// One call of a method: its local variables, its `this`, and where it is.
import type { ApexObject } from '../values/objects';
import type { Place } from './place';
import type { Transaction } from './transaction';

export class Frame {
  /** The value of the return statement. */
  result: unknown = null;

  constructor(
    readonly tx: Transaction,
    readonly self: ApexObject | null,
    readonly locals: unknown[],
    readonly place: Place,
  ) {}
}

/** How a statement ended. */
export const normal = 0;
export const broken = 1;
export const continued = 2;
export const returned = 3;
