// The describe results of objects and fields.
// See https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_sobject_describe.htm
import type { ChildRelationship, FieldDef, Schema, SObjectDef } from './schema';

const soapTypes: Readonly<Partial<Record<FieldDef['type'], string>>> = {
  id: 'tns:ID',
  reference: 'tns:ID',
  boolean: 'xsd:boolean',
  int: 'xsd:int',
  double: 'xsd:double',
  currency: 'xsd:double',
  percent: 'xsd:double',
  date: 'xsd:date',
  datetime: 'xsd:dateTime',
  time: 'xsd:time',
  base64: 'xsd:base64Binary',
  address: 'urn:address',
};

export function soapTypeOf(field: FieldDef): string {
  return soapTypes[field.type] ?? 'xsd:string';
}

/** One entry of the global describe; also the first part of an object describe. */
export function objectSummary(def: SObjectDef, version: number): Record<string, unknown> {
  const base = `/services/data/v${version}.0/sobjects/${def.name}`;
  return {
    activateable: false,
    associateEntityType: null,
    associateParentEntity: null,
    createable: def.createable,
    custom: def.custom,
    customSetting: false,
    deepCloneable: false,
    deletable: def.deletable,
    deprecatedAndHidden: false,
    feedEnabled: false,
    hasSubtypes: false,
    isInterface: false,
    isSubtype: false,
    keyPrefix: def.keyPrefix,
    label: def.label,
    labelPlural: def.labelPlural,
    layoutable: true,
    mergeable: ['Account', 'Contact', 'Lead'].includes(def.name),
    mruEnabled: true,
    name: def.name,
    queryable: true,
    replicateable: true,
    retrieveable: true,
    searchable: true,
    triggerable: true,
    undeletable: def.deletable,
    updateable: def.updateable,
    urls: { sobject: base, describe: `${base}/describe`, rowTemplate: `${base}/{ID}` },
  };
}

export function objectDescribe(schema: Schema, def: SObjectDef, version: number): Record<string, unknown> {
  return {
    ...objectSummary(def, version),
    actionOverrides: [],
    childRelationships: schema.childRelationships(def).map(childDescribe),
    compactLayoutable: true,
    defaultImplementation: null,
    extendedBy: null,
    extendsInterfaces: null,
    fields: def.fields.map(fieldDescribe),
    implementedBy: null,
    implementsInterfaces: null,
    listviewable: null,
    lookupLayoutable: null,
    namedLayoutInfos: [],
    networkScopeFieldName: null,
    recordTypeInfos: [masterRecordType(def, version)],
    searchLayoutable: true,
    sobjectDescribeOption: 'FULL',
    supportedScopes: [
      { label: `All ${def.labelPlural.toLowerCase()}`, name: 'everything' },
      { label: `My ${def.labelPlural.toLowerCase()}`, name: 'mine' },
    ],
  };
}

function childDescribe(child: ChildRelationship): Record<string, unknown> {
  return {
    cascadeDelete: child.cascadeDelete,
    childSObject: child.childObject,
    deprecatedAndHidden: false,
    field: child.field,
    junctionIdListNames: [],
    junctionReferenceTo: [],
    relationshipName: child.relationshipName,
    restrictedDelete: child.restrictedDelete,
  };
}

function masterRecordType(def: SObjectDef, version: number): Record<string, unknown> {
  const recordTypeId = '012000000000000AAA';
  return {
    active: true,
    available: true,
    defaultRecordTypeMapping: true,
    developerName: 'Master',
    master: true,
    name: 'Master',
    recordTypeId,
    urls: { layout: `/services/data/v${version}.0/sobjects/${def.name}/describe/layouts/${recordTypeId}` },
  };
}

/** The describe properties with the same value for every field. */
const constantProperties = {
  aiPredictionField: false,
  calculatedFormula: null,
  controllerName: null,
  defaultValueFormula: null,
  dependentPicklist: false,
  deprecatedAndHidden: false,
  displayLocationInDecimal: false,
  encrypted: false,
  filteredLookupInfo: null,
  formulaTreatNullNumberAsZero: false,
  highScaleNumber: false,
  htmlFormatted: false,
  inlineHelpText: null,
  mask: null,
  maskType: null,
  referenceTargetField: null,
  writeRequiresMasterRead: false,
} as const;

export function fieldDescribe(field: FieldDef): Record<string, unknown> {
  const isNumber = ['double', 'currency', 'percent'].includes(field.type);
  return {
    ...constantProperties,
    aggregatable: field.aggregatable,
    autoNumber: field.autoNumber,
    byteLength: field.type === 'picklist' || field.type === 'reference' ? field.length : field.length * 3,
    calculated: field.calculated,
    cascadeDelete: field.cascadeDelete,
    caseSensitive: field.caseSensitive,
    compoundFieldName: field.compoundFieldName,
    createable: field.createable,
    custom: field.custom,
    defaultValue: field.type === 'boolean' ? field.defaultValue : null,
    defaultedOnCreate: field.defaultedOnCreate,
    digits: field.type === 'int' ? field.precision : 0,
    externalId: field.externalId,
    extraTypeInfo: extraTypeInfo(field),
    filterable: field.filterable,
    groupable: field.groupable,
    idLookup: field.idLookup,
    label: field.label,
    length: field.length,
    name: field.name,
    nameField: field.nameField,
    namePointing: field.referenceTo.length > 1,
    nillable: field.nillable,
    permissionable: field.nillable && field.createable,
    picklistValues: field.picklistValues.map((value) => ({ ...value, validFor: null })),
    polymorphicForeignKey: field.referenceTo.length > 1,
    precision: isNumber ? field.precision : 0,
    queryByDistance: field.type === 'address',
    referenceTo: field.referenceTo,
    relationshipName: field.relationshipName,
    relationshipOrder: field.cascadeDelete && field.custom ? 0 : null,
    restrictedDelete: field.restrictedDelete,
    restrictedPicklist: field.restrictedPicklist,
    scale: field.scale,
    searchPrefilterable: field.type === 'reference',
    soapType: soapTypeOf(field),
    sortable: field.sortable,
    type: field.type,
    unique: field.unique,
    updateable: field.updateable,
  };
}

function extraTypeInfo(field: FieldDef): string | null {
  if (field.type === 'textarea') return field.length > 255 && field.custom ? 'plaintextarea' : null;
  return field.compoundFieldName === 'Name' ? 'personname' : null;
}
