// What every object has, and what every value of an enum has.
import { ApexObject, type EnumValue } from '../values/objects';
import type { LibrarySpec } from '../typeSystem/libraryType';
import type { Transaction } from '../run/transaction';
import { ApexList, ApexMap, ApexSet } from '../values/collections';
import { shownKey } from '../values/keys';
import { isEqual } from '../values/equality';
import { toText } from '../values/text';
import { hashOf } from './strings';

export const objectSpecs: readonly LibrarySpec[] = [
  {
    name: 'Object',
    methods: {
      'String toString()': (value: unknown, tx: Transaction) => shown(value, tx),
      'Boolean equals(Object)': isEqual,
      'Integer hashCode()': hashCodeOf,
      'THIS clone()': (value: unknown, tx: Transaction) => {
        if (value instanceof ApexObject) return new ApexObject(value.cls, [...value.fields]);
        throw tx.error('TypeException', 'Method does not exist: clone');
      },
    },
  },
  {
    name: 'Enum',
    methods: {
      'String name()': (value: EnumValue) => value.name,
      'Integer ordinal()': (value: EnumValue) => value.ordinal,
    },
  },
];

/** An object whose class has a method toString is shown by it. */
function shown(value: unknown, tx: Transaction): string {
  const own = value instanceof ApexObject ? tx.program.callByName(tx, value, 'toString', []) : undefined;
  return typeof own === 'string' ? own : toText(value);
}

/** Equal values have equal hash codes; those of collections depend on their elements, as in Java. */
export function hashCodeOf(value: unknown): number {
  if (value === null || value === undefined) return 0;
  if (typeof value === 'number') return value | 0;
  if (typeof value === 'boolean') return value ? 1231 : 1237;
  if (value instanceof ApexList) return value.items.reduce<number>((sum, one) => step(sum, hashCodeOf(one)), 1);
  if (value instanceof ApexSet) return value.items.reduce<number>((sum, one) => (sum + hashCodeOf(one)) | 0, 0);
  if (value instanceof ApexMap) {
    return value.entries.reduce((sum, one) => (sum + (hashCodeOf(one.key) ^ hashCodeOf(one.value))) | 0, 0);
  }
  return hashOf(typeof value === 'string' ? value : shownKey(value));
}

const step = (sum: number, next: number): number => (Math.imul(31, sum) + next) | 0;
