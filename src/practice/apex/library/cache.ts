// Platform Cache in memory: each partition exists, and a test has partitions of its own.
// See https://developer.salesforce.com/docs/atlas.en-us.apexref.meta/apexref/apex_namespace_cache.htm
import type { Org } from '../../org/org';
import type { LibrarySpec } from '../typeSystem/libraryType';
import type { LibraryFunction } from '../typeSystem/model';
import type { TestState } from '../run/testState';
import type { Transaction } from '../run/transaction';
import { types } from '../typeSystem/apexType';
import { ApexList, ApexMap, ApexSet } from '../values/collections';
import { ApexDouble } from '../values/decimal';
import { ApexException, ApexObject, type TypeValue } from '../values/objects';
import { ApexSObject } from '../values/sobject';

type Entries = Map<string, unknown>;

/** By `org` or `session` and the name of the partition. */
const caches = new WeakMap<Org | TestState, Map<string, Entries>>();

interface Partition {
  readonly kind: 'org' | 'session';
  readonly name: string;
}

function entriesOf({ kind, name }: Partition, tx: Transaction): Entries {
  const holder = tx.test ?? tx.org;
  const partitions = caches.get(holder) ?? new Map<string, Entries>();
  caches.set(holder, partitions);
  const key = `${kind} ${name.replace(/^local\./i, '').toLowerCase()}`;
  const entries = partitions.get(key) ?? new Map<string, unknown>();
  partitions.set(key, entries);
  return entries;
}

/** Cached values are copies: later changes of the object do not reach them. */
function copyOf(value: unknown): unknown {
  if (value instanceof ApexList) return new ApexList(value.element, value.items.map(copyOf));
  if (value instanceof ApexSet) return new ApexSet(value.element, value.items.map(copyOf));
  if (value instanceof ApexSObject) return value.clone({ keepsId: true, isDeep: true });
  if (value instanceof ApexMap) {
    const copy = new ApexMap(value.key, value.value);
    for (const { key, value: held } of value.entries) copy.put(key, copyOf(held));
    return copy;
  }
  if (value instanceof ApexObject && !(value instanceof ApexException)) {
    return new ApexObject(value.cls, value.fields.map(copyOf));
  }
  return value;
}

function checkedKey(key: string, tx: Transaction): string {
  if (/^[A-Za-z0-9]{1,50}$/.test(key)) return key;
  throw tx.error('InvalidParameterValueException', `Invalid cache key: ${key}. A key has up to 50 letters and digits.`);
}

/** With the key alone, or `namespace.partition.key`. */
function placeOf(key: string, kind: Partition['kind']): { partition: Partition; key: string } {
  const parts = key.split('.');
  if (parts.length === 3) return { partition: { kind, name: parts[1] ?? '' }, key: parts[2] ?? '' };
  return { partition: { kind, name: 'default' }, key };
}

function load(...[partition, type, key, tx]: [Partition, TypeValue, string, Transaction]): unknown {
  const entries = entriesOf(partition, tx);
  if (!entries.has(key) && type.cls) {
    const constructor = type.cls.constructors.find(({ parameters }) => parameters.length === 0);
    const builder = tx.program.create(tx, type.cls, { constructor, args: [] });
    entries.set(checkedKey(key, tx), copyOf(tx.program.callByName(tx, builder, 'doLoad', [key]) ?? null));
  }
  return copyOf(entries.get(key) ?? null);
}

function put(...[partition, key, value, tx]: [Partition, string, unknown, Transaction]): null {
  entriesOf(partition, tx).set(checkedKey(key, tx), copyOf(value));
  return null;
}

const methods: NonNullable<LibrarySpec['methods']> = {
  'Boolean contains(String)': (one: Partition, key: string, tx: Transaction) => entriesOf(one, tx).has(key),
  'Object get(String)': (one: Partition, key: string, tx: Transaction) => copyOf(entriesOf(one, tx).get(key) ?? null),
  'Object get(Type, String)': load,
  'void put(String, Object)': put,
  'void put(String, Object, Integer)': (
    ...[one, key, value, , tx]: [Partition, string, unknown, number, Transaction]
  ) => put(one, key, value, tx),
  'Boolean remove(String)': (one: Partition, key: string, tx: Transaction) => entriesOf(one, tx).delete(key),
  'Boolean remove(Type, String)': (...[one, , key, tx]: [Partition, TypeValue, string, Transaction]) =>
    entriesOf(one, tx).delete(key),
  'Set<String> getKeys()': (one: Partition, tx: Transaction) => new ApexSet(types.string, entriesOf(one, tx).keys()),
  'Long getNumKeys()': (one: Partition, tx: Transaction) => BigInt(entriesOf(one, tx).size),
  'Boolean isAvailable()': () => true,
  // Partitions have no limit.
  'Double getCapacity()': () => new ApexDouble(0),
  'String getName()': ({ name }: Partition) => name,
};

/** The static methods take the key alone or with its partition. */
function statics(kind: Partition['kind'], partitionType: string): Readonly<Record<string, LibraryFunction>> {
  const at = (key: string, tx: Transaction): [Entries, string] => {
    const place = placeOf(key, kind);
    return [entriesOf(place.partition, tx), place.key];
  };
  const set = (key: string, value: unknown, tx: Transaction): null => {
    const place = placeOf(key, kind);
    return put(place.partition, place.key, value, tx);
  };
  return {
    [`${partitionType} getPartition(String)`]: (name: string): Partition => ({ kind, name }),
    'Boolean contains(String)': (text: string, tx: Transaction) => {
      const [entries, key] = at(text, tx);
      return entries.has(key);
    },
    'Object get(String)': (text: string, tx: Transaction) => {
      const [entries, key] = at(text, tx);
      return copyOf(entries.get(key) ?? null);
    },
    'Object get(Type, String)': (type: TypeValue, text: string, tx: Transaction) => {
      const place = placeOf(text, kind);
      return load(place.partition, type, place.key, tx);
    },
    'void put(String, Object)': set,
    'void put(String, Object, Integer)': (...[key, value, , tx]: [string, unknown, number, Transaction]) =>
      set(key, value, tx),
    'Boolean remove(String)': (text: string, tx: Transaction) => {
      const [entries, key] = at(text, tx);
      return entries.delete(key);
    },
    'Set<String> getKeys()': (tx: Transaction) =>
      new ApexSet(types.string, entriesOf({ kind, name: 'default' }, tx).keys()),
    'Boolean isAvailable()': () => true,
  };
}

export const cacheSpecs: readonly LibrarySpec[] = [
  { name: 'Cache.Partition', methods },
  { name: 'Cache.OrgPartition', methods },
  { name: 'Cache.SessionPartition', methods },
  { name: 'Cache.Org', statics: statics('org', 'Cache.OrgPartition') },
  { name: 'Cache.Session', statics: statics('session', 'Cache.SessionPartition') },
];
