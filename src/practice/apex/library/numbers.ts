// Integer, Long, Double, Decimal, Boolean and Math.
import type { LibrarySpec } from '../typeSystem/libraryType';
import type { Transaction } from '../run/transaction';
import { toDecimal, toDouble } from '../compile/convert';
import { ApexDecimal, ApexDouble, type Rounding } from '../values/decimal';
import type { EnumValue } from '../values/objects';
import { toText } from '../values/text';

const notNumber = (tx: Transaction, type: string, text: unknown): Error =>
  tx.error('TypeException', `Invalid ${type}: ${toText(text)}`);

function toInteger(value: unknown, tx: Transaction): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'string') {
    if (!/^\s*[+-]?\d+\s*$/.test(value) || Math.abs(Number(value)) > 2_147_483_648)
      throw notNumber(tx, 'integer', value);
    return Number(value);
  }
  return Math.trunc(toDouble(value)) | 0;
}

function toLongValue(value: unknown, tx: Transaction): bigint {
  if (typeof value === 'string' && !/^\s*[+-]?\d+\s*$/.test(value)) throw notNumber(tx, 'long', value);
  return BigInt(typeof value === 'string' ? value.trim() : Math.trunc(toDouble(value)));
}

function parsedDecimal(value: unknown, tx: Transaction, type: string): ApexDecimal {
  if (typeof value !== 'string') return toDecimal(value);
  const parsed = ApexDecimal.parse(value);
  if (parsed === undefined) throw notNumber(tx, type, value);
  return parsed;
}

const roundingOf = (mode: EnumValue): Rounding => mode.name as Rounding;

/** With commas between thousands, as the locale en_US has it. */
const grouped = (text: string): string => {
  const [whole = '', fraction] = text.split('.');
  const shown = whole.replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
  return fraction === undefined ? shown : `${shown}.${fraction}`;
};

function scaled(value: ApexDecimal, [scale, mode]: readonly [number, Rounding], tx: Transaction): ApexDecimal {
  const result = value.withScale(scale, mode);
  if (result === undefined) throw tx.error('MathException', 'Rounding necessary');
  return result;
}

const rounded = (value: ApexDecimal, mode: Rounding, tx: Transaction): bigint => scaled(value, [0, mode], tx).units;

const decimalSpec: LibrarySpec = {
  name: 'Decimal',
  methods: {
    'Decimal abs()': (d: ApexDecimal) => (d.units < 0n ? d.negated() : d),
    'Decimal divide(Decimal, Integer)': (d: ApexDecimal, by: ApexDecimal, scale: number, tx: Transaction) =>
      quotient(d, by, { scale, mode: 'HALF_UP', tx }),
    'Decimal divide(Decimal, Integer, System.RoundingMode)': (
      ...[d, by, scale, mode, tx]: [ApexDecimal, ApexDecimal, number, EnumValue, Transaction]
    ) => quotient(d, by, { scale, mode: roundingOf(mode), tx }),
    'Double doubleValue()': (d: ApexDecimal) => new ApexDouble(d.toNumber()),
    'Integer intValue()': (d: ApexDecimal) => Math.trunc(d.toNumber()) | 0,
    'Long longValue()': (d: ApexDecimal) => d.withScale(0, 'DOWN')?.units ?? 0n,
    'String format()': (d: ApexDecimal) => grouped(d.stripped().toString()),
    'Decimal pow(Integer)': (d: ApexDecimal, exponent: number) => power(d, exponent),
    'Integer precision()': (d: ApexDecimal) => String(d.units).replace('-', '').length,
    'Long round()': (d: ApexDecimal, tx: Transaction) => rounded(d, 'HALF_EVEN', tx),
    'Long round(System.RoundingMode)': (d: ApexDecimal, mode: EnumValue, tx: Transaction) =>
      rounded(d, roundingOf(mode), tx),
    'Integer scale()': (d: ApexDecimal) => d.scale,
    'Decimal setScale(Integer)': (d: ApexDecimal, scale: number, tx: Transaction) => scaled(d, [scale, 'HALF_UP'], tx),
    'Decimal setScale(Integer, System.RoundingMode)': (
      ...[d, scale, mode, tx]: [ApexDecimal, number, EnumValue, Transaction]
    ) => scaled(d, [scale, roundingOf(mode)], tx),
    'Decimal stripTrailingZeros()': (d: ApexDecimal) => d.stripped(),
    'String toPlainString()': (d: ApexDecimal) => d.toString(),
  },
  statics: {
    'Decimal valueOf(Object)': (value: unknown, tx: Transaction) => parsedDecimal(value, tx, 'decimal'),
  },
};

function quotient(
  d: ApexDecimal,
  by: ApexDecimal,
  { scale, mode, tx }: { scale: number; mode: Rounding; tx: Transaction },
): ApexDecimal {
  if (by.units === 0n) throw tx.error('MathException', 'Divide by 0');
  return scaled(d.dividedBy(by), [scale, mode], tx);
}

function power(value: ApexDecimal, exponent: number): ApexDecimal {
  let result = ApexDecimal.fromInteger(1);
  for (let i = 0; i < Math.min(Math.abs(exponent), 500); i++) result = result.times(value);
  return exponent < 0 ? ApexDecimal.fromInteger(1).dividedBy(result) : result;
}

