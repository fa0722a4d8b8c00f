// List, Set, Map and Iterator.
import type { LibrarySpec } from '../typeSystem/libraryType';
import type { Transaction } from '../run/transaction';
import { compareValues } from '../compile/comparison';

import { hashCodeOf } from './objects';
import { ApexList, ApexMap, ApexSet } from '../values/collections';
import { isEqual } from '../values/equality';
import { ApexObject } from '../values/objects';
import { ApexSObject } from '../values/sobject';
import { ObjectToken } from '../values/tokens';
import { toText } from '../values/text';

type Collection = ApexList | ApexSet;

function at(list: ApexList, index: number, tx: Transaction): number {
  if (index >= 0 && index < list.items.length) return index;
  throw tx.error('ListException', `List index out of bounds: ${index}`);
}

/** The order of sort(): null first, then the natural order, or that of Comparable. */
function order(a: unknown, b: unknown, tx: Transaction): number {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  if (a instanceof ApexObject) {
    const result = tx.program.callByName(tx, a, 'compareTo', [b]);
    if (typeof result === 'number') return result;
    throw tx.error('ListException', `One or more of the items in this list is not Comparable.`);
  }
  if (a instanceof ApexSObject && b instanceof ApexSObject) return recordOrder(a, b);
  return compareValues(a, b) ?? compareValues(toText(a), toText(b)) ?? 0;
}

const recordOrder = (a: ApexSObject, b: ApexSObject): number => {
  for (const { name } of [...a.def.fields].sort((x, y) => (x.name < y.name ? -1 : 1))) {
    const x = a.get(name);
    const y = b.get(name);
    const result = x === null || y === null ? 0 : (compareValues(x, y) ?? 0);
    if (result !== 0) return result;
  }
  return 0;
};

function sort(list: ApexList, compare: (a: unknown, b: unknown) => number, tx: Transaction): null {
  tx.work(list.items.length);
  list.items = [...list.items].sort(compare);
  return null;
}

function tokenOf(element: ApexList['element']): ObjectToken | null {
  return element.def ? new ObjectToken(element.def) : null;
}

const iteratorOf = (items: readonly unknown[]): { items: readonly unknown[]; next: number } => ({ items, next: 0 });

const listSpec: LibrarySpec = {
  name: 'List',
  generics: ['T'],
  methods: {
    'Integer size()': (list: ApexList) => list.items.length,
    'Boolean isEmpty()': (list: ApexList) => list.items.length === 0,
    'void add(T)': (list: ApexList, item: unknown) => void list.items.push(item),
    'void add(Integer, T)': (...[list, index, item, tx]: [ApexList, number, unknown, Transaction]) => {
      if (index !== list.items.length) at(list, index, tx);
      list.items.splice(index, 0, item);
    },
    'void addAll(List<T>)': (list: ApexList, more: Collection, tx: Transaction) => addAll(list, more, tx),
    'void addAll(Set<T>)': (list: ApexList, more: Collection, tx: Transaction) => addAll(list, more, tx),
    'T get(Integer)': (list: ApexList, index: number, tx: Transaction) => list.items[at(list, index, tx)],
    'void set(Integer, T)': (...[list, index, item, tx]: [ApexList, number, unknown, Transaction]) =>
      void (list.items[at(list, index, tx)] = item),
    'T remove(Integer)': (list: ApexList, index: number, tx: Transaction) =>
      list.items.splice(at(list, index, tx), 1)[0],
    'void clear()': (list: ApexList) => void (list.items = []),
    'Boolean contains(T)': (list: ApexList, item: unknown) => list.items.some((one) => isSameItem(one, item)),
    'Integer indexOf(T)': (list: ApexList, item: unknown) => list.items.findIndex((one) => isSameItem(one, item)),
    'void sort()': (list: ApexList, tx: Transaction) => sort(list, (a, b) => order(a, b, tx), tx),
    'void sort(Comparator)': (list: ApexList, by: ApexObject, tx: Transaction) =>
      sort(list, (a, b) => Number(tx.program.callByName(tx, by, 'compare', [a, b])), tx),
    'THIS clone()': (list: ApexList) => new ApexList(list.element, [...list.items]),
    'THIS deepClone()': (list: ApexList) => deepClone(list, false),
    'THIS deepClone(Boolean)': (list: ApexList, keepsId: boolean) => deepClone(list, keepsId),
    'THIS deepClone(Boolean, Boolean, Boolean)': (list: ApexList, keepsId: boolean) => deepClone(list, keepsId),
    'Boolean equals(Object)': isEqual,
    'Integer hashCode()': hashCodeOf,
    'Schema.SObjectType getSObjectType()': (list: ApexList) => tokenOf(list.element),
    'Iterator<T> iterator()': (list: ApexList) => iteratorOf(list.items),
  },
};

/** Texts are found with regard to case. */
const isSameItem = (a: unknown, b: unknown): boolean =>
  typeof a === 'string' && typeof b === 'string' && a.length === b.length ? a === b : isEqual(a, b);

function addAll(list: ApexList, more: Collection | null, tx: Transaction): void {
  if (more === null) throw tx.error('NullPointerException', 'Argument cannot be null.');
  tx.work(more.items.length);
  // A copy: a list can be added to itself.
  for (const item of [...more.items]) list.items.push(item);
}

