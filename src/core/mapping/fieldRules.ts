// What Salesforce lets a load do with a field, as its describe says.

export interface WritableField {
  readonly name: string;
  readonly createable: boolean;
  readonly updateable: boolean;
  readonly externalId: boolean;
}

/** Salesforce creates or changes its value, or finds records by it. */
export const takesValues = ({ name, createable, updateable, externalId }: WritableField): boolean =>
  createable || updateable || externalId || name === 'Id';

export interface RequiredField {
  readonly type: string;
  readonly createable: boolean;
  readonly nillable: boolean;
  readonly defaultedOnCreate: boolean;
}

/** A new record needs a value. A blank checkbox is false. */
export const isRequired = ({ createable, nillable, defaultedOnCreate, type }: RequiredField): boolean =>
  createable && !nillable && !defaultedOnCreate && type !== 'boolean';
