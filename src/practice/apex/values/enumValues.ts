// The values of enums.
import type { ClassInfo } from '../typeSystem/model';
import { EnumValue } from './objects';

const enumValues = new WeakMap<ClassInfo, EnumValue[]>();

/** Each value of an enum exists once. */
export function enumValue(cls: ClassInfo, ordinal: number): EnumValue {
  let values = enumValues.get(cls);
  if (values === undefined) {
    values = cls.constants.map((name, i) => new EnumValue(cls, name, i));
    enumValues.set(cls, values);
  }
  return values[ordinal] as EnumValue;
}
