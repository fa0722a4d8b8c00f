// Decimal, Double and Long: the numbers of Apex that JavaScript's number cannot stand for.

/** Digits of a quotient without an exact result. */
const maxDigits = 34;

export type Rounding = 'CEILING' | 'DOWN' | 'FLOOR' | 'HALF_DOWN' | 'HALF_EVEN' | 'HALF_UP' | 'UNNECESSARY' | 'UP';

const powerOfTen = (exponent: number): bigint => 10n ** BigInt(Math.max(0, exponent));

/** `units` divided by ten to the power of `scale`. */
export class ApexDecimal {
  constructor(
    readonly units: bigint,
    readonly scale: number,
  ) {}

  static fromInteger(value: number | bigint): ApexDecimal {
    return new ApexDecimal(BigInt(value), 0);
  }

  /** Undefined for text that is no number. */
  static parse(text: string): ApexDecimal | undefined {
    const [, sign = '', whole = '', fraction = '', exponent = '0'] =
      /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(text.trim()) ?? [];
    if (whole === '' && fraction === '') return undefined;
    const units = BigInt(sign === '-' ? `-${whole}${fraction}` : `${whole}${fraction}`);
    const scale = fraction.length - Number(exponent);
    return scale < 0 ? new ApexDecimal(units * powerOfTen(-scale), 0) : new ApexDecimal(units, scale);
  }

  static fromNumber(value: number): ApexDecimal {
    return ApexDecimal.parse(String(value)) ?? new ApexDecimal(0n, 0);
  }

  toNumber(): number {
    return Number(this.toString());
  }

  toString(): string {
    const digits = String(this.units < 0n ? -this.units : this.units).padStart(this.scale + 1, '0');
    const sign = this.units < 0n ? '-' : '';
    if (this.scale === 0) return sign + digits;
    return `${sign}${digits.slice(0, -this.scale)}.${digits.slice(-this.scale)}`;
  }

  withScale(scale: number, rounding: Rounding = 'HALF_UP'): ApexDecimal | undefined {
    if (scale >= this.scale) return new ApexDecimal(this.units * powerOfTen(scale - this.scale), scale);
    const units = divideRounded(this.units, powerOfTen(this.scale - scale), rounding);
    if (units === undefined) return undefined;
    return scale < 0 ? new ApexDecimal(units * powerOfTen(-scale), 0) : new ApexDecimal(units, scale);
  }

  plus(other: ApexDecimal): ApexDecimal {
    const scale = Math.max(this.scale, other.scale);
    return new ApexDecimal(this.#at(scale) + other.#at(scale), scale);
  }

  minus(other: ApexDecimal): ApexDecimal {
    return this.plus(other.negated());
  }

  times(other: ApexDecimal): ApexDecimal {
    return new ApexDecimal(this.units * other.units, this.scale + other.scale);
  }

  /** The divisor must not be 0. */
  dividedBy(other: ApexDecimal): ApexDecimal {
    const shift = maxDigits + String(other.units).length;
    const scale = this.scale - other.scale + shift;
    const quotient = new ApexDecimal(
      divideRounded(this.units * powerOfTen(shift), other.units, 'HALF_EVEN') ?? 0n,
      scale,
    );
    const digits = String(quotient.units < 0n ? -quotient.units : quotient.units).length;
    const short = quotient.withScale(scale - Math.max(0, digits - maxDigits), 'HALF_EVEN') ?? quotient;
    return short.stripped(Math.max(0, this.scale - other.scale));
  }

  negated(): ApexDecimal {
    return new ApexDecimal(-this.units, this.scale);
  }

  compare(other: ApexDecimal): number {
    const scale = Math.max(this.scale, other.scale);
    const difference = this.#at(scale) - other.#at(scale);
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  }

  /** Without zeros at the end, down to `minScale` digits. */
  stripped(minScale = 0): ApexDecimal {
    let { units, scale } = this;
    while (scale > minScale && units % 10n === 0n) {
      units /= 10n;
      scale--;
    }
    return new ApexDecimal(units, scale);
  }

  #at(scale: number): bigint {
    return this.units * powerOfTen(scale - this.scale);
  }
}

/** Undefined when the result needs rounding and may not have it. */
function divideRounded(value: bigint, by: bigint, rounding: Rounding): bigint | undefined {
  const isNegative = value < 0n !== by < 0n;
  const divisor = by < 0n ? -by : by;
  const size = value < 0n ? -value : value;
  const floor = size / divisor;
  const twice = (size % divisor) * 2n;
  if (twice === 0n) return isNegative ? -floor : floor;
  if (rounding === 'UNNECESSARY') return undefined;
  const up = roundsUp(rounding, {
    isNegative,
    half: twice === divisor,
    above: twice > divisor,
    isOdd: floor % 2n === 1n,
  });
  const rounded = up ? floor + 1n : floor;
  return isNegative ? -rounded : rounded;
}

function roundsUp(
  rounding: Rounding,
  rest: { isNegative: boolean; half: boolean; above: boolean; isOdd: boolean },
): boolean {
  switch (rounding) {
    case 'UP':
      return true;
    case 'CEILING':
      return !rest.isNegative;
    case 'FLOOR':
      return rest.isNegative;
    case 'HALF_UP':
      return rest.above || rest.half;
    case 'HALF_DOWN':
      return rest.above;
    case 'HALF_EVEN':
      return rest.above || (rest.half && rest.isOdd);
    default:
      return false;
  }
}

export class ApexDouble {
  constructor(readonly value: number) {}

  /** As in Java: `5.0`, `1.0E10`. */
  toString(): string {
    const { value } = this;
    if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
    const size = Math.abs(value);
    if (value === 0 || (size >= 1e-3 && size < 1e7)) return Number.isInteger(value) ? `${value}.0` : String(value);
    const [digits = '', exponent = ''] = value.toExponential().split('e');
    return `${digits.includes('.') ? digits : `${digits}.0`}E${exponent.replace('+', '')}`;
  }
}

const longBits = 64;

/** Wraps around, as 64-bit numbers do. */
export const toLong = (value: bigint): bigint => BigInt.asIntN(longBits, value);
