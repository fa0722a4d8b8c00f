// Schema: describes of objects and fields. A describe is its token: both name the same object or field.
import type { PicklistValue } from '../../data/schema';
import type { LibrarySpec } from '../typeSystem/libraryType';
import type { Transaction } from '../run/transaction';
import { types } from '../typeSystem/apexType';
import { ApexList, ApexMap } from '../values/collections';
import { ApexSObject } from '../values/sobject';
import { FieldToken, ObjectToken } from '../values/tokens';
import { enumValue } from '../values/enumValues';
import { describeSpecs, moreFieldMethods, moreObjectMethods } from './describeMore';
import { enumClasses } from './enums';

const typeNames: Readonly<Record<string, string>> = { int: 'INTEGER', base64: 'BASE64' };

function displayType({ field }: FieldToken): unknown {
  const cls = enumClasses.get('displaytype');
  const name = typeNames[field.type] ?? field.type.toUpperCase();
  return cls && enumValue(cls, Math.max(0, cls.constants.indexOf(name)));
}

function fieldMap({ def }: ObjectToken): ApexMap {
  const map = new ApexMap(types.string, types.object);
  for (const field of def.fields) map.put(field.name.toLowerCase(), new FieldToken(def, field));
  return new CaselessMap(map);
}

/** Salesforce's maps of describes find their keys without regard to case. */
class CaselessMap extends ApexMap {
  constructor(map: ApexMap) {
    super(map.key, map.value);
    for (const { key, value } of map.entries) this.put(key, value);
  }

  override get(key: unknown): unknown {
    return super.get(typeof key === 'string' ? key.toLowerCase() : key);
  }

  override has(key: unknown): boolean {
    return super.has(typeof key === 'string' ? key.toLowerCase() : key);
  }
}

function globalDescribe(tx: Transaction): ApexMap {
  const map = new ApexMap(types.string, types.object);
  for (const def of tx.org.schema.objects) map.put(def.name.toLowerCase(), new ObjectToken(def));
  return new CaselessMap(map);
}

function describeAll(names: ApexList, tx: Transaction): ApexList {
  const found = (names.items as string[]).map((name) => {
    const def = tx.org.schema.object(name);
    if (def === undefined) throw tx.error('InvalidParameterValueException', `Invalid type: ${name}`);
    return new ObjectToken(def);
  });
  return new ApexList(types.object, found);
}

function newRecord({ def }: ObjectToken, id: string | null = null): ApexSObject {
  const record = new ApexSObject(def);
  if (id !== null) record.set('Id', id);
  return record;
}

const objectMethods: NonNullable<LibrarySpec['methods']> = {
  'String getName()': ({ def }: ObjectToken) => def.name,
  'String getLocalName()': ({ def }: ObjectToken) => def.name,
  'String getLabel()': ({ def }: ObjectToken) => def.label,
  'String getLabelPlural()': ({ def }: ObjectToken) => def.labelPlural,
  'String getKeyPrefix()': ({ def }: ObjectToken) => def.keyPrefix,
  'Schema.SObjectType getSObjectType()': (token: ObjectToken) => token,
  'Boolean isAccessible()': () => true,
  'Boolean isQueryable()': () => true,
  'Boolean isSearchable()': () => true,
  'Boolean isCreateable()': ({ def }: ObjectToken) => def.createable,
  'Boolean isUpdateable()': ({ def }: ObjectToken) => def.updateable,
  'Boolean isDeletable()': ({ def }: ObjectToken) => def.deletable,
  'Boolean isUndeletable()': ({ def }: ObjectToken) => def.deletable,
  'Boolean isCustom()': ({ def }: ObjectToken) => def.custom,
  'Boolean isCustomSetting()': () => false,
  'Map<String,Schema.RecordTypeInfo> getRecordTypeInfosByDeveloperName()': () =>
    new ApexMap(types.string, types.object),
  'Map<String,Schema.RecordTypeInfo> getRecordTypeInfosByName()': () => new ApexMap(types.string, types.object),
  ...moreObjectMethods,
};