const deepClone = (list: ApexList, keepsId: boolean): ApexList =>
  new ApexList(
    list.element,
    list.items.map((item) => (item instanceof ApexSObject ? item.clone({ keepsId, isDeep: true }) : item)),
  );

function changeAll(set: ApexSet, items: Collection | null, change: (item: unknown) => boolean): boolean {
  return (items?.items ?? []).map(change).includes(true) && set.size >= 0;
}

function retainAll(set: ApexSet, kept: Collection): boolean {
  const wanted = new ApexSet(set.element, kept.items);
  return set.items.filter((item) => !wanted.has(item)).map((item) => set.remove(item)).length > 0;
}

const setSpec: LibrarySpec = {
  name: 'Set',
  generics: ['T'],
  methods: {
    'Integer size()': (set: ApexSet) => set.size,
    'Boolean isEmpty()': (set: ApexSet) => set.size === 0,
    'Boolean add(T)': (set: ApexSet, item: unknown) => set.add(item),
    'Boolean remove(T)': (set: ApexSet, item: unknown) => set.remove(item),
    'Boolean contains(T)': (set: ApexSet, item: unknown) => set.has(item),
    'void clear()': (set: ApexSet) => set.clear(),
    ...forBoth('Boolean addAll', (set, items) => changeAll(set, items, (item) => set.add(item))),
    ...forBoth('Boolean removeAll', (set, items) => changeAll(set, items, (item) => set.remove(item))),
    ...forBoth('Boolean retainAll', retainAll),
    ...forBoth('Boolean containsAll', (set, items) => items.items.every((item) => set.has(item))),
    'THIS clone()': (set: ApexSet) => new ApexSet(set.element, set.items),
    'Boolean equals(Object)': isEqual,
    'Integer hashCode()': hashCodeOf,
    'Iterator<T> iterator()': (set: ApexSet) => iteratorOf(set.items),
  },
};

/** A method that takes a list or a set. */
function forBoth(name: string, run: (set: ApexSet, items: Collection) => unknown): NonNullable<LibrarySpec['methods']> {
  return { [`${name}(List<T>)`]: run, [`${name}(Set<T>)`]: run };
}

function putAll(map: ApexMap, more: ApexMap | ApexList): void {
  if (more instanceof ApexMap) for (const { key, value } of more.entries) map.put(key, value);
  else for (const record of more.items) map.put((record as ApexSObject).id, record);
}

function copied(map: ApexMap, isDeep: boolean): ApexMap {
  const copy = new ApexMap(map.key, map.value);
  for (const { key, value } of map.entries) {
    copy.put(key, isDeep && value instanceof ApexSObject ? value.clone({ keepsId: true, isDeep: true }) : value);
  }
  return copy;
}

const mapSpec: LibrarySpec = {
  name: 'Map',
  generics: ['K', 'V'],
  methods: {
    'Integer size()': (map: ApexMap) => map.size,
    'Boolean isEmpty()': (map: ApexMap) => map.size === 0,
    'V get(K)': (map: ApexMap, key: unknown) => map.get(key),
    'V put(K, V)': (map: ApexMap, key: unknown, value: unknown) => map.put(key, value),
    'void putAll(Map<K,V>)': putAll,
    'void putAll(List<SObject>)': putAll,
    'V remove(K)': (map: ApexMap, key: unknown) => map.remove(key),
    'Boolean containsKey(K)': (map: ApexMap, key: unknown) => map.has(key),
    'Set<K> keySet()': (map: ApexMap) =>
      new ApexSet(
        map.key,
        map.entries.map(({ key }) => key),
      ),
    'List<V> values()': (map: ApexMap) =>
      new ApexList(
        map.value,
        map.entries.map(({ value }) => value),
      ),
    'void clear()': (map: ApexMap) => map.clear(),
    'THIS clone()': (map: ApexMap) => copied(map, false),
    'THIS deepClone()': (map: ApexMap) => copied(map, true),
    'Boolean equals(Object)': isEqual,
    'Integer hashCode()': hashCodeOf,
    'Schema.SObjectType getSObjectType()': (map: ApexMap) => tokenOf(map.value),
  },
};

interface ListIterator {
  readonly items: readonly unknown[];
  next: number;
}

const iteratorSpec: LibrarySpec = {
  name: 'Iterator',
  generics: ['T'],
  isInterface: true,
  methods: {
    'Boolean hasNext()': (iterator: ListIterator | ApexObject, tx: Transaction) =>
      iterator instanceof ApexObject
        ? tx.program.callByName(tx, iterator, 'hasNext', [])
        : iterator.next < iterator.items.length,
    'T next()': (iterator: ListIterator | ApexObject, tx: Transaction) => {
      if (iterator instanceof ApexObject) return tx.program.callByName(tx, iterator, 'next', []);
      if (iterator.next < iterator.items.length) return iterator.items[iterator.next++];
      throw tx.error('NoSuchElementException', 'Iterator has no more elements.');
    },
  },
};

const iterableSpec: LibrarySpec = {
  name: 'Iterable',
  generics: ['T'],
  isInterface: true,
  methods: {
    'Iterator<T> iterator()': (source: Collection | ApexObject, tx: Transaction) =>
      source instanceof ApexObject ? tx.program.callByName(tx, source, 'iterator', []) : iteratorOf(source.items),
  },
};

export const collectionSpecs: readonly LibrarySpec[] = [listSpec, setSpec, mapSpec, iteratorSpec, iterableSpec];
