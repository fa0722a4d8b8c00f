// All types of Salesforce's library that the practice org has, by their names.
import { toLibraryType, type LibrarySpec } from '../typeSystem/libraryType';
import { isException } from '../typeSystem/classInfo';
import type { ClassInfo, ApexType, LibraryType } from '../typeSystem/model';
import { blobSpecs } from './blobs';
import { cacheSpecs } from './cache';
import { collectionSpecs } from './collections';
import { cursorSpecs } from './cursors';
import { databaseSpecs } from './database';
import { dateSpecs } from './dates';
import { enumClasses } from './enums';
import { exceptionSpec } from './exceptions';
import { findExceptionClass } from './exceptionClasses';
import { httpSpecs } from './http';
import { interfaceSpecs } from './interfaces';
import { jsonSpecs } from './jsonStreams';
import { numberSpecs } from './numbers';
import { objectSpecs } from './objects';
import { recordSpecs } from './records';
import { regexSpecs } from './regex';
import { requestSpecs } from './requests';
import { placeSpecs } from './places';
import { restSpecs } from './rest';
import { schemaSpecs } from './schema';
import { stringSpecs } from './strings';
import { systemSpecs } from './system';
import { testSpecs } from './test';

const specs: readonly LibrarySpec[] = [
  ...stringSpecs,
  ...numberSpecs,
  ...dateSpecs,
  ...collectionSpecs,
  ...recordSpecs,
  ...databaseSpecs,
  ...schemaSpecs,
  ...systemSpecs,
  ...testSpecs,
  ...jsonSpecs,
  ...blobSpecs,
  ...regexSpecs,
  ...httpSpecs,
  ...restSpecs,
  ...interfaceSpecs,
  ...cacheSpecs,
  ...cursorSpecs,
  ...requestSpecs,
  ...placeSpecs,
  ...objectSpecs,
  exceptionSpec,
];

const libraries: ReadonlyMap<string, LibraryType> = new Map(
  specs.map((spec) => [spec.name.toLowerCase(), toLibraryType(spec)]),
);

const typeOf = (library: LibraryType): ApexType => ({ kind: 'library', name: library.name, args: [], library });

const namespaces = ['system.', 'schema.', ''];

/** A class, an exception or an enum of the library; with or without its namespace. @param key in lower case */
export function findLibraryType(key: string): ApexType | undefined {
  const plain = key.replace(/^system\./, '');
  const cls: ClassInfo | undefined = findExceptionClass(plain) ?? enumClasses.get(plain.replace(/^schema\./, ''));
  if (cls) return cls.type;
  for (const namespace of namespaces) {
    const library = libraries.get(namespace + plain);
    if (library) return typeOf(library);
  }
  return undefined;
}

const kinds: Readonly<Record<string, string>> = { list: 'list', set: 'set', map: 'map', sobject: 'sobject' };

/** The library type with the methods of a type. */
export function libraryFor(type: ApexType): LibraryType | undefined {
  if (type.library) return type.library;
  const kind = kinds[type.kind];
  if (kind) return libraries.get(type.def?.name === 'AggregateResult' ? 'aggregateresult' : kind);
  return type.kind === 'primitive' ? libraries.get(type.name.toLowerCase()) : undefined;
}

export function libraryOfAll(type: ApexType): readonly LibraryType[] {
  const own = libraryFor(type);
  const more = type.cls?.kind === 'enum' ? 'enum' : type.cls && isException(type.cls) ? 'exception' : undefined;
  return [own, more === undefined ? undefined : libraries.get(more), libraries.get('object')].filter(
    (one) => one !== undefined,
  );
}

/** All of them, apart from exceptions and enums, which are classes. */
export const libraryTypes = (): readonly LibraryType[] => [...libraries.values()];