const fieldMethods: NonNullable<LibrarySpec['methods']> = {
  'String getName()': ({ field }: FieldToken) => field.name,
  'String getLocalName()': ({ field }: FieldToken) => field.name,
  'String getLabel()': ({ field }: FieldToken) => field.label,
  'Integer getLength()': ({ field }: FieldToken) => field.length,
  'Integer getPrecision()': ({ field }: FieldToken) => field.precision,
  'Integer getScale()': ({ field }: FieldToken) => field.scale,
  'Integer getDigits()': ({ field }: FieldToken) => (field.type === 'int' ? field.precision : 0),
  'DisplayType getType()': displayType,
  'Boolean isAccessible()': () => true,
  'Boolean isCreateable()': ({ field }: FieldToken) => field.createable,
  'Boolean isUpdateable()': ({ field }: FieldToken) => field.updateable,
  'Boolean isNillable()': ({ field }: FieldToken) => field.nillable,
  'Boolean isUnique()': ({ field }: FieldToken) => field.unique,
  'Boolean isExternalId()': ({ field }: FieldToken) => field.externalId,
  'Boolean isCustom()': ({ field }: FieldToken) => field.custom,
  'Boolean isCalculated()': ({ field }: FieldToken) => field.calculated,
  'Boolean isAutoNumber()': ({ field }: FieldToken) => field.autoNumber,
  'Boolean isNameField()': ({ field }: FieldToken) => field.nameField,
  'Boolean isFilterable()': ({ field }: FieldToken) => field.filterable,
  'Boolean isSortable()': ({ field }: FieldToken) => field.sortable,
  'Boolean isGroupable()': ({ field }: FieldToken) => field.groupable,
  'Boolean isCaseSensitive()': ({ field }: FieldToken) => field.caseSensitive,
  'Boolean isCascadeDelete()': ({ field }: FieldToken) => field.cascadeDelete,
  'String getRelationshipName()': ({ field }: FieldToken) => field.relationshipName,
  'Object getDefaultValue()': ({ field }: FieldToken) => field.defaultValue,
  'Schema.SObjectField getSObjectField()': (token: FieldToken) => token,
  'List<Schema.SObjectType> getReferenceTo()': ({ field }: FieldToken, tx: Transaction) =>
    new ApexList(
      types.object,
      field.referenceTo.map((name) => tx.org.schema.object(name)).flatMap((def) => (def ? new ObjectToken(def) : [])),
    ),
  'List<Schema.PicklistEntry> getPicklistValues()': ({ field }: FieldToken) =>
    new ApexList(types.object, [...field.picklistValues]),
  ...moreFieldMethods,
};

export const schemaSpecs: readonly LibrarySpec[] = [
  {
    name: 'Schema',
    statics: {
      'Map<String,Schema.SObjectType> getGlobalDescribe()': globalDescribe,
      'List<Schema.DescribeSObjectResult> describeSObjects(List<String>)': describeAll,
      'List<Schema.DescribeSObjectResult> describeSObjects(List<String>, Schema.SObjectDescribeOptions)': (
        names: ApexList,
        _: unknown,
        tx: Transaction,
      ) => describeAll(names, tx),
    },
  },
  {
    name: 'Schema.SObjectType',
    methods: {
      'Schema.DescribeSObjectResult getDescribe()': (token: ObjectToken) => token,
      'Schema.DescribeSObjectResult getDescribe(Schema.SObjectDescribeOptions)': (token: ObjectToken) => token,
      'SObject newSObject()': (token: ObjectToken) => newRecord(token),
      'SObject newSObject(Id)': newRecord,
      'SObject newSObject(Id, Boolean)': (token: ObjectToken, id: string | null) => newRecord(token, id),
      'String toString()': ({ def }: ObjectToken) => def.name,
    },
  },
  {
    name: 'Schema.DescribeSObjectResult',
    methods: objectMethods,
    properties: {
      'Schema.FieldMap fields': (token: ObjectToken) => token,
      'Schema.FieldSetMap fieldSets': (token: ObjectToken) => token,
      'String name': ({ def }: ObjectToken) => def.name,
      'String label': ({ def }: ObjectToken) => def.label,
    },
  },
  {
    name: 'Schema.FieldMap',
    methods: { 'Map<String,Schema.SObjectField> getMap()': fieldMap },
  },
  {
    name: 'Schema.SObjectField',
    methods: {
      'Schema.DescribeFieldResult getDescribe()': (token: FieldToken) => token,
      'String toString()': ({ field }: FieldToken) => field.name,
    },
  },
  { name: 'Schema.DescribeFieldResult', methods: fieldMethods },
  {
    name: 'Schema.PicklistEntry',
    methods: {
      'String getValue()': ({ value }: PicklistValue) => value,
      'String getLabel()': ({ label }: PicklistValue) => label,
      'Boolean isActive()': ({ active }: PicklistValue) => active,
      'Boolean isDefaultValue()': ({ defaultValue }: PicklistValue) => defaultValue,
    },
  },
  { name: 'Schema.RecordTypeInfo', methods: { 'Id getRecordTypeId()': () => null, 'String getName()': () => null } },
  ...describeSpecs,
];
