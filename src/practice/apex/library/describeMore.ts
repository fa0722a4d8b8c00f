// Parts of describes: child relationships, and field sets and record types, of which the practice org has none.
import type { ChildRelationship } from '../../data/schema';
import type { LibrarySpec } from '../typeSystem/libraryType';
import { types } from '../typeSystem/apexType';
import type { Transaction } from '../run/transaction';
import { ApexList, ApexMap } from '../values/collections';
import { enumValue } from '../values/enumValues';
import { FieldToken, ObjectToken } from '../values/tokens';
import { enumClasses } from './enums';

const soapNames: Readonly<Record<string, string>> = {
  id: 'ID',
  reference: 'ID',
  boolean: 'BOOLEAN',
  int: 'INTEGER',
  double: 'DOUBLE',
  currency: 'DOUBLE',
  percent: 'DOUBLE',
  date: 'DATE',
  datetime: 'DATETIME',
  time: 'TIME',
  base64: 'BASE64BINARY',
  address: 'ADDRESS',
};

function soapType({ field }: FieldToken): unknown {
  const cls = enumClasses.get('soaptype');
  return cls && enumValue(cls, Math.max(0, cls.constants.indexOf(soapNames[field.type] ?? 'STRING')));
}

function childRelationships({ def }: ObjectToken, tx: Transaction): ApexList {
  return new ApexList(types.object, [...tx.org.schema.childRelationships(def)]);
}

function childToken({ childObject }: ChildRelationship, tx: Transaction): ObjectToken | null {
  const def = tx.org.schema.object(childObject);
  return def ? new ObjectToken(def) : null;
}

function childField({ childObject, field }: ChildRelationship, tx: Transaction): FieldToken | null {
  const def = tx.org.schema.object(childObject);
  const found = def?.field(field);
  return def && found ? new FieldToken(def, found) : null;
}

export const moreObjectMethods: NonNullable<LibrarySpec['methods']> = {
  'List<Schema.ChildRelationship> getChildRelationships()': childRelationships,
  'Map<String,Schema.RecordTypeInfo> getRecordTypeInfosById()': () => new ApexMap(types.id, types.object),
  'List<Schema.RecordTypeInfo> getRecordTypeInfos()': () => new ApexList(types.object),
  'Boolean isMergeable()': ({ def }: ObjectToken) => ['Account', 'Contact', 'Lead', 'Case'].includes(def.name),
  'Boolean isFeedEnabled()': () => false,
  'Boolean isMruEnabled()': () => false,
  'Boolean isDeprecatedAndHidden()': () => false,
};

export const moreFieldMethods: NonNullable<LibrarySpec['methods']> = {
  'Schema.SoapType getSoapType()': soapType,
  'Schema.SObjectField getController()': () => null,
  'String getInlineHelpText()': () => null,
  'Integer getByteLength()': ({ field }: FieldToken) => field.length * 3,
  'Schema.SObjectType getSObjectType()': ({ def }: FieldToken) => new ObjectToken(def),
  'Integer getRelationshipOrder()': () => null,
  'Boolean isDefaultedOnCreate()': ({ field }: FieldToken) => field.defaultedOnCreate,
  'Boolean isPermissionable()': ({ field }: FieldToken) => field.nillable && field.createable,
  'Boolean isRestrictedPicklist()': ({ field }: FieldToken) => field.restrictedPicklist,
  'Boolean isRestrictedDelete()': ({ field }: FieldToken) => field.restrictedDelete,
  'Boolean isDependentPicklist()': () => false,
  'Boolean isEncrypted()': () => false,
  'Boolean isHtmlFormatted()': () => false,
  'Boolean isIdLookup()': ({ field }: FieldToken) => field.idLookup,
  'Boolean isAiPredictionField()': () => false,
  'Boolean isNamePointing()': ({ field }: FieldToken) => field.referenceTo.length > 1,
  'Boolean isWriteRequiresMasterRead()': () => false,
  'Boolean isDeprecatedAndHidden()': () => false,
};

export const describeSpecs: readonly LibrarySpec[] = [
  {
    name: 'Schema.ChildRelationship',
    methods: {
      'Schema.SObjectType getChildSObject()': childToken,
      'Schema.SObjectField getField()': childField,
      'String getRelationshipName()': ({ relationshipName }: ChildRelationship) => relationshipName,
      'Boolean isCascadeDelete()': ({ cascadeDelete }: ChildRelationship) => cascadeDelete,
      'Boolean isRestrictedDelete()': ({ restrictedDelete }: ChildRelationship) => restrictedDelete,
      'Boolean isDeprecatedAndHidden()': () => false,
    },
  },
  {
    name: 'Schema.FieldSetMap',
    methods: { 'Map<String,Schema.FieldSet> getMap()': () => new ApexMap(types.string, types.object) },
  },
  // No object has a field set, so no code gets one of these.
  {
    name: 'Schema.FieldSet',
    methods: {
      'List<Schema.FieldSetMember> getFields()': () => new ApexList(types.object),
      'String getName()': () => null,
      'String getLabel()': () => null,
      'String getDescription()': () => null,
      'String getNamespace()': () => null,
      'Schema.SObjectType getSObjectType()': () => null,
    },
  },
  {
    name: 'Schema.FieldSetMember',
    methods: {
      'String getFieldPath()': () => null,
      'String getLabel()': () => null,
      'Boolean getRequired()': () => false,
      'Boolean getDBRequired()': () => false,
      'DisplayType getType()': () => null,
      'Schema.SObjectField getSObjectField()': () => null,
    },
  },
];
