// The tree of Apex source: plain data, so that it can be passed between threads.

export interface At {
  /** Counted from 1. */
  readonly line: number;
  readonly column: number;
}

/** `Outer.Inner`, `Map<Id, Account>` or `String[]`. */
export interface TypeNode extends At {
  readonly names: readonly TypeNamePart[];
  /** The number of `[]` after the name. */
  readonly dimensions: number;
}

export interface TypeNamePart {
  readonly name: string;
  readonly args: readonly TypeNode[];
}

export type LiteralKind = 'Integer' | 'Long' | 'Double' | 'Decimal' | 'String' | 'Boolean' | 'null';

/** A bind of a query: a value to compare with, or the number after LIMIT or OFFSET. */
export interface BindPart {
  readonly isNumber: boolean;
  readonly value: Expr;
}

export type Expr = At &
  (
    | { readonly kind: 'literal'; readonly type: LiteralKind; readonly text: string }
    | { readonly kind: 'name'; readonly name: string }
    | { readonly kind: 'field'; readonly target: Expr; readonly name: string; readonly isSafe: boolean }
    | {
        readonly kind: 'call';
        readonly target: Expr | undefined;
        readonly name: string;
        readonly args: readonly Expr[];
        readonly isSafe: boolean;
      }
    | { readonly kind: 'index'; readonly target: Expr; readonly index: Expr }
    | { readonly kind: 'new'; readonly type: TypeNode; readonly args: readonly Expr[] }
    | { readonly kind: 'newElements'; readonly type: TypeNode; readonly elements: readonly Expr[] }
    | { readonly kind: 'newSized'; readonly type: TypeNode; readonly size: Expr }
    | { readonly kind: 'newMap'; readonly type: TypeNode; readonly pairs: readonly (readonly [Expr, Expr])[] }
    | { readonly kind: 'unary'; readonly operator: string; readonly value: Expr }
    | { readonly kind: 'step'; readonly operator: '++' | '--'; readonly isPrefix: boolean; readonly target: Expr }
    | { readonly kind: 'binary'; readonly operator: string; readonly left: Expr; readonly right: Expr }
    | { readonly kind: 'assign'; readonly operator: string; readonly target: Expr; readonly value: Expr }
    | { readonly kind: 'choice'; readonly test: Expr; readonly yes: Expr; readonly no: Expr }
    | { readonly kind: 'cast'; readonly type: TypeNode; readonly value: Expr }
    | { readonly kind: 'instanceOf'; readonly value: Expr; readonly type: TypeNode }
    | { readonly kind: 'this' }
    | { readonly kind: 'super' }
    | { readonly kind: 'classOf'; readonly type: TypeNode }
    /** `parts` are the texts around the binds: one more than there are binds. */
    | { readonly kind: 'soql'; readonly parts: readonly string[]; readonly binds: readonly BindPart[] }
    | { readonly kind: 'sosl'; readonly parts: readonly string[]; readonly binds: readonly BindPart[] }
  );

export interface Declarator extends At {
  readonly name: string;
  readonly value: Expr | undefined;
}

export type WhenCase =
  | { readonly kind: 'else' }
  | { readonly kind: 'values'; readonly values: readonly Expr[] }
  | { readonly kind: 'type'; readonly type: TypeNode; readonly name: string };

export interface When {
  readonly test: WhenCase;
  readonly body: Statement;
}

export interface Catch extends At {
  readonly type: TypeNode;
  readonly name: string;
  readonly body: Statement;
}

export type DmlOperation = 'insert' | 'update' | 'upsert' | 'delete' | 'undelete';

