// The methods of records: get, put, addError, clone and their relatives; and those of aggregate results.
import type { FieldDef } from '../../data/schema';
import type { LibrarySpec } from '../typeSystem/libraryType';
import type { Transaction } from '../run/transaction';
import { types } from '../typeSystem/apexType';
import { ApexList, ApexMap } from '../values/collections';
import { fittingValue, readRecordField, writeRecordField } from '../values/recordFields';
import type { ApexSObject } from '../values/sobject';
import { FieldToken, ObjectToken } from '../values/tokens';
import { toText } from '../values/text';
import { typeOf } from '../compile/convert';
import { addRecordError } from './recordErrors';

function fieldOf(record: ApexSObject, named: string | FieldToken, tx: Transaction): FieldDef {
  const name = named instanceof FieldToken ? named.field.name : named;
  const field = record.def.field(name);
  if (field) return field;
  throw tx.error('SObjectException', `Invalid field ${name} for ${record.def.name}`);
}

const get = (record: ApexSObject, named: string | FieldToken, tx: Transaction): unknown =>
  readRecordField(record, fieldOf(record, named, tx), tx);

function put(...[record, named, value, tx]: [ApexSObject, string | FieldToken, unknown, Transaction]): unknown {
  const field = fieldOf(record, named, tx);
  const before = record.get(field.name);
  const fitting = fittingValue(field, value);
  if (fitting === undefined) {
    throw tx.error('SObjectException', `Illegal assignment from ${typeOf(value).name} to ${field.type}`);
  }
  writeRecordField(record, field, { value: fitting, tx });
  return before;
}

function parent(record: ApexSObject, named: string | FieldToken, tx: Transaction): unknown {
  const name = named instanceof FieldToken ? (named.field.relationshipName ?? '') : named;
  if (record.def.relationship(name) === undefined) {
    throw tx.error('SObjectException', `Invalid relationship ${name} for ${record.def.name}`);
  }
  return record.parents.get(name.toLowerCase()) ?? null;
}

const isSet = (record: ApexSObject, named: string | FieldToken, tx: Transaction): boolean =>
  record.values.has(fieldOf(record, named, tx).name.toLowerCase());

function populated(record: ApexSObject): ApexMap {
  const map = new ApexMap(types.string, types.object);
  for (const [name, value] of record.values) map.put(record.def.field(name)?.name ?? name, value);
  for (const [name, one] of record.parents) map.put(record.def.relationship(name)?.relationshipName ?? name, one);
  return map;
}

const cloned = (record: ApexSObject, keepsId: boolean, isDeep = false): ApexSObject =>
  record.clone({ keepsId, isDeep });

const recordSpec: LibrarySpec = {
  name: 'SObject',
  methods: {
    'Object get(String)': get,
    'Object get(Schema.SObjectField)': get,
    'Object put(String, Object)': put,
    'Object put(Schema.SObjectField, Object)': put,
    'SObject getSObject(String)': parent,
    'SObject getSObject(Schema.SObjectField)': parent,
    'List<SObject> getSObjects(String)': (record: ApexSObject, name: string) =>
      record.children.get(name.toLowerCase()) ?? null,
    'SObject putSObject(String, SObject)': (record: ApexSObject, name: string, value: ApexSObject) => {
      record.parents.set(name.toLowerCase(), value);
      return value;
    },
    'Schema.SObjectType getSObjectType()': (record: ApexSObject) => new ObjectToken(record.def),
    'Map<String,Object> getPopulatedFieldsAsMap()': populated,
    'Boolean isSet(String)': isSet,
    'Boolean isSet(Schema.SObjectField)': isSet,
    'void addError(String)': addRecordError,
    'void addError(Exception)': addRecordError,
    'void addError(String, Boolean)': (record: ApexSObject, message: string) => addRecordError(record, message),
    'Boolean hasErrors()': (record: ApexSObject) => record.errors.length > 0,
    'List<Database.Error> getErrors()': (record: ApexSObject) => new ApexList(types.object, [...record.errors]),
    'THIS clone()': (record: ApexSObject) => cloned(record, false),
    'THIS clone(Boolean)': (record: ApexSObject, keepsId: boolean) => cloned(record, keepsId),
    'THIS clone(Boolean, Boolean)': (record: ApexSObject, keepsId: boolean, isDeep: boolean) =>
      cloned(record, keepsId, isDeep),
    'THIS clone(Boolean, Boolean, Boolean)': (record: ApexSObject, keepsId: boolean, isDeep: boolean) =>
      cloned(record, keepsId, isDeep),
    'THIS clone(Boolean, Boolean, Boolean, Boolean)': (record: ApexSObject, keepsId: boolean, isDeep: boolean) =>
      cloned(record, keepsId, isDeep),
    'void recalculateFormulas()': () => null,
    'String toString()': (record: ApexSObject) => toText(record),
    'Boolean equals(Object)': (record: ApexSObject, other: unknown) => toText(record) === toText(other),
  },
};

const aggregateSpec: LibrarySpec = {
  name: 'AggregateResult',
  methods: {
    'Object get(String)': (record: ApexSObject, alias: string, tx: Transaction) => {
      const value = record.aliases?.get(alias.toLowerCase());
      if (value !== undefined) return value;
      throw tx.error('SObjectException', `Invalid field ${alias} for AggregateResult`);
    },
    'Map<String,Object> getPopulatedFieldsAsMap()': ({ aliases }: ApexSObject) => {
      const map = new ApexMap(types.string, types.object);
      for (const [alias, value] of aliases ?? []) map.put(alias, value);
      return map;
    },
  },
};

export const recordSpecs: readonly LibrarySpec[] = [recordSpec, aggregateSpec];
