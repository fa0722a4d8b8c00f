// What the checker knows about types: classes of users and of the library, with their members.
import type { SObjectDef } from '../../data/schema';
import type { Annotation, ClassNode, ConstructorNode, Expr, MethodNode, PropertyNode, Statement } from '../parse/tree';

export type TypeKind =
  | 'primitive'
  | 'Object'
  | 'void'
  | 'null'
  | 'list'
  | 'set'
  | 'map'
  /** `SObject` without `def`, or one object. */
  | 'sobject'
  | 'class'
  | 'library';

export interface ApexType {
  readonly kind: TypeKind;
  /** As Salesforce shows it. */
  readonly name: string;
  readonly args: readonly ApexType[];
  readonly def?: SObjectDef;
  readonly cls?: ClassInfo;
  readonly library?: LibraryType;
}

/** The arguments come after the receiver, and the transaction comes last. */
export type LibraryFunction = (...args: never[]) => unknown;

export interface Signature {
  readonly name: string;
  readonly returns: string;
  readonly parameters: readonly string[];
  /** Whether null is an error, per parameter. */
  readonly required: readonly boolean[];
  readonly run: LibraryFunction;
}

export interface LibraryType {
  readonly name: string;
  readonly generics: readonly string[];
  readonly isInterface: boolean;
  readonly methods: ReadonlyMap<string, readonly Signature[]>;
  readonly statics: ReadonlyMap<string, readonly Signature[]>;
  readonly constructors: readonly Signature[];
  readonly properties: ReadonlyMap<string, Signature>;
  readonly staticProperties: ReadonlyMap<string, Signature>;
  readonly setters: ReadonlyMap<string, LibraryFunction>;
  readonly staticSetters: ReadonlyMap<string, LibraryFunction>;
}

export interface Variable {
  readonly name: string;
  readonly type: ApexType;
}

export interface FieldInfo extends Variable {
  readonly owner: ClassInfo;
  readonly isStatic: boolean;
  readonly isFinal: boolean;
  readonly isPrivate: boolean;
  /** The place among the fields of an instance, or among the static fields of the class. */
  readonly slot: number;
  readonly value: Expr | undefined;
  readonly line: number;
  readonly isTransient: boolean;
  /** Of a property with a body: how it is read and written. */
  readonly property: PropertyNode | undefined;
  getter?: MethodInfo;
  setter?: MethodInfo;
}

export interface MethodInfo {
  readonly name: string;
  readonly owner: ClassInfo;
  readonly isStatic: boolean;
  readonly isAbstract: boolean;
  readonly isPrivate: boolean;
  readonly parameters: readonly Variable[];
  readonly returns: ApexType;
  readonly annotations: readonly Annotation[];
  readonly node: MethodNode | ConstructorNode | undefined;
  readonly statement: Statement | undefined;
  readonly line: number;
  /** Set when the body is compiled: at the first call, or when the class is saved. */
  body?: MethodBody;
}

export interface MethodBody {
  /** Local variables, with the parameters first. */
  readonly slots: number;
  /** Takes the frame of the call; the interpreter knows its type. */
  readonly run: (frame: never) => unknown;
}

export interface ClassInfo {
  /** `Outer.Inner`. */
  readonly name: string;
  readonly kind: 'class' | 'interface' | 'enum';
  readonly node: ClassNode | undefined;
  readonly outer: ClassInfo | undefined;
  readonly unit: UnitInfo;
  readonly type: ApexType;
  readonly isAbstract: boolean;
  readonly isVirtual: boolean;
  readonly annotations: readonly Annotation[];
  readonly isWithoutSharing: boolean;
  base: ClassInfo | undefined;
  interfaces: readonly ApexType[];
  readonly fields: Map<string, FieldInfo>;
  readonly methods: Map<string, MethodInfo[]>;
  readonly constructors: MethodInfo[];
  readonly inner: Map<string, ClassInfo>;
  readonly constants: readonly string[];
  readonly initializers: { readonly isStatic: boolean; readonly body: Statement; readonly after: number }[];
  instanceSlots: number;
  staticSlots: number;
  /** Compiled at the first use. */
  start?: { readonly statics: MethodBody; readonly instance: MethodBody };
}

/** One class, trigger or anonymous block: what logs, stacks and coverage name. */
export interface UnitInfo {
  readonly kind: 'class' | 'trigger' | 'anonymous' | 'library';
  readonly name: string;
  readonly id: string;
  readonly isTest: boolean;
  /** Lines with statements; filled when all bodies are compiled. */
  readonly lines: Set<number>;
}
