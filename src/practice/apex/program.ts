// All code of the org at one moment: its classes by name, their compiled bodies, and how methods are called.
import type { FieldDef, SObjectDef } from '../data/schema';
import type { Org } from '../org/org';
import { compileBody, compileStart } from './compile/bodies';
import type { TriggerInfo } from './run/triggerContext';
import { invokeMethod } from './run/invoke';
import type { Invocation } from './run/programPort';
import { findMethods, isException } from './typeSystem/classInfo';
import type { ClassInfo, MethodBody, MethodInfo, ApexType, LibraryType } from './typeSystem/model';
import { resolveNode, resolveText, TypeNames } from './typeSystem/resolve';
import { sobjectOf, types } from './typeSystem/apexType';
import type { TypeNode } from './parse/tree';
import { fillException } from './compile/calls';
import { libraryFor, libraryOfAll } from './library/library';
import type { Transaction } from './run/transaction';
import { ApexException, ApexObject } from './values/objects';

export interface ProgramOptions {
  readonly org: Org;
  /** The org as Tooling API queries see it, with the objects of code and tests. */
  readonly toolingOrg: Org;
}

const toolingObjects = /\bFROM\s+(?:Apex\w+|AsyncApexJob|CronTrigger|CronJobDetail)\b/i;

export class Program {
  readonly org: Org;
  readonly #toolingOrg: Org;
  readonly classes = new Map<string, ClassInfo>();
  readonly triggers: TriggerInfo[] = [];
  /** The transaction that runs now. */
  running: Transaction | undefined;
  readonly #names: TypeNames;
  readonly #overrides = new WeakMap<ClassInfo, Map<MethodInfo, MethodInfo>>();

  constructor({ org, toolingOrg }: ProgramOptions) {
    this.org = org;
    this.#toolingOrg = toolingOrg;
    this.#names = new TypeNames(org.schema, toolingOrg.schema, this.classes);
  }

  triggersOf(object: string, event: string): readonly TriggerInfo[] {
    return this.triggers.filter(
      (one) => one.object.toLowerCase() === object.toLowerCase() && one.events.includes(event),
    );
  }

  /** The org whose schema has the objects of the query. */
  queryOrg(text: string): Org {
    return toolingObjects.test(text) ? this.#toolingOrg : this.org;
  }

  /** Undefined for an unknown type. @param name may have dots */
  findType(name: string, from: ClassInfo | undefined): ApexType | undefined {
    return this.#names.find(name, from);
  }

