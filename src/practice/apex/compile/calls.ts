// Calls of methods: of the own class, of objects, static ones, and those of the library.
import type { At, Expr } from '../parse/tree';
import { findMethods, isException } from '../typeSystem/classInfo';
import type { ClassInfo, MethodInfo, ApexType } from '../typeSystem/model';
import { types } from '../typeSystem/apexType';
import type { ApexObject } from '../values/objects';
import { addFieldError } from '../library/recordErrors';
import { dereferenced } from './arithmetic';
import { CompileError, type Body, type Code, type Run } from './code';
import { converted } from './convert';
import { closest, libraryCode, pickSignature, unknownMethod } from './libraryCalls';
import { enumStatics } from './enums';
import { dynamicQuery } from './query';
import { findName, objectToken, reference } from './names';

type CallExpr = Expr & { readonly kind: 'call' };
type CompileExpression = (body: Body, expr: Expr) => Code;

export function call(body: Body, expr: CallExpr, compile: CompileExpression): Code {
  const args = expr.args.map((arg) => compile(body, arg));
  const { target } = expr;
  if (target === undefined) return ownCall(body, expr, args);
  if (target.kind === 'super') return superCall(body, expr, args);
  if (target.kind === 'name' && findName(body, target.name) === undefined) {
    throw new CompileError(target, `Variable does not exist: ${target.name}`);
  }
  const found = reference(body, target, compile);
  if (found.kind === 'type') return staticCall(body, { type: found.type, expr, args });
  if (found.kind === 'tokens') throw unknownMethod(expr.name, args, { type: 'Schema.SObjectTypeFields', at: expr });
  const fieldError = /^adderror$/i.test(expr.name) ? errorOfField(body, { target, args, compile }) : undefined;
  return fieldError ?? objectCall(body, { receiver: found.code, expr, args });
}

/** `record.Name.addError('…')`. */
function errorOfField(
  body: Body,
  { target, args, compile }: { target: Expr; args: readonly Code[]; compile: CompileExpression },
): Code | undefined {
  const [message] = args;
  if (target.kind !== 'field' || message === undefined) return undefined;
  const owner = reference(body, target.target, compile);
  if (owner.kind !== 'value' || owner.code.type.kind !== 'sobject') return undefined;
  const field = owner.code.type.def?.field(target.name);
  if (field === undefined) return undefined;
  const { run } = owner.code;
  return { type: types.void, run: (frame) => addFieldError(run(frame), field, message.run(frame)) };
}

/** A method of the class, or a static method of a class around it. */
function ownCall(body: Body, expr: CallExpr, args: readonly Code[]): Code {
  if (/^(?:this|super)$/i.test(expr.name)) return constructorCall(body, expr, args);
  for (let cls = body.cls; cls !== undefined; cls = cls.outer) {
    const methods = findMethods(cls, expr.name);
    const method = closest(methods, args, (one) => one.parameters.map(({ type }) => type));
    if (method === undefined) continue;
    if (method.isStatic) return invocation(method, undefined, args);
    if (body.isStatic || cls !== body.cls) throw notStatic(method, expr);
    return invocation(method, (frame) => frame.self, args);
  }
  if (body.cls && isException(body.cls)) {
    const self: Code = { type: body.cls.type, run: (frame) => frame.self };
    return objectCall(body, { receiver: self, expr, args });
  }
  throw unknownMethod(expr.name, args, { type: body.cls?.name ?? 'anonymous_block', at: expr });
}

const notStatic = (method: MethodInfo, at: At): CompileError => {
  const list = method.parameters.map(({ type }) => type.name).join(', ');
  const shown = `${method.returns.name} ${method.owner.name}.${method.name}(${list})`;
  return new CompileError(at, `Non static method cannot be referenced from a static context: ${shown}`);
};

/** `this(…)` and `super(…)` at the start of a constructor. */
function constructorCall(body: Body, expr: CallExpr, args: readonly Code[]): Code {
  const cls = /^this$/i.test(expr.name) ? body.cls : body.cls?.base;
  if (cls === undefined) throw new CompileError(expr, 'No super type found');
  if (cls.unit.kind === 'library') return libraryBase(cls, expr, args);
  const constructor = closest(cls.constructors, args, (one) => one.parameters.map(({ type }) => type));
  if (constructor === undefined) {
    if (args.length === 0 && cls.constructors.length === 0) return { type: types.void, run: () => null };
    throw unknownConstructor(cls, args, expr);
  }
  return { ...invocation(constructor, (frame) => frame.self, args, { isExact: true }), type: types.void };
}

export function unknownConstructor(cls: Pick<ClassInfo, 'name'>, args: readonly Code[], at: At): CompileError {
  const list = args.map(({ type }) => type.name).join(', ');
  return new CompileError(at, `Constructor not defined: [${cls.name}].<Constructor>(${list})`);
}

function libraryBase(cls: ClassInfo, expr: Expr, args: readonly Code[]): Code {
  if (!isException(cls)) throw new CompileError(expr, `The practice org does not simulate subclasses of ${cls.name}`);
  const runs = exceptionArguments(args, { at: expr, name: cls.name });
  return {
    type: types.void,
    run: (frame) => {
      fillException(
        frame.self,
        runs.map((run) => run(frame)),
      );
      return null;
    },
  };
}

