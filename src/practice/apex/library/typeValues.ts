// Type: classes, records and collections by their names.
// See https://developer.salesforce.com/docs/atlas.en-us.apexref.meta/apexref/apex_methods_system_type.htm
import type { ApexType } from '../typeSystem/model';
import type { Transaction } from '../run/transaction';
import { splitTopLevel, type LibrarySpec } from '../typeSystem/libraryType';
import { argOf, isAssignable, listOf, mapOf, setOf } from '../typeSystem/apexType';
import { ApexList, ApexMap, ApexSet } from '../values/collections';
import { TypeValue } from '../values/objects';
import { ApexSObject } from '../values/sobject';
import { typeFor } from './json';

/** Undefined for a name that no type has, also inside of a collection. */
function findType(name: string, tx: Transaction): ApexType | undefined {
  const [, collection = '', list] = /^\s*(List|Set|Map)\s*<(.*)>\s*$/i.exec(name) ?? [];
  if (list === undefined) return tx.program.findType(name.trim(), undefined);
  const [first, second, ...others] = splitTopLevel(list).map((one) => findType(one, tx));
  if (first === undefined || others.length > 0) return undefined;
  const kind = collection.toLowerCase();
  if (kind === 'map') return second && mapOf(first, second);
  if (second !== undefined) return undefined;
  return kind === 'set' ? setOf(first) : listOf(first);
}

function forName(name: string, tx: Transaction): TypeValue | null {
  const type = findType(name, tx);
  return type ? new TypeValue(type.name, type.cls) : null;
}

function instance(value: TypeValue, tx: Transaction): unknown {
  const { cls, name } = value;
  if (cls) {
    const constructor = cls.constructors.find(({ parameters }) => parameters.length === 0);
    if (cls.isAbstract || (constructor === undefined && cls.constructors.length > 0)) {
      throw tx.error('TypeException', `${name} does not have a default constructor`);
    }
    return tx.program.create(tx, cls, { constructor, args: [] });
  }
  const type = findType(name, tx);
  if (type?.kind === 'list') return new ApexList(argOf(type));
  if (type?.kind === 'set') return new ApexSet(argOf(type));
  if (type?.kind === 'map') return new ApexMap(argOf(type), argOf(type, 1));
  if (type?.def) return new ApexSObject(type.def);
  throw tx.error('TypeException', `Cannot create an instance of ${name}`);
}

export const typeSpec: LibrarySpec = {
  name: 'Type',
  methods: {
    'String getName()': ({ name }: TypeValue) => name,
    'Object newInstance()': instance,
    'String toString()': ({ name }: TypeValue) => name,
    'Boolean isAssignableFrom(Type)': (type: TypeValue, other: TypeValue, tx: Transaction) =>
      isAssignable(typeFor(other, tx), typeFor(type, tx)),
  },
  statics: {
    'Type forName(String)': forName,
    'Type forName(String?, String)': (_: string, name: string, tx: Transaction) => forName(name, tx),
  },
};
