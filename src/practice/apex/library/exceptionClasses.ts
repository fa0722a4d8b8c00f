// The exception classes of Salesforce's library.
import type { ApexType, ClassInfo, UnitInfo } from '../typeSystem/model';

const names = (
  'AssertException AsyncException AuraHandledException CalloutException DmlException EmailException FinalException ' +
  'HandledException IllegalArgumentException InvalidParameterValueException JSONException LimitException ListException ' +
  'MathException NoAccessException NoDataFoundException NoSuchElementException NullPointerException QueryException ' +
  'SearchException SecurityException SerializationException SObjectException StringException TypeException ' +
  'UnexpectedException XmlException'
).split(' ');

export const libraryUnit: UnitInfo = { kind: 'library', name: 'System', id: '', isTest: false, lines: new Set() };

export function libraryClass(name: string, more: Partial<ClassInfo> = {}): ClassInfo {
  const cls: ClassInfo = {
    name,
    kind: 'class',
    node: undefined,
    outer: undefined,
    unit: libraryUnit,
    type: { kind: 'class', name, args: [] },
    isAbstract: false,
    isVirtual: true,
    annotations: [],
    isWithoutSharing: false,
    base: undefined,
    interfaces: [],
    fields: new Map(),
    methods: new Map(),
    constructors: [],
    inner: new Map(),
    constants: [],
    initializers: [],
    instanceSlots: 0,
    staticSlots: 0,
    ...more,
  };
  const type: ApexType = { kind: 'class', name, args: [], cls };
  return Object.assign(cls, { type });
}

export const exceptionBase = libraryClass('Exception', { isAbstract: true });

const classes: ReadonlyMap<string, ClassInfo> = new Map(
  [exceptionBase, ...names.map((name) => libraryClass(name, { base: exceptionBase }))].map((cls) => [
    cls.name.toLowerCase(),
    cls,
  ]),
);

/** Case-insensitive. */
export const findExceptionClass = (name: string): ClassInfo | undefined => classes.get(name.toLowerCase());

export function exceptionClass(name: string): ClassInfo {
  return findExceptionClass(name) ?? exceptionBase;
}

export const exceptionClasses = (): readonly ClassInfo[] => [...classes.values()];
