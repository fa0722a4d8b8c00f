// The operators of numbers and texts.
import type { Frame } from '../run/frame';
import type { Transaction } from '../run/transaction';
import { isNumber, types } from '../typeSystem/apexType';
import type { ApexType } from '../typeSystem/model';
import { ApexDecimal, ApexDouble, toLong } from '../values/decimal';
import { ApexDate, ApexDatetime, ApexTime } from '../values/moments';
import { toText } from '../values/text';
import type { At } from '../parse/tree';
import { CompileError, type Code, type Run } from './code';
import { toBig, toDecimal, toDouble } from './convert';

type Operation = (a: unknown, b: unknown, tx: Transaction) => unknown;

export const dereferenced = 'Attempt to de-reference a null object';

const rank = ['Integer', 'Long', 'Double', 'Decimal'];

/** The type of the result of two numbers. */
export const numberType = (a: ApexType, b: ApexType): ApexType =>
  [types.integer, types.long, types.double, types.decimal][Math.max(rank.indexOf(a.name), rank.indexOf(b.name))] ??
  types.decimal;

const divideByZero = (tx: Transaction): Error => tx.error('MathException', 'Divide by 0');

const integers: Readonly<Record<string, Operation>> = {
  '+': (a, b) => ((a as number) + (b as number)) | 0,
  '-': (a, b) => ((a as number) - (b as number)) | 0,
  '*': (a, b) => Math.imul(a as number, b as number),
  '/': (a, b, tx) => {
    if (b === 0) throw divideByZero(tx);
    return Math.trunc((a as number) / (b as number)) | 0;
  },
};

const longs: Readonly<Record<string, Operation>> = {
  '+': (a, b) => toLong(toBig(a) + toBig(b)),
  '-': (a, b) => toLong(toBig(a) - toBig(b)),
  '*': (a, b) => toLong(toBig(a) * toBig(b)),
  '/': (a, b, tx) => {
    if (toBig(b) === 0n) throw divideByZero(tx);
    return toLong(toBig(a) / toBig(b));
  },
};

const doubles: Readonly<Record<string, Operation>> = {
  '+': (a, b) => new ApexDouble(toDouble(a) + toDouble(b)),
  '-': (a, b) => new ApexDouble(toDouble(a) - toDouble(b)),
  '*': (a, b) => new ApexDouble(toDouble(a) * toDouble(b)),
  '/': (a, b, tx) => {
    if (toDouble(b) === 0) throw divideByZero(tx);
    return new ApexDouble(toDouble(a) / toDouble(b));
  },
};

const decimals: Readonly<Record<string, Operation>> = {
  '+': (a, b) => toDecimal(a).plus(toDecimal(b)),
  '-': (a, b) => toDecimal(a).minus(toDecimal(b)),
  '*': (a, b) => toDecimal(a).times(toDecimal(b)),
  '/': (a, b, tx) => {
    const divisor = toDecimal(b);
    if (divisor.units === 0n) throw divideByZero(tx);
    return toDecimal(a).dividedBy(divisor);
  },
};

const byType: Readonly<Record<string, Readonly<Record<string, Operation>>>> = {
  Integer: integers,
  Long: longs,
  Double: doubles,
  Decimal: decimals,
};

const both =
  (left: Run, right: Run, operation: Operation): Run =>
  (frame) => {
    const a = left(frame);
    const b = right(frame);
    if (a === null || b === null) throw frame.tx.error('NullPointerException', dereferenced);
    return operation(a, b, frame.tx);
  };

/** `+`, `-`, `*` and `/`. */
export function arithmetic(operator: string, left: Code, right: Code, at: At): Code {
  const isJoined = operator === '+' && (left.type.name === 'String' || right.type.name === 'String');
  if (isJoined) return { type: types.string, run: joined(left.run, right.run) };
  if (isNumber(left.type) && isNumber(right.type)) {
    const type = numberType(left.type, right.type);
    const operation = byType[type.name]?.[operator];
    if (operation) return { type, run: both(left.run, right.run, operation) };
  }
  const moved = momentArithmetic(operator, left, right);
  if (moved) return moved;
  const sentence =
    operator === '+'
      ? 'Arithmetic expressions must use numeric or String arguments'
      : 'Arithmetic expressions must use numeric arguments';
  throw new CompileError(at, sentence);
}

