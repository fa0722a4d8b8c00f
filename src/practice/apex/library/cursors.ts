// Searches, queries with binds in a map, locators of batches, cursors, and Security.stripInaccessible.
import { dynamicStatement } from '../compile/query';
import { runQuery } from '../host/queries';
import { runSearch, withBraces } from '../host/searches';
import type { LibrarySpec } from '../typeSystem/libraryType';
import type { LibraryFunction } from '../typeSystem/model';
import type { Transaction } from '../run/transaction';
import { types } from '../typeSystem/apexType';
import { ApexList, ApexMap, ApexSet } from '../values/collections';
import type { EnumValue } from '../values/objects';

type WithBinds = [string, ApexMap, EnumValue, Transaction];

/** The names of the map have no case; a name that is missing is an error, as an unknown variable is. */
function queryWithBinds(...[text, binds, , tx]: WithBinds): ApexList | number {
  const values = new Map(binds.entries.map(({ key, value }) => [String(key).toLowerCase(), value]));
  const statement = dynamicStatement(text, (path) => {
    const value = values.get(path.toLowerCase());
    if (value === undefined) throw tx.error('QueryException', `Key '${path}' does not exist in the bindMap`);
    return value;
  });
  return runQuery(tx, statement);
}

/** The records of a cursor or a locator from a place on. */
function fetched(...[list, start, count, tx]: [ApexList, number, number, Transaction]): ApexList {
  if (start < 0 || count < 0 || start > list.items.length) {
    throw tx.error('InvalidParameterValueException', `Cursor position is invalid: ${start}`);
  }
  return new ApexList(list.element, list.items.slice(start, start + count));
}

interface Page {
  readonly records: ApexList;
  readonly next: number;
  readonly isDone: boolean;
}

function page(...[list, start, size, tx]: [ApexList, number, number, Transaction]): Page {
  const records = fetched(list, start, size, tx);
  const next = start + records.items.length;
  return { records, next, isDone: next >= list.items.length };
}

export const bindQueries: Readonly<Record<string, LibraryFunction>> = {
  'List<SObject> queryWithBinds(String, Map<String,Object>, AccessLevel)': queryWithBinds,
  'Integer countQueryWithBinds(String, Map<String,Object>, AccessLevel)': queryWithBinds,
  'Database.QueryLocator getQueryLocatorWithBinds(String, Map<String,Object>, AccessLevel)': queryWithBinds,
  'Database.Cursor getCursorWithBinds(String, Map<String,Object>, AccessLevel)': queryWithBinds,
  'Database.PaginationCursor getPaginationCursorWithBinds(String, Map<String,Object>, AccessLevel)': queryWithBinds,
};

const numRecords = ({ items }: ApexList): number => items.length;

interface Decision {
  readonly records: ApexList;
}

/** Every user of the practice org sees all fields, so nothing is removed. */
const strip = (records: ApexList): Decision => ({
  records: new ApexList(
    records.element,
    records.items.map((one) => one),
  ),
});

export const cursorSpecs: readonly LibrarySpec[] = [
  {
    name: 'Search',
    statics: {
      'List<List<SObject>> query(String)': (text: string, tx: Transaction) =>
        runSearch(tx, { text: withBraces(text), binds: new Map() }),
      'List<List<SObject>> query(String, AccessLevel)': (text: string, _: EnumValue, tx: Transaction) =>
        runSearch(tx, { text: withBraces(text), binds: new Map() }),
    },
  },
  {
    name: 'Database.QueryLocator',
    methods: {
      'String getQuery()': () => '',
      'Database.QueryLocatorIterator iterator()': ({ items }: ApexList) => ({ items, next: 0 }),
    },
  },
  {
    name: 'Database.QueryLocatorIterator',
    methods: {
      'Boolean hasNext()': ({ items, next }: { items: unknown[]; next: number }) => next < items.length,
      'SObject next()': (iterator: { items: unknown[]; next: number }) => iterator.items[iterator.next++] ?? null,
    },
  },
  {
    name: 'Database.Cursor',
    methods: { 'Integer getNumRecords()': numRecords, 'List<SObject> fetch(Integer, Integer)': fetched },
  },
  {
    name: 'Database.PaginationCursor',
    methods: { 'Integer getNumRecords()': numRecords, 'Database.CursorFetchResult fetchPage(Integer, Integer)': page },
  },
  {
    name: 'Database.CursorFetchResult',
    methods: {
      'List<SObject> getRecords()': ({ records }: Page) => records,
      'Integer getNextIndex()': ({ next }: Page) => next,
      'Integer getNumDeletedRecords()': () => 0,
      'Boolean isDone()': ({ isDone }: Page) => isDone,
    },
  },
  {
    name: 'Security',
    statics: {
      'SObjectAccessDecision stripInaccessible(AccessType, List<SObject>)': (_: EnumValue, records: ApexList) =>
        strip(records),
      'SObjectAccessDecision stripInaccessible(AccessType, List<SObject>, Boolean)': (
        _: EnumValue,
        records: ApexList,
      ) => strip(records),
    },
  },
  {
    name: 'SObjectAccessDecision',
    methods: {
      'List<SObject> getRecords()': ({ records }: Decision) => records,
      'Map<String,Set<String>> getRemovedFields()': () => new ApexMap(types.string, types.object),
      'Set<Integer> getModifiedIndexes()': () => new ApexSet(types.integer),
    },
  },
];