export function exceptionArguments(
  args: readonly Code[],
  { at, name }: { readonly at: At; readonly name: string },
): readonly Run[] {
  const isFit = args.every(
    ({ type }) =>
      type.name === 'String' || type.name === 'Id' || type.kind === 'null' || (type.cls && isException(type.cls)),
  );
  if (!isFit || args.length > 2) throw unknownConstructor({ name }, args, at);
  return args.map((arg) => converted(arg, arg.type));
}

export function fillException(object: ApexObject | null, args: readonly unknown[]): void {
  const exception = object as (ApexObject & { message: string | null; cause: unknown }) | null;
  for (const arg of args) {
    if (exception === null) continue;
    if (typeof arg === 'string') exception.message = arg;
    else if (arg !== null) exception.cause = arg;
  }
  const [first] = args;
  // The message of the cause is the message of an exception that has only a cause.
  if (exception !== null && args.length === 1 && typeof first === 'object' && first !== null) {
    exception.message = 'Script-thrown exception';
  }
}

function superCall(body: Body, expr: CallExpr, args: readonly Code[]): Code {
  const base = body.cls?.base;
  if (base === undefined) throw new CompileError(expr, 'No super type found');
  const method = closest(findMethods(base, expr.name), args, (one) => one.parameters.map(({ type }) => type));
  if (method === undefined) {
    const self: Code = { type: base.type, run: (frame) => frame.self };
    return objectCall(body, { receiver: self, expr, args });
  }
  return invocation(method, (frame) => frame.self, args, { isExact: true });
}

interface How {
  /** Calls this method, not the one that overrides it. */
  readonly isExact?: boolean;
  readonly isSafe?: boolean;
}

function invocation(method: MethodInfo, self: Run | undefined, args: readonly Code[], how: How = {}): Code {
  const runs = args.map((arg, i) => converted(arg, method.parameters[i]?.type ?? types.object));
  const type = method.returns;
  if (self === undefined) {
    return {
      type,
      run: (frame) => frame.tx.program.invoke(frame.tx, method, { self: null, args: runs.map((run) => run(frame)) }),
    };
  }
  return {
    type,
    run: (frame) => {
      const object = self(frame) as ApexObject | null;
      if (object === null) {
        if (how.isSafe) return null;
        throw frame.tx.error('NullPointerException', dereferenced);
      }
      const { tx } = frame;
      const actual = how.isExact ? method : tx.program.overriding(object.cls, method);
      return tx.program.invoke(tx, actual, { self: object, args: runs.map((run) => run(frame)) });
    },
  };
}

interface ObjectCall {
  readonly receiver: Code;
  readonly expr: CallExpr;
  readonly args: readonly Code[];
}

const isSafeCall = (expr: Expr): boolean =>
  (expr.kind === 'field' || expr.kind === 'call') &&
  (expr.isSafe || (expr.target !== undefined && isSafeCall(expr.target)));

function objectCall(body: Body, { receiver, expr, args }: ObjectCall): Code {
  const { type } = receiver;
  const isSafe = isSafeCall(expr);
  const methods = type.cls ? findMethods(type.cls, expr.name) : [];
  const method = closest(methods, args, (one) => one.parameters.map((parameter) => parameter.type));
  if (method) {
    if (method.isStatic) throw unknownMethod(expr.name, args, { type: type.name, at: expr });
    return invocation(method, receiver.run, args, { isSafe });
  }
  for (const library of body.program.librariesOf(type)) {
    const signature = pickSignature(body.program, library.methods.get(expr.name.toLowerCase()), {
      args,
      receiver: type,
    });
    if (signature) return libraryCode(body.program, { signature, receiver, args, isSafe });
  }
  throw unknownMethod(expr.name, args, { type: type.name, at: expr });
}

interface StaticCall {
  readonly type: ApexType;
  readonly expr: CallExpr;
  readonly args: readonly Code[];
}

function staticCall(body: Body, { type, expr, args }: StaticCall): Code {
  const methods = type.cls ? findMethods(type.cls, expr.name) : [];
  const method = closest(methods, args, (one) => one.parameters.map((parameter) => parameter.type));
  if (method) {
    if (method.isStatic) return invocation(method, undefined, args);
    const isOwn = body.cls !== undefined && !body.isStatic && body.cls === type.cls;
    if (!isOwn) throw notStatic(method, expr);
    return invocation(method, (frame) => frame.self, args);
  }
  if (type.kind === 'sobject' && type.def && args.length === 0 && /^getsobjecttype$/i.test(expr.name)) {
    return objectToken(body, type);
  }
  const enumCall = type.cls?.kind === 'enum' ? enumStatics(type.cls, expr.name, args) : undefined;
  if (enumCall) return enumCall;
  const library = body.program.libraryOf(type);
  const dynamic = library?.name === 'Database' ? dynamicQuery(body, expr.name.toLowerCase(), args) : undefined;
  if (dynamic) return dynamic;
  const signature = pickSignature(body.program, library?.statics.get(expr.name.toLowerCase()), {
    args,
    receiver: undefined,
  });
  if (signature) return libraryCode(body.program, { signature, receiver: undefined, args, isSafe: false });
  if (library && !library.statics.has(expr.name.toLowerCase()) && library.name !== 'SObject') {
    throw new CompileError(expr, `The practice org does not simulate the method ${library.name}.${expr.name}`);
  }
  throw unknownMethod(expr.name, args, { type: type.name, at: expr });
}
