// The methods equals, hashCode and toString of a class of the user.
import type { ApexObject } from './objects';

interface UserEquality {
  readonly equals: (a: ApexObject, b: ApexObject) => boolean | undefined;
  readonly hashCode: (value: ApexObject) => number | undefined;
  readonly toText: (value: ApexObject) => string | null | undefined;
}

/** The class of an object knows how to call its methods: the interpreter registers that once a class is declared. */
const equalities = new WeakMap<object, UserEquality>();

export const setEquality = (cls: object, equality: UserEquality): void => void equalities.set(cls, equality);

export const callEquals = (a: ApexObject, b: ApexObject): boolean | undefined => equalities.get(a.cls)?.equals(a, b);

export function callHashCode(value: ApexObject): string | undefined {
  const code = equalities.get(value.cls)?.hashCode(value);
  return code === undefined ? undefined : `h${value.cls.name}${code}`;
}

/** Undefined when the class has no method toString. */
export const callToString = (value: ApexObject): string | null | undefined => equalities.get(value.cls)?.toText(value);
