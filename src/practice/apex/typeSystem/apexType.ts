// The types of Apex: primitives, collections, sObjects, classes of users, and classes of the library.
import type { SObjectDef } from '../../data/schema';
import type { ApexType, TypeKind } from './model';

const plain = (kind: TypeKind, name: string): ApexType => ({ kind, name, args: [] });

export const types = {
  integer: plain('primitive', 'Integer'),
  long: plain('primitive', 'Long'),
  double: plain('primitive', 'Double'),
  decimal: plain('primitive', 'Decimal'),
  string: plain('primitive', 'String'),
  boolean: plain('primitive', 'Boolean'),
  id: plain('primitive', 'Id'),
  date: plain('primitive', 'Date'),
  datetime: plain('primitive', 'Datetime'),
  time: plain('primitive', 'Time'),
  blob: plain('primitive', 'Blob'),
  object: plain('Object', 'Object'),
  void: plain('void', 'void'),
  null: plain('null', 'null'),
  sobject: plain('sobject', 'SObject'),
} as const;

export const listOf = (element: ApexType): ApexType => ({
  kind: 'list',
  name: `List<${element.name}>`,
  args: [element],
});
export const setOf = (element: ApexType): ApexType => ({ kind: 'set', name: `Set<${element.name}>`, args: [element] });
export const mapOf = (key: ApexType, value: ApexType): ApexType => ({
  kind: 'map',
  name: `Map<${key.name},${value.name}>`,
  args: [key, value],
});
export const sobjectOf = (def: SObjectDef): ApexType => ({ kind: 'sobject', name: def.name, args: [], def });

export const argOf = (type: ApexType, place = 0): ApexType => type.args[place] ?? types.object;

export const isNumber = ({ name, kind }: ApexType): boolean =>
  kind === 'primitive' && ['Integer', 'Long', 'Double', 'Decimal'].includes(name);

export const isText = ({ name, kind }: ApexType): boolean =>
  kind === 'primitive' && (name === 'String' || name === 'Id');

export function isSame(a: ApexType, b: ApexType): boolean {
  if (a === b) return true;
  if (a.kind !== b.kind) return false;
  if (a.kind === 'sobject') return a.def === b.def;
  if (a.kind === 'class') return a.cls === b.cls;
  if (a.kind === 'library' && a.library !== b.library) return false;
  if (a.kind === 'primitive') return a.name === b.name;
  return a.args.length === b.args.length && a.args.every((arg, i) => isSame(arg, argOf(b, i)));
}

/** The numbers that a number is converted to without a cast. */
const wider: Readonly<Record<string, readonly string[]>> = {
  Integer: ['Long', 'Double', 'Decimal'],
  Long: ['Double', 'Decimal'],
  Double: ['Decimal'],
  Decimal: ['Double'],
  String: ['Id'],
  Id: ['String'],
  Date: ['Datetime'],
};

/** True when a value of the type can be assigned to a variable of the type `to`. */
export function isAssignable(from: ApexType, to: ApexType): boolean {
  if (from.kind === 'null') return to.kind !== 'void';
  if (from.kind === 'void' || to.kind === 'void') return false;
  if (to.kind === 'Object' || isSame(from, to)) return true;
  if (from.kind === 'primitive' && to.kind === 'primitive') return wider[from.name]?.includes(to.name) ?? false;
  if (from.kind === 'sobject' && to.kind === 'sobject') return to.def === undefined || from.def === undefined;
  if (from.kind === 'class') return isSubclass(from, to);
  if (from.kind === 'list' && to.kind === 'list') return isElementAssignable(argOf(from), argOf(to));
  if (from.kind === 'set' && to.kind === 'set') return isElementAssignable(argOf(from), argOf(to));
  if (from.kind === 'map' && to.kind === 'map')
    return from.args.every((arg, i) => isElementAssignable(arg, argOf(to, i)));
  if (to.kind === 'library' && to.library?.name === 'Iterable') return isIterable(from, argOf(to));
  if (from.kind !== 'library' || to.kind !== 'library') return false;
  return (
    from.library === to.library ||
    (to.name === 'Cache.Partition' && /^Cache\.(?:Org|Session)Partition$/.test(from.name))
  );
}

function isIterable(from: ApexType, element: ApexType): boolean {
  const isOne = from.kind === 'list' || from.kind === 'set' || from.library?.name === 'Iterable';
  return isOne && (isElementAssignable(argOf(from), element) || isElementAssignable(element, argOf(from)));
}

const isFraction = ({ name, kind }: ApexType): boolean =>
  kind === 'primitive' && (name === 'Double' || name === 'Decimal');

function isElementAssignable(from: ApexType, to: ApexType): boolean {
  if (isSame(from, to) || to.kind === 'Object') return true;
  if (from.kind === 'primitive') return (isText(from) && isText(to)) || (isFraction(from) && isFraction(to));
  return isAssignable(from, to);
}

function isSubclass(from: ApexType, to: ApexType): boolean {
  for (let cls = from.cls; cls !== undefined; cls = cls.base) {
    if (cls === to.cls) return true;
    if (cls.interfaces.some((one) => isSame(one, to) || sameLibrary(one, to) || isAssignable(one, to))) return true;
  }
  return false;
}

/** `Database.Batchable<SObject>` is one interface whatever its argument. */
const sameLibrary = (a: ApexType, b: ApexType): boolean => a.kind === 'library' && a.library === b.library;
