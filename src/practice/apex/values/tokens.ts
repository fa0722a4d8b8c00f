// `Account.SObjectType` and `Account.Name`: the tokens of objects and fields.
import type { FieldDef, SObjectDef } from '../../data/schema';

export class ObjectToken {
  constructor(readonly def: SObjectDef) {}
}

export class FieldToken {
  constructor(
    readonly def: SObjectDef,
    readonly field: FieldDef,
  ) {}
}
