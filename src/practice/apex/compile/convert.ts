// Conversions between types: those of an assignment, casts, and tests of the type at run time.
import { isId } from '../../data/ids';
import type { Transaction } from '../run/transaction';
import { isA } from '../typeSystem/classInfo';
import { isAssignable, isNumber, isSame, types } from '../typeSystem/apexType';
import type { ApexType } from '../typeSystem/model';
import { ApexList, ApexMap, ApexSet } from '../values/collections';
import { ApexDecimal, ApexDouble } from '../values/decimal';
import { ApexBlob, ApexDate, ApexDatetime, ApexTime } from '../values/moments';
import { ApexObject, EnumValue, shownName, TypeValue } from '../values/objects';
import { FieldToken, ObjectToken } from '../values/tokens';
import { ApexSObject } from '../values/sobject';
import type { At } from '../parse/tree';
import { CompileError, type Code, type Run } from './code';

type Convert = (value: unknown, tx: Transaction) => unknown;

export const toDecimal = (value: unknown): ApexDecimal => {
  if (value instanceof ApexDecimal) return value;
  if (value instanceof ApexDouble) return ApexDecimal.fromNumber(value.value);
  return ApexDecimal.fromInteger(value as number | bigint);
};

export const toDouble = (value: unknown): number => {
  if (value instanceof ApexDouble) return value.value;
  return value instanceof ApexDecimal ? value.toNumber() : Number(value);
};

export const toBig = (value: unknown): bigint => (typeof value === 'bigint' ? value : BigInt(value as number));

const conversions: Readonly<Record<string, Convert>> = {
  Long: (value) => toBig(value),
  Double: (value) => (value instanceof ApexDouble ? value : new ApexDouble(toDouble(value))),
  Decimal: toDecimal,
  Datetime: (value) => (value instanceof ApexDate ? new ApexDatetime(value.ms) : value),
  Id: (value, tx) => {
    if (typeof value !== 'string' || isId(value)) return value;
    throw tx.error('StringException', `Invalid id: ${value}`);
  },
};

/** Undefined when the value stays as it is. */
export function converter(from: ApexType, to: ApexType): Convert | undefined {
  if (from.kind !== 'primitive' || to.kind !== 'primitive' || from.name === to.name) return undefined;
  const convert = conversions[to.name];
  return convert && ((value, tx) => (value === null ? null : convert(value, tx)));
}

export function converted(code: Code, to: ApexType): Run {
  if (code.single && to.kind === 'sobject') return code.single;
  const convert = converter(code.type, to);
  const { run } = code;
  return convert === undefined ? run : (frame) => convert(run(frame), frame.tx);
}

export function assigned(code: Code, to: ApexType, at: At): Run {
  if (!(code.single && to.kind === 'sobject') && !isAssignable(code.type, to)) {
    throw new CompileError(at, `Illegal assignment from ${code.type.name} to ${to.name}`);
  }
  return converted(code, to);
}

export function cast(code: Code, to: ApexType, at: At): Code {
  const from = code.type;
  if (isAssignable(from, to)) return { type: to, run: converted(code, to) };
  const isNumberCast = from.kind === 'primitive' && to.kind === 'primitive' && numberCast(from, to) !== undefined;
  if (!isNumberCast && !isAssignable(to, from) && !isInterfaceCast(from, to)) {
    throw new CompileError(
      at,
      `Incompatible types since an instance of ${from.name} is never an instance of ${to.name}`,
    );
  }
  const convert = isNumberCast ? numberCast(from, to) : undefined;
  if (convert) return { type: to, run: (frame) => convert(code.run(frame)) };
  return { type: to, run: (frame) => checked(code.run(frame), to, frame.tx) };
}

const isInterfaceCast = (from: ApexType, to: ApexType): boolean =>
  from.kind === 'Object' ||
  from.cls?.kind === 'interface' ||
  to.cls?.kind === 'interface' ||
  from.library?.isInterface === true ||
  (from.kind === to.kind && ['list', 'set', 'map'].includes(from.kind));

