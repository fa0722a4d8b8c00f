// What running code needs from the program, which is above it.
import type { FieldDef } from '../../data/schema';
import type { Org } from '../../org/org';
import type { ApexType, ClassInfo, MethodInfo } from '../typeSystem/model';
import type { ApexObject } from '../values/objects';
import type { TriggerInfo } from './triggerContext';

export interface Invocation {
  readonly self: ApexObject | null;
  readonly args: readonly unknown[];
}

/** @typeParam Running the transaction, which has a program itself */
export interface ProgramPort<Running> {
  readonly org: Org;
  readonly queryOrg: (text: string) => Org;
  readonly triggersOf: (object: string, event: string) => readonly TriggerInfo[];
  readonly findType: (name: string, from: ClassInfo | undefined) => ApexType | undefined;
  readonly parentOf: (field: FieldDef) => ApexType;
  readonly bodyOf: (method: MethodInfo) => { readonly slots: number; readonly run: (frame: never) => unknown };
  readonly overriding: (cls: ClassInfo, method: MethodInfo) => MethodInfo;
  readonly invoke: (tx: Running, method: MethodInfo, invocation: Invocation) => unknown;
  readonly create: (
    tx: Running,
    cls: ClassInfo,
    by: { readonly constructor: MethodInfo | undefined; readonly args: readonly unknown[] },
  ) => ApexObject;
  readonly newException: (tx: Running, cls: ClassInfo, args: readonly unknown[]) => ApexObject;
  readonly startClass: (tx: Running, cls: ClassInfo) => unknown[];
  readonly callByName: (tx: Running, object: ApexObject, name: string, args: readonly unknown[]) => unknown;
}
