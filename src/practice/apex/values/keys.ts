// The keys by which sets and maps find their elements.
import { isId, normalizeId } from '../../data/ids';
import { ApexDecimal, ApexDouble } from './decimal';
import { ApexBlob, ApexDate, ApexDatetime, ApexTime } from './moments';
import { ApexObject, TypeValue } from './objects';
import { FieldToken, ObjectToken } from './tokens';
import { callHashCode } from './userEquality';

/** A value that knows the key by which sets find it: records and collections. */
export interface Keyed {
  readonly setKey: string;
}

const isKeyed = (value: unknown): value is Keyed => typeof value === 'object' && value !== null && 'setKey' in value;

/** A text, or the value itself for objects that are equal only to themselves. */
export function keyOf(value: unknown): unknown {
  if (typeof value === 'string') return `s${value.length === 15 && isId(value) ? normalizeId(value) : value}`;
  if (typeof value === 'number' || typeof value === 'bigint') return `n${value}`;
  if (value instanceof ApexDecimal) return `n${value.stripped().toString()}`;
  if (value instanceof ApexDouble) return `n${value.value}`;
  if (value instanceof ApexDate) return `D${value.day}`;
  if (value instanceof ApexDatetime) return `T${value.ms}`;
  if (value instanceof ApexTime) return `t${value.ms}`;
  if (value instanceof ApexBlob) return `b${value.bytes.toString('base64')}`;
  if (value instanceof TypeValue) return `c${value.name.toLowerCase()}`;
  if (value instanceof FieldToken) return `f${value.def.name}.${value.field.name}`;
  if (value instanceof ObjectToken) return `o${value.def.name}`;
  if (isKeyed(value)) return value.setKey;
  if (value instanceof ApexObject) return callHashCode(value) ?? value;
  return value;
}

const ids = new WeakMap<object, number>();
const counter = { last: 0 };

/** Equal keys have equal texts. */
export function shownKey(value: unknown): string {
  const key = keyOf(value);
  if (typeof key !== 'object' || key === null) return String(key);
  const known = ids.get(key) ?? ++counter.last;
  ids.set(key, known);
  return `#${known}`;
}
