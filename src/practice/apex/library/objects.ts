// What every object has, and what every value of an enum has.
import { ApexObject, type EnumValue } from '../values/objects';
import type { LibrarySpec } from '../typeSystem/libraryType';
import type { Transaction } from '../run/transaction';
import { isEqual } from '../values/equality';
import { toText } from '../values/text';
import { hashOf } from './strings';

export const objectSpecs: readonly LibrarySpec[] = [
  {
    name: 'Object',
    methods: {
      'String toString()': (value: unknown, tx: Transaction) => shown(value, tx),
      'Boolean equals(Object)': isEqual,
      'Integer hashCode()': (value: unknown) => hashOf(toText(value)),
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
