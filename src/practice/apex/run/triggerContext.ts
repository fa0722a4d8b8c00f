// What a trigger knows while it runs.
import type { MethodInfo } from '../typeSystem/model';
import type { ApexList, ApexMap } from '../values/collections';

/** A trigger of the program, ready to run. */
export interface TriggerInfo {
  readonly name: string;
  readonly id: string;
  readonly object: string;
  readonly events: readonly string[];
  readonly method: MethodInfo;
}

export interface TriggerContext {
  /** `before insert`, `after update` and so on. */
  readonly event: string;
  readonly newRecords: ApexList | null;
  readonly oldRecords: ApexList | null;
  readonly newMap: ApexMap | null;
  readonly oldMap: ApexMap | null;
  readonly size: number;
}