/** A cast from a wider to a narrower number cuts. */
function numberCast(from: ApexType, to: ApexType): ((value: unknown) => unknown) | undefined {
  const isFraction = from.name === 'Decimal' || from.name === 'Double';
  if (to.name === 'Integer' && (isFraction || from.name === 'Long'))
    return (value) => (value === null ? null : Math.trunc(toDouble(value)) | 0);
  if (to.name === 'Long' && isFraction) return (value) => (value === null ? null : BigInt(Math.trunc(toDouble(value))));
  return undefined;
}

/** The value, if it is of the type. Numbers of another type are converted, as casts from Object do. */
export function checked(value: unknown, to: ApexType, tx: Transaction): unknown {
  if (value === null) return value;
  if (to.kind === 'primitive' && isAssignable(typeOf(value), to))
    return converter(typeOf(value), to)?.(value, tx) ?? value;
  if (isInstance(value, to)) return value;
  const sentence = `Invalid conversion from runtime type ${typeOf(value).name} to ${to.name}`;
  throw tx.error('TypeException', sentence);
}

export function isInstance(value: unknown, type: ApexType): boolean {
  if (value === null) return false;
  if (type.kind === 'Object') return true;
  const own = typeOf(value);
  if (type.kind === 'library' && own === types.object) return isNative(value, type);
  if (type.kind === 'sobject')
    return value instanceof ApexSObject && (type.def === undefined || value.def === type.def);
  if (value instanceof ApexObject && type.cls) return isA(value.cls, type.cls);
  if (type.kind === 'primitive') {
    if (isSame(own, type)) return true;
    if (type.name === 'Id') return typeof value === 'string' && isId(value);
    return isNumber(own) && isNumber(type) && isAssignable(own, type);
  }
  return isAssignable(own, type);
}

/** Objects of the library do not know their type, apart from tokens and types. */
function isNative(value: unknown, { name }: ApexType): boolean {
  if (value instanceof ObjectToken) return name === 'Schema.SObjectType' || name === 'Schema.DescribeSObjectResult';
  if (value instanceof FieldToken) return name === 'Schema.SObjectField' || name === 'Schema.DescribeFieldResult';
  return value instanceof TypeValue === (name === 'Type');
}

export function typeOf(value: unknown): ApexType {
  if (value === null || value === undefined) return types.null;
  if (typeof value === 'string') return types.string;
  if (typeof value === 'number') return types.integer;
  if (typeof value === 'bigint') return types.long;
  if (typeof value === 'boolean') return types.boolean;
  if (value instanceof ApexDecimal) return types.decimal;
  if (value instanceof ApexDouble) return types.double;
  if (value instanceof ApexObject || value instanceof EnumValue) {
    return value.cls.unit.kind === 'library' ? { ...value.cls.type, name: shownName(value.cls) } : value.cls.type;
  }
  if (value instanceof ApexSObject) return { kind: 'sobject', name: value.def.name, args: [], def: value.def };
  return momentType(value) ?? collectionType(value);
}

function momentType(value: unknown): ApexType | undefined {
  if (value instanceof ApexDate) return types.date;
  if (value instanceof ApexDatetime) return types.datetime;
  if (value instanceof ApexTime) return types.time;
  return value instanceof ApexBlob ? types.blob : undefined;
}

function collectionType(value: unknown): ApexType {
  if (value instanceof ApexList) return { kind: 'list', name: `List<${value.element.name}>`, args: [value.element] };
  if (value instanceof ApexSet) return { kind: 'set', name: `Set<${value.element.name}>`, args: [value.element] };
  if (value instanceof ApexMap) {
    return { kind: 'map', name: `Map<${value.key.name},${value.value.name}>`, args: [value.key, value.value] };
  }
  return types.object;
}