const plainSpecs: readonly LibrarySpec[] = [
  {
    name: 'Integer',
    methods: {
      'String format()': (n: number) => grouped(String(n)),
      'Integer intValue()': (n: number) => n,
      'Long longValue()': (n: number) => BigInt(n),
      'Double doubleValue()': (n: number) => new ApexDouble(n),
    },
    statics: { 'Integer valueOf(Object)': (value: unknown, tx: Transaction) => required(value, tx, toInteger) },
  },
  {
    name: 'Long',
    methods: {
      'String format()': (n: bigint) => grouped(String(n)),
      'Integer intValue()': (n: bigint) => Number(BigInt.asIntN(32, n)),
      'Double doubleValue()': (n: bigint) => new ApexDouble(Number(n)),
    },
    statics: { 'Long valueOf(Object)': (value: unknown, tx: Transaction) => required(value, tx, toLongValue) },
  },
  {
    name: 'Double',
    methods: {
      'String format()': (n: ApexDouble) => grouped(String(Math.round(n.value * 1000) / 1000)),
      'Integer intValue()': (n: ApexDouble) => Math.trunc(n.value) | 0,
      'Long longValue()': (n: ApexDouble) => BigInt(Math.trunc(n.value)),
      'Long round()': (n: ApexDouble) => BigInt(Math.round(n.value)),
    },
    statics: {
      'Double valueOf(Object)': (value: unknown, tx: Transaction) =>
        required(value, tx, (one) => new ApexDouble(parsedDecimal(one, tx, 'double').toNumber())),
    },
  },
  {
    name: 'Boolean',
    statics: {
      'Boolean valueOf(Object)': (value: unknown, tx: Transaction) =>
        required(value, tx, (one) => toText(one).toLowerCase() === 'true'),
    },
  },
];

function required<Result>(value: unknown, tx: Transaction, read: (value: unknown, tx: Transaction) => Result): Result {
  if (value === null) throw tx.error('NullPointerException', 'Argument cannot be null.');
  return read(value, tx);
}

type Trigonometric = 'sin' | 'cos' | 'tan' | 'asin' | 'acos' | 'atan' | 'sqrt' | 'cbrt' | 'exp' | 'log' | 'log10';
const functions: readonly Trigonometric[] = [
  'sin',
  'cos',
  'tan',
  'asin',
  'acos',
  'atan',
  'sqrt',
  'cbrt',
  'exp',
  'log',
  'log10',
];

const bigger = (a: bigint, b: bigint): bigint => (a > b ? a : b);

const mathSpec: LibrarySpec = {
  name: 'Math',
  statics: {
    ...Object.fromEntries(
      functions.map((name) => [`Double ${name}(Double)`, (n: ApexDouble) => new ApexDouble(Math[name](n.value))]),
    ),
    'Integer abs(Integer)': (n: number) => Math.abs(n),
    'Long abs(Long)': (n: bigint) => (n < 0n ? -n : n),
    'Double abs(Double)': (n: ApexDouble) => new ApexDouble(Math.abs(n.value)),
    'Decimal abs(Decimal)': (n: ApexDecimal) => (n.units < 0n ? n.negated() : n),
    'Double ceil(Double)': (n: ApexDouble) => new ApexDouble(Math.ceil(n.value)),
    'Decimal ceil(Decimal)': (n: ApexDecimal) => n.withScale(0, 'CEILING'),
    'Double floor(Double)': (n: ApexDouble) => new ApexDouble(Math.floor(n.value)),
    'Decimal floor(Decimal)': (n: ApexDecimal) => n.withScale(0, 'FLOOR'),
    'Integer max(Integer, Integer)': (a: number, b: number) => Math.max(a, b),
    'Long max(Long, Long)': bigger,
    'Double max(Double, Double)': (a: ApexDouble, b: ApexDouble) => (a.value >= b.value ? a : b),
    'Decimal max(Decimal, Decimal)': (a: ApexDecimal, b: ApexDecimal) => (a.compare(b) >= 0 ? a : b),
    'Integer min(Integer, Integer)': (a: number, b: number) => Math.min(a, b),
    'Long min(Long, Long)': (a: bigint, b: bigint) => (bigger(a, b) === a ? b : a),
    'Double min(Double, Double)': (a: ApexDouble, b: ApexDouble) => (a.value <= b.value ? a : b),
    'Decimal min(Decimal, Decimal)': (a: ApexDecimal, b: ApexDecimal) => (a.compare(b) <= 0 ? a : b),
    'Integer mod(Integer, Integer)': (a: number, b: number, tx: Transaction) => {
      if (b === 0) throw tx.error('MathException', 'Divide by 0');
      return a % b;
    },
    'Long mod(Long, Long)': (a: bigint, b: bigint, tx: Transaction) => {
      if (b === 0n) throw tx.error('MathException', 'Divide by 0');
      return a % b;
    },
    'Double pow(Double, Double)': (a: ApexDouble, b: ApexDouble) => new ApexDouble(a.value ** b.value),
    'Double random()': () => new ApexDouble(Math.random()),
    'Integer round(Double)': (n: ApexDouble) => Math.round(n.value) | 0,
    'Integer round(Decimal)': (n: ApexDecimal, tx: Transaction) => Number(rounded(n, 'HALF_EVEN', tx)) | 0,
    'Long roundToLong(Decimal)': (n: ApexDecimal, tx: Transaction) => rounded(n, 'HALF_EVEN', tx),
    'Decimal signum(Decimal)': (n: ApexDecimal) => ApexDecimal.fromInteger(n.units > 0n ? 1 : n.units < 0n ? -1 : 0),
  },
  staticProperties: {
    'Double PI': () => new ApexDouble(Math.PI),
    'Double E': () => new ApexDouble(Math.E),
  },
};

export const numberSpecs: readonly LibrarySpec[] = [decimalSpec, ...plainSpecs, mathSpec];
