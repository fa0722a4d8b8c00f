// When two values are equal.
import { isId, normalizeId } from '../../data/ids';
import { ApexList, ApexMap, ApexSet } from './collections';
import { ApexDecimal, ApexDouble } from './decimal';
import { keyOf } from './keys';
import { ApexDate, ApexDatetime } from './moments';
import { ApexObject } from './objects';
import { callEquals } from './userEquality';

/** The operator `==`: texts without regard to case. */
export function isEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (a === null || b === null || a === undefined || b === undefined) return false;
  if (typeof a === 'string' && typeof b === 'string') return isEqualText(a, b);
  if (typeof a === 'boolean' || typeof b === 'boolean') return false;
  if (a instanceof ApexObject && b instanceof ApexObject) return callEquals(a, b) ?? false;
  if (isMoment(a) && isMoment(b)) return a.ms === b.ms;
  if (a instanceof ApexMap && b instanceof ApexMap) {
    return a.size === b.size && a.entries.every(({ key, value }) => b.has(key) && isEqual(value, b.get(key)));
  }
  if (a instanceof ApexSet && b instanceof ApexSet) return a.size === b.size && a.items.every((item) => b.has(item));
  if (a instanceof ApexList && b instanceof ApexList) {
    return a.items.length === b.items.length && a.items.every((item, i) => isEqual(item, b.items[i]));
  }
  if (typeof a === 'object' && typeof b === 'object' && Object.getPrototypeOf(a) === Object.getPrototypeOf(b)) {
    return keyOf(a) === keyOf(b);
  }
  return isNumeric(a) && isNumeric(b) && keyOf(a) === keyOf(b);
}

const isMoment = (value: unknown): value is ApexDate | ApexDatetime =>
  value instanceof ApexDate || value instanceof ApexDatetime;

const isNumeric = (value: unknown): boolean =>
  typeof value === 'number' || typeof value === 'bigint' || value instanceof ApexDecimal || value instanceof ApexDouble;

function isEqualText(a: string, b: string): boolean {
  if (a.length === b.length) return a.toLowerCase() === b.toLowerCase();
  return isId(a) && isId(b) && normalizeId(a) === normalizeId(b);
}
