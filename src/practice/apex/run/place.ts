// Where a call is.
import type { UnitInfo } from '../typeSystem/model';

/** Where a call is: one line of a stack trace. */
export interface Place {
  readonly unit: UnitInfo;
  /** `Class.Foo.bar`, `Trigger.T`, `AnonymousBlock`. */
  readonly label: string;
  line: number;
}
