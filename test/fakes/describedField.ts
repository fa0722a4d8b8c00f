// A field as a describe has it: a text that can be written and searched.
import type { ObjectDescribe } from '../../src/core/core';

export type DescribedField = ObjectDescribe['fields'][number];

export const describedField = (name: string, more: Partial<DescribedField> = {}): DescribedField => ({
  name,
  label: name,
  type: 'string',
  length: 0,
  precision: 0,
  scale: 0,
  custom: name.endsWith('__c'),
  filterable: true,
  caseSensitive: false,
  createable: true,
  updateable: true,
  nillable: true,
  defaultedOnCreate: false,
  externalId: false,
  idLookup: false,
  unique: false,
  nameField: false,
  calculated: false,
  restrictedPicklist: false,
  referenceTo: [],
  relationshipName: null,
  picklistValues: [],
  ...more,
});