  /** Throws a compile error for an unknown type. */
  typeAt(node: TypeNode, from: ClassInfo | undefined): ApexType {
    return resolveNode(this.#names, node, from);
  }

  /** A type in a signature of the library: `T` is the element of the receiver. */
  signatureType(text: string, receiver: ApexType | undefined): ApexType {
    return resolveText(this.#names, text, { receiver, library: receiver && libraryFor(receiver) });
  }

  libraryOf(type: ApexType): LibraryType | undefined {
    return libraryFor(type);
  }

  /** The library types whose methods the type has, the closest first. */
  librariesOf(type: ApexType): readonly LibraryType[] {
    return libraryOfAll(type);
  }

  childOf(def: SObjectDef, name: string): SObjectDef | undefined {
    const found = this.org.schema
      .childRelationships(def)
      .find(({ relationshipName }) => relationshipName?.toLowerCase() === name.toLowerCase());
    return found && this.org.schema.object(found.childObject);
  }

  parentOf(field: FieldDef): ApexType {
    const [only, ...others] = field.referenceTo;
    // A polymorphic lookup has the fields of the entity Name, as those of a user.
    const def = this.org.schema.object(others.length > 0 ? 'User' : (only ?? ''));
    return def ? sobjectOf(def) : types.sobject;
  }

  bodyOf(method: MethodInfo): MethodBody {
    method.body ??= compileBody(this, method);
    return method.body;
  }

  invoke(tx: Transaction, method: MethodInfo, invocation: Invocation): unknown {
    return invokeMethod(tx, method, invocation);
  }

  /** The method that runs for an object of the class: its own or that of the closest base. */
  overriding(cls: ClassInfo, method: MethodInfo): MethodInfo {
    let known = this.#overrides.get(cls);
    if (known === undefined) {
      known = new Map();
      this.#overrides.set(cls, known);
    }
    const found = known.get(method);
    if (found) return found;
    const actual = findOverride(cls, method);
    known.set(method, actual);
    return actual;
  }

  create(
    tx: Transaction,
    cls: ClassInfo,
    by: { constructor: MethodInfo | undefined; args: readonly unknown[] },
  ): ApexObject {
    const fields: unknown[] = Array.from({ length: cls.instanceSlots }, () => null);
    const object = isException(cls) ? new ApexException(cls, fields) : new ApexObject(cls, fields);
    tx.staticsOf(cls);
    this.#initialize(tx, cls, object);
    if (by.constructor) this.invoke(tx, by.constructor, { self: object, args: by.args });
    return object;
  }

  newException(tx: Transaction, cls: ClassInfo, args: readonly unknown[]): ApexObject {
    const exception = this.create(tx, cls, { constructor: undefined, args: [] });
    fillException(exception, args);
    return exception;
  }

  /** The values of the fields, those of the base first. */
  #initialize(tx: Transaction, cls: ClassInfo, object: ApexObject): void {
    if (cls.base) this.#initialize(tx, cls.base, object);
    if (cls.node === undefined) return;
    const { instance } = this.startOf(cls);
    invokeMethod(tx, initializer(cls, instance), { self: object, args: [] });
    // The constructor without parameters of a base runs too, unless the class calls another one.
    const base = cls.base?.constructors.find(({ parameters }) => parameters.length === 0);
    if (base && !callsBase(cls)) invokeMethod(tx, base, { self: object, args: [] });
  }

  startOf(cls: ClassInfo): NonNullable<ClassInfo['start']> {
    cls.start ??= compileStart(this, cls);
    return cls.start;
  }

  /** Sets the static fields, once in a transaction. */
  startClass(tx: Transaction, cls: ClassInfo): unknown[] {
    const values: unknown[] = Array.from({ length: cls.staticSlots }, () => null);
    tx.statics.set(cls, values);
    if (cls.node !== undefined && (cls.staticSlots > 0 || cls.initializers.length > 0)) {
      invokeMethod(tx, initializer(cls, this.startOf(cls).statics), { self: null, args: [] });
    }
    return values;
  }

  /** Calls a method that the library knows by its name, such as compareTo; undefined when the class has none. */
  callByName(tx: Transaction, object: ApexObject, name: string, args: readonly unknown[]): unknown {
    const method = findMethods(object.cls, name).find(({ parameters }) => parameters.length === args.length);
    if (method === undefined) return undefined;
    return this.invoke(tx, this.overriding(object.cls, method), { self: object, args });
  }
}

function findOverride(cls: ClassInfo, method: MethodInfo): MethodInfo {
  const names = method.parameters.map(({ type }) => type.name).join();
  const candidates = findMethods(cls, method.name).filter((one) => !one.isAbstract);
  return (
    candidates.find((one) => one.parameters.map(({ type }) => type.name).join() === names) ??
    candidates.find((one) => one.parameters.length === method.parameters.length) ??
    method
  );
}

/** The body of all initial values, as a method. */
const initializer = (cls: ClassInfo, body: MethodBody): MethodInfo => ({
  name: '<clinit>',
  owner: cls,
  isStatic: true,
  isAbstract: false,
  isPrivate: true,
  parameters: [],
  returns: types.void,
  annotations: [],
  node: undefined,
  statement: undefined,
  line: cls.node?.line ?? 1,
  body,
});

/** True when a constructor starts with `super(…)` or `this(…)`. */
const callsBase = (cls: ClassInfo): boolean =>
  cls.constructors.some(({ statement }) => {
    const [first] = statement?.kind === 'block' ? statement.body : [];
    return (
      first?.kind === 'expression' &&
      first.value.kind === 'call' &&
      first.value.target === undefined &&
      /^(?:super|this)$/i.test(first.value.name)
    );
  });