export type Statement = At &
  (
    | { readonly kind: 'block'; readonly body: readonly Statement[] }
    | { readonly kind: 'local'; readonly type: TypeNode; readonly declarators: readonly Declarator[] }
    | { readonly kind: 'expression'; readonly value: Expr }
    | { readonly kind: 'if'; readonly test: Expr; readonly yes: Statement; readonly no: Statement | undefined }
    | { readonly kind: 'while'; readonly test: Expr; readonly body: Statement }
    | { readonly kind: 'doWhile'; readonly test: Expr; readonly body: Statement }
    | {
        readonly kind: 'for';
        readonly init: readonly Statement[];
        readonly test: Expr | undefined;
        readonly update: readonly Expr[];
        readonly body: Statement;
      }
    | {
        readonly kind: 'forEach';
        readonly type: TypeNode;
        readonly name: string;
        readonly values: Expr;
        readonly body: Statement;
      }
    | { readonly kind: 'switch'; readonly value: Expr; readonly cases: readonly When[] }
    | {
        readonly kind: 'try';
        readonly body: Statement;
        readonly catches: readonly Catch[];
        readonly last: Statement | undefined;
      }
    | { readonly kind: 'return'; readonly value: Expr | undefined }
    | { readonly kind: 'throw'; readonly value: Expr }
    | { readonly kind: 'break' }
    | { readonly kind: 'continue' }
    | { readonly kind: 'dml'; readonly operation: DmlOperation; readonly value: Expr; readonly key: string | undefined }
    | { readonly kind: 'merge'; readonly values: readonly Expr[] }
    | { readonly kind: 'runAs'; readonly args: readonly Expr[]; readonly body: Statement }
  );

export interface Annotation {
  /** In lower case. */
  readonly name: string;
  /** Names in lower case; a value alone has the name `value`. */
  readonly values: Readonly<Record<string, string>>;
}

export interface Modifiers {
  /** In lower case. */
  readonly words: readonly string[];
  readonly annotations: readonly Annotation[];
}

export interface Parameter extends At {
  readonly type: TypeNode;
  readonly name: string;
}

export interface MethodNode extends At {
  readonly kind: 'method';
  readonly modifiers: Modifiers;
  readonly name: string;
  /** Undefined for void. */
  readonly returns: TypeNode | undefined;
  readonly parameters: readonly Parameter[];
  /** Undefined for an abstract method. */
  readonly body: Statement | undefined;
}

export interface ConstructorNode extends At {
  readonly kind: 'constructor';
  readonly modifiers: Modifiers;
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly body: Statement;
}

export interface FieldNode extends At {
  readonly kind: 'field';
  readonly modifiers: Modifiers;
  readonly type: TypeNode;
  readonly declarators: readonly Declarator[];
}

export interface Accessor {
  readonly modifiers: Modifiers;
  /** Undefined for `get;` and `set;`. */
  readonly body: Statement | undefined;
}

export interface PropertyNode extends At {
  readonly kind: 'property';
  readonly modifiers: Modifiers;
  readonly type: TypeNode;
  readonly name: string;
  readonly getter: Accessor | undefined;
  readonly setter: Accessor | undefined;
}

export interface InitializerNode extends At {
  readonly kind: 'initializer';
  readonly isStatic: boolean;
  readonly body: Statement;
}

export type Member = MethodNode | ConstructorNode | FieldNode | PropertyNode | InitializerNode | ClassNode;

export interface ClassNode extends At {
  readonly kind: 'class' | 'interface' | 'enum';
  readonly modifiers: Modifiers;
  readonly name: string;
  readonly base: TypeNode | undefined;
  readonly interfaces: readonly TypeNode[];
  readonly members: readonly Member[];
  /** Of an enum. */
  readonly constants: readonly string[];
}

export interface TriggerNode extends At {
  readonly kind: 'trigger';
  readonly name: string;
  readonly object: string;
  /** `before insert` and so on, in lower case. */
  readonly events: readonly string[];
  readonly body: readonly Statement[];
  readonly members: readonly Member[];
}

export interface AnonymousNode {
  readonly kind: 'anonymous';
  readonly body: readonly Statement[];
  readonly members: readonly Member[];
}

export type Unit = ClassNode | TriggerNode | AnonymousNode;

export interface Problem extends At {
  readonly message: string;
}

export type Parsed = { readonly unit: Unit } | { readonly problem: Problem };

export type SourceKind = 'class' | 'trigger' | 'anonymous';
