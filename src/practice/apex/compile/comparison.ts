// The operators that compare, and those of logic.
import { isAssignable, isNumber, isText, types } from '../typeSystem/apexType';
import type { ApexType } from '../typeSystem/model';
import { ApexDecimal, ApexDouble } from '../values/decimal';
import { isEqual } from '../values/equality';
import { ApexDate, ApexDatetime, ApexTime } from '../values/moments';
import type { At } from '../parse/tree';
import { CompileError, type Code } from './code';
import { toDecimal, toDouble } from './convert';

/** Less than 0, 0, or more than 0; undefined when they cannot be compared. */
export function compareValues(a: unknown, b: unknown): number | undefined {
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0;
  if (a instanceof ApexDouble || b instanceof ApexDouble) return toDouble(a) - toDouble(b);
  if (a instanceof ApexDecimal || b instanceof ApexDecimal) return toDecimal(a).compare(toDecimal(b));
  if (isPlainNumber(a) && isPlainNumber(b)) return a < b ? -1 : a > b ? 1 : 0;
  if (isMoment(a) && isMoment(b)) return a.ms - b.ms;
  return undefined;
}

const isPlainNumber = (value: unknown): value is number | bigint =>
  typeof value === 'number' || typeof value === 'bigint';

const isMoment = (value: unknown): value is ApexDate | ApexDatetime | ApexTime =>
  value instanceof ApexDate || value instanceof ApexDatetime || value instanceof ApexTime;

const orders: Readonly<Record<string, (order: number) => boolean>> = {
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

export function comparison(operator: string, left: Code, right: Code, at: At): Code {
  const test = orders[operator];
  if (test === undefined) return equality(operator, left, right, at);
  if (!isOrdered(left.type, right.type)) throw incompatible(left, right, at);
  const { run: a } = left;
  const { run: b } = right;
  return {
    type: types.boolean,
    run: (frame) => {
      const x = a(frame);
      const y = b(frame);
      // Salesforce: with null, the result is false.
      if (x === null || y === null) return false;
      return test(compareTexts(x, y) ?? compareValues(x, y) ?? Number.NaN);
    },
  };
}

const compareTexts = (a: unknown, b: unknown): number | undefined => {
  if (typeof a !== 'string' || typeof b !== 'string') return undefined;
  const x = a.toLowerCase();
  const y = b.toLowerCase();
  return x < y ? -1 : x > y ? 1 : 0;
};

const moments = ['Date', 'Datetime', 'Time'];

const isOrdered = (a: ApexType, b: ApexType): boolean =>
  (isNumber(a) && isNumber(b)) ||
  (isText(a) && isText(b)) ||
  (moments.includes(a.name) && moments.includes(b.name)) ||
  [a, b].some((type) => type.kind === 'null');

const incompatible = (left: Code, right: Code, at: At): CompileError =>
  new CompileError(at, `Comparison arguments must be compatible types: ${left.type.name}, ${right.type.name}`);

function equality(operator: string, left: Code, right: Code, at: At): Code {
  const isComparable =
    isAssignable(left.type, right.type) ||
    isAssignable(right.type, left.type) ||
    (isNumber(left.type) && isNumber(right.type)) ||
    left.type.cls?.kind === 'interface' ||
    right.type.cls?.kind === 'interface';
  if (!isComparable) throw incompatible(left, right, at);
  const isExact = operator === '===' || operator === '!==';
  const isNegated = operator === '!=' || operator === '!==' || operator === '<>';
  const { run: a } = left;
  const { run: b } = right;
  const compare = isExact ? isIdentical : isEqual;
  return { type: types.boolean, run: (frame) => compare(a(frame), b(frame)) !== isNegated };
}

const isIdentical = (a: unknown, b: unknown): boolean =>
  a === b || (typeof a === 'object' && isPlainValue(a) && isEqual(a, b));

const isPlainValue = (value: unknown): boolean =>
  value instanceof ApexDecimal || value instanceof ApexDouble || isMoment(value);

/** `&&` and `||`. */
export function logic(operator: string, left: Code, right: Code, at: At): Code {
  for (const { type } of [left, right]) {
    if (type.name !== 'Boolean') {
      const name = operator === '&&' ? 'AND' : 'OR';
      throw new CompileError(at, `${name} operator can only be applied to Boolean expressions`);
    }
  }
  const { run: a } = left;
  const { run: b } = right;
  if (operator === '&&') return { type: types.boolean, run: (frame) => a(frame) === true && b(frame) === true };
  return { type: types.boolean, run: (frame) => a(frame) === true || b(frame) === true };
}