function joined(left: Run, right: Run): Run {
  return (frame: Frame) => {
    const a = toText(left(frame));
    const b = toText(right(frame));
    frame.tx.useText(a.length + b.length);
    return a + b;
  };
}

/** A date and a number of days; for datetimes, the number may have a fraction. */
function momentArithmetic(operator: string, left: Code, right: Code): Code | undefined {
  if ((operator !== '+' && operator !== '-') || !isNumber(right.type)) return undefined;
  const sign = operator === '+' ? 1 : -1;
  const dayMs = 86_400_000;
  switch (left.type.name) {
    case 'Date':
      return moment(left, right, (a, b) => new ApexDate((a as ApexDate).day + sign * Math.trunc(toDouble(b))));
    case 'Datetime':
      return moment(
        left,
        right,
        (a, b) => new ApexDatetime((a as ApexDatetime).ms + Math.round(sign * toDouble(b) * dayMs)),
      );
    case 'Time':
      return moment(left, right, (a, b) => ApexTime.of(0, 0, 0, (a as ApexTime).ms + sign * toDouble(b)));
    default:
      return undefined;
  }
}

const moment = (left: Code, right: Code, operation: Operation): Code => ({
  type: left.type,
  run: both(left.run, right.run, operation),
});

const bitOperations: Readonly<Record<string, (a: bigint, b: bigint, bits: number) => bigint>> = {
  '&': (a, b) => a & b,
  '|': (a, b) => a | b,
  '^': (a, b) => a ^ b,
  '<<': (a, b, bits) => a << (b & BigInt(bits - 1)),
  '>>': (a, b, bits) => a >> (b & BigInt(bits - 1)),
  '>>>': (a, b, bits) => BigInt.asUintN(bits, a) >> (b & BigInt(bits - 1)),
};

export function bitwise(operator: string, left: Code, right: Code, at: At): Code {
  if (left.type.name === 'Boolean' && right.type.name === 'Boolean') return booleanBits(operator, left, right);
  const isWhole = ({ type }: Code): boolean => type.name === 'Integer' || type.name === 'Long';
  const operation = bitOperations[operator];
  if (!isWhole(left) || !isWhole(right) || operation === undefined) {
    throw new CompileError(at, 'Bitwise operators must use Boolean, Integer or Long arguments');
  }
  const type = operator.length > 1 ? left.type : numberType(left.type, right.type);
  const isLong = type.name === 'Long';
  const run = both(left.run, right.run, (a, b) => {
    const result = operation(toBig(a), toBig(b), isLong ? 64 : 32);
    return isLong ? toLong(result) : Number(BigInt.asIntN(32, result));
  });
  return { type, run };
}

function booleanBits(operator: string, left: Code, right: Code): Code {
  const operations: Readonly<Record<string, Operation>> = {
    '&': (a, b) => a === true && b === true,
    '|': (a, b) => a === true || b === true,
  };
  return { type: types.boolean, run: both(left.run, right.run, operations[operator] ?? ((a, b) => a !== b)) };
}

export function negation(value: Code, operator: string, at: At): Code {
  if (!isNumber(value.type)) throw new CompileError(at, 'Arithmetic expressions must use numeric arguments');
  if (operator === '+') return value;
  const zero: Code = { type: value.type, run: () => zeros[value.type.name] ?? 0 };
  return arithmetic('-', zero, value, at);
}

const zeros: Readonly<Record<string, unknown>> = {
  Integer: 0,
  Long: 0n,
  Double: new ApexDouble(0),
  Decimal: new ApexDecimal(0n, 0),
};

export const ones: Readonly<Record<string, unknown>> = {
  Integer: 1,
  Long: 1n,
  Double: new ApexDouble(1),
  Decimal: new ApexDecimal(1n, 0),
};
