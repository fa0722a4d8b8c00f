// Test and Assert.
import type { LibrarySpec } from '../typeSystem/libraryType';
import type { Transaction } from '../run/transaction';
import { isInstance, typeOf } from '../compile/convert';
import { runJobs } from '../host/async';
import { newLimits } from '../run/limits';
import type { ApexList } from '../values/collections';
import type { ApexDatetime } from '../values/moments';
import type { ApexObject, TypeValue } from '../values/objects';
import { assertEqual, assertNotEqual, assertTrue } from './system';
import { typeFor } from './json';
import { createStub } from './stubs';

/** The code between startTest and stopTest has limits of its own. */
function start(tx: Transaction): void {
  if (tx.test === undefined) throw tx.error('TypeException', 'Test.startTest can only be called in a test');
  if (tx.test.isStarted) throw tx.error('FinalException', 'Testing already started');
  tx.test.isStarted = true;
  tx.test.limitsBefore = tx.limits;
  tx.limits = newLimits(tx.isAsync);
  tx.resetSteps();
}

function stop(tx: Transaction): void {
  if (tx.test?.isStarted !== true) throw tx.error('FinalException', 'Testing has not started');
  runJobs(tx);
  tx.limits = tx.test.limitsBefore ?? tx.limits;
  tx.resetSteps();
}

const testSpec: LibrarySpec = {
  name: 'Test',
  statics: {
    'void startTest()': start,
    'void stopTest()': stop,
    'Boolean isRunningTest()': ({ test }: Transaction) => test !== undefined,
    'Id getStandardPricebookId()': (tx: Transaction) => standardPricebook(tx),
    'void setMock(Type, Object)': (_: TypeValue, mock: ApexObject, tx: Transaction) => {
      if (tx.test) tx.test.mock = mock;
    },
    'void setFixedSearchResults(List<Id>)': ({ items }: ApexList, { test }: Transaction) => {
      if (test) test.fixedSearchResults = items.map(String);
    },
    'Object createStub(Type, StubProvider)': createStub,
    'void setCreatedDate(Id, Datetime)': (...[id, moment, tx]: [string, ApexDatetime, Transaction]) =>
      setCreated(id, moment, tx),
  },
};

function standardPricebook(tx: Transaction): string | null {
  const table = tx.org.store.byName('Pricebook2');
  const isStandard = table?.def.field('IsStandard');
  if (table === undefined || isStandard === undefined) return null;
  return table.find(isStandard, true, 1)[0]?.id ?? null;
}

function setCreated(id: string, moment: ApexDatetime, tx: Transaction): void {
  const def = tx.org.schema.objectOfId(id);
  const field = def?.field('CreatedDate');
  if (def === undefined || field === undefined) return;
  const table = tx.org.store.table(def);
  const number = table.numberOf(id);
  if (number < 0) return;
  tx.undo.push(table.snapshot(number));
  const changes: (number | undefined)[] = [];
  changes[field.slot] = moment.ms;
  table.update(number, changes);
}

type Two = [unknown, unknown, Transaction];
type Three = [unknown, unknown, string, Transaction];

const typeName = (value: unknown): string => typeOf(value).name;

function assertInstance(
  value: unknown,
  type: TypeValue,
  { message, tx }: { message: string | null; tx: Transaction },
): null {
  if (isInstance(value, typeFor(type, tx))) return null;
  return assertTrue(false, message ?? `Expected: ${type.name}, Actual: ${typeName(value)}`, tx);
}

const isFalse = (value: boolean | null): boolean => value === false;

const assertSpec: LibrarySpec = {
  name: 'Assert',
  statics: {
    'void areEqual(Object, Object)': (...[expected, actual, tx]: Two) =>
      assertEqual({ expected, actual, message: null }, tx),
    'void areEqual(Object, Object, String)': (...[expected, actual, message, tx]: Three) =>
      assertEqual({ expected, actual, message }, tx),
    'void areNotEqual(Object, Object)': (...[expected, actual, tx]: Two) =>
      assertNotEqual({ expected, actual, message: null }, tx),
    'void areNotEqual(Object, Object, String)': (...[expected, actual, message, tx]: Three) =>
      assertNotEqual({ expected, actual, message }, tx),
    'void isTrue(Boolean)': (value: boolean, tx: Transaction) => assertTrue(value, null, tx),
    'void isTrue(Boolean, String)': assertTrue,
    'void isFalse(Boolean)': (value: boolean, tx: Transaction) => assertTrue(isFalse(value), null, tx),
    'void isFalse(Boolean, String)': (value: boolean, message: string, tx: Transaction) =>
      assertTrue(isFalse(value), message, tx),
    'void isNull(Object)': (value: unknown, tx: Transaction) => assertTrue(value === null, null, tx),
    'void isNull(Object, String)': (value: unknown, message: string, tx: Transaction) =>
      assertTrue(value === null, message, tx),
    'void isNotNull(Object)': (value: unknown, tx: Transaction) => assertTrue(value !== null, null, tx),
    'void isNotNull(Object, String)': (value: unknown, message: string, tx: Transaction) =>
      assertTrue(value !== null, message, tx),
    'void isInstanceOfType(Object, Type)': (value: unknown, type: TypeValue, tx: Transaction) =>
      assertInstance(value, type, { message: null, tx }),
    'void isInstanceOfType(Object, Type, String)': (
      ...[value, type, message, tx]: [unknown, TypeValue, string, Transaction]
    ) => assertInstance(value, type, { message, tx }),
    'void isNotInstanceOfType(Object, Type)': (value: unknown, type: TypeValue, tx: Transaction) =>
      assertTrue(!isInstance(value, typeFor(type, tx)), null, tx),
    'void isNotInstanceOfType(Object, Type, String)': (
      ...[value, type, message, tx]: [unknown, TypeValue, string, Transaction]
    ) => assertTrue(!isInstance(value, typeFor(type, tx)), message, tx),
    'void fail()': (tx: Transaction) => assertTrue(false, null, tx),
    'void fail(String)': (message: string, tx: Transaction) => assertTrue(false, message, tx),
  },
};

export const testSpecs: readonly LibrarySpec[] = [testSpec, assertSpec];
