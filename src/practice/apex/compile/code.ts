// Checked expressions with their types, and what the checker knows while it compiles a body.
import type { SObjectDef } from '../../data/schema';
import type { At, TypeNode } from '../parse/tree';
import type { ProgramPort } from '../run/programPort';
import type { Transaction } from '../run/transaction';
import type { Frame } from '../run/frame';
import type { ClassInfo, UnitInfo, ApexType, LibraryType } from '../typeSystem/model';

export type Run = (frame: Frame) => unknown;

export interface Code {
  readonly type: ApexType;
  readonly run: Run;
  /** Of a query: its only record, for a variable that holds one. */
  readonly single?: Run;
}

/** What the compiler needs from the program: types by their names, and bodies that are already compiled. */
export interface Program extends ProgramPort<Transaction> {
  readonly typeAt: (node: TypeNode, from: ClassInfo | undefined) => ApexType;
  readonly signatureType: (text: string, receiver: ApexType | undefined) => ApexType;
  readonly libraryOf: (type: ApexType) => LibraryType | undefined;
  readonly librariesOf: (type: ApexType) => readonly LibraryType[];
  readonly childOf: (def: SObjectDef, name: string) => SObjectDef | undefined;
  readonly startOf: (cls: ClassInfo) => NonNullable<ClassInfo['start']>;
}

export class CompileError extends Error {
  constructor(
    readonly at: At,
    message: string,
  ) {
    super(message);
  }
}

export interface Local {
  readonly slot: number;
  readonly type: ApexType;
}

export interface BodyOptions {
  readonly program: Program;
  readonly unit: UnitInfo;
  readonly cls: ClassInfo | undefined;
  readonly isStatic: boolean;
  readonly returns: ApexType;
  /** The object of the trigger whose body it is. */
  readonly trigger?: ApexType;
}

/** One body: a method, an initializer, a trigger or an anonymous block. */
export class Body {
  readonly program: Program;
  readonly unit: UnitInfo;
  readonly cls: ClassInfo | undefined;
  readonly isStatic: boolean;
  readonly returns: ApexType;
  readonly trigger: ApexType | undefined;
  slots = 0;
  loops = 0;
  readonly #scopes: Map<string, Local>[] = [new Map<string, Local>()];

  constructor(options: BodyOptions) {
    this.program = options.program;
    this.unit = options.unit;
    this.cls = options.cls;
    this.isStatic = options.isStatic;
    this.returns = options.returns;
    this.trigger = options.trigger;
  }

  within<Result>(compile: () => Result): Result {
    this.#scopes.push(new Map());
    try {
      return compile();
    } finally {
      this.#scopes.pop();
    }
  }

  declare(name: string, type: ApexType, at: At): Local {
    if (this.find(name)) throw new CompileError(at, `Duplicate variable: ${name}`);
    const local = { slot: this.slots++, type };
    this.#scopes.at(-1)?.set(name.toLowerCase(), local);
    return local;
  }

  /** A variable without a name. */
  hidden(): number {
    return this.slots++;
  }

  /** All variables that the code sees here, by their names in lower case. */
  visible(): Map<string, Local> {
    return new Map(this.#scopes.flatMap((scope) => [...scope]));
  }

  find(name: string): Local | undefined {
    const key = name.toLowerCase();
    for (let i = this.#scopes.length - 1; i >= 0; i--) {
      const found = this.#scopes[i]?.get(key);
      if (found) return found;
    }
    return undefined;
  }
}
