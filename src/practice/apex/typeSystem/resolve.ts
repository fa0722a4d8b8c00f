// Finds types by their names: classes of users first, then Salesforce's library, then objects.
import type { Schema } from '../../data/schema';
import { CompileError } from '../compile/code';
import { aggregateDef } from '../library/aggregateResult';
import { findLibraryType } from '../library/library';
import type { TypeNode } from '../parse/tree';
import type { ClassInfo, ApexType, LibraryType } from './model';
import { splitTopLevel } from './libraryType';
import { listOf, mapOf, setOf, sobjectOf, types } from './apexType';

const primitives: ReadonlyMap<string, ApexType> = new Map(
  [
    types.integer,
    types.long,
    types.double,
    types.decimal,
    types.string,
    types.boolean,
    types.id,
    types.date,
    types.datetime,
    types.time,
    types.blob,
    types.object,
    types.sobject,
    types.void,
  ].map((type) => [type.name.toLowerCase(), type]),
);

const codeObjects =
  /^(?:apexclass|apextrigger|asyncapexjob|apexlog|apextest(?:queueitem|result|runresult)|crontrigger)$/;

export class TypeNames {
  readonly #schema: Schema;
  readonly #codeSchema: Schema;
  readonly #classes: ReadonlyMap<string, ClassInfo>;

  /** @param codeSchema the objects of code and jobs, of which Apex sees some */
  constructor(schema: Schema, codeSchema: Schema, classes: ReadonlyMap<string, ClassInfo>) {
    this.#schema = schema;
    this.#codeSchema = codeSchema;
    this.#classes = classes;
  }

  find(name: string, from: ClassInfo | undefined): ApexType | undefined {
    const key = name.toLowerCase();
    const own = this.#findClass(key, from);
    if (own) return own.type;
    const primitive = primitives.get(key.replace(/^system\./, ''));
    if (primitive) return primitive;
    if (key === 'aggregateresult' || key === 'schema.aggregateresult') return sobjectOf(aggregateDef);
    const library = findLibraryType(key);
    if (library) return library;
    const object = key.replace(/^schema\./, '');
    const def = this.#schema.object(object) ?? (codeObjects.test(object) ? this.#codeSchema.object(object) : undefined);
    return def && sobjectOf(def);
  }

  #findClass(key: string, from: ClassInfo | undefined): ClassInfo | undefined {
    const [first = '', ...rest] = key.split('.');
    let found = findAround(first, from) ?? this.#classes.get(first);
    for (const name of rest) found = found && findInner(found, name);
    return found;
  }
}

/** An inner class of the class, of its bases, or of the classes around it; or one of these classes. */
function findAround(name: string, from: ClassInfo | undefined): ClassInfo | undefined {
  for (let cls = from; cls !== undefined; cls = cls.outer) {
    const inner = findInner(cls, name);
    if (inner) return inner;
    if (cls.name.toLowerCase() === name) return cls;
  }
  return undefined;
}

function findInner(cls: ClassInfo, name: string): ClassInfo | undefined {
  for (let one: ClassInfo | undefined = cls; one !== undefined; one = one.base) {
    const inner = one.inner.get(name);
    if (inner) return inner;
  }
  return undefined;
}

const collections: Readonly<Record<string, (args: readonly ApexType[]) => ApexType>> = {
  list: ([element = types.object]) => listOf(element),
  set: ([element = types.object]) => setOf(element),
  map: ([key = types.object, value = types.object]) => mapOf(key, value),
};

export function resolveNode(names: TypeNames, node: TypeNode, from: ClassInfo | undefined): ApexType {
  const args = node.names.at(-1)?.args.map((arg) => resolveNode(names, arg, from)) ?? [];
  const name = node.names.map((part) => part.name).join('.');
  const make = args.length > 0 ? collections[name.toLowerCase().replace(/^system\./, '')] : undefined;
  let type = make ? make(args) : names.find(name, from);
  if (type === undefined) throw new CompileError(node, `Invalid type: ${name}`);
  if (args.length > 0 && type.kind === 'library')
    type = { ...type, name: `${type.name}<${args.map((arg) => arg.name).join(',')}>`, args };
  for (let i = 0; i < node.dimensions; i++) type = listOf(type);
  return type;
}

interface SignatureScope {
  readonly receiver: ApexType | undefined;
  readonly library: LibraryType | undefined;
}

/** A type in a signature of the library. Throws for a name that does not exist, which is a mistake of the library. */
export function resolveText(names: TypeNames, text: string, scope: SignatureScope): ApexType {
  const place = scope.library?.generics.indexOf(text) ?? -1;
  if (place >= 0) return scope.receiver?.args[place] ?? types.object;
  if (text === 'THIS') return scope.receiver ?? types.object;
  const [, base = '', list] = /^([\w.]+)<(.*)>$/.exec(text) ?? [];
  if (list !== undefined) {
    const args = splitTopLevel(list).map((arg) => resolveText(names, arg, scope));
    const make = collections[base.toLowerCase()];
    if (make) return make(args);
    const generic = names.find(base, undefined);
    if (generic) return { ...generic, args };
  }
  const type = names.find(text, undefined);
  if (type === undefined) throw new Error(`The library has no type ${text}.`);
  return type;
}
