// Resolves names: variables first, then fields, then types and their static members.
import type { At, Expr } from '../parse/tree';
import { findField } from '../typeSystem/classInfo';
import type { ClassInfo, FieldInfo, ApexType, LibraryFunction, Signature } from '../typeSystem/model';
import { argOf, listOf, mapOf, types } from '../typeSystem/apexType';
import { enumValue } from '../values/enumValues';
import { FieldToken, ObjectToken } from '../values/tokens';
import { CompileError, type Body, type Code } from './code';
import { libraryCode } from './libraryCalls';
import { fieldTarget, localTarget, recordTarget, staticTarget, type Target } from './targets';

export type Reference =
  | { readonly kind: 'value'; readonly code: Code | Target }
  | { readonly kind: 'type'; readonly type: ApexType }
  /** `Account.fields`, or `Schema.SObjectType`: a step to another token. */
  | { readonly kind: 'tokens'; readonly type: ApexType | undefined };

type CompileExpression = (body: Body, expr: Expr) => Code;

export const isTarget = (code: Code | Target): code is Target => 'operands' in code;

/** Undefined for a name that nothing has. */
export function findName(body: Body, name: string): Reference | undefined {
  const local = body.find(name);
  if (local) return { kind: 'value', code: localTarget(local, name) };
  const field = ownField(body, name);
  if (field) return { kind: 'value', code: field };
  const type = body.program.findType(name, body.cls);
  return type && { kind: 'type', type };
}

/** A field of the class, or a static field of a class around it. */
function ownField(body: Body, name: string): Target | undefined {
  for (let cls = body.cls; cls !== undefined; cls = cls.outer) {
    const field = findField(cls, name);
    if (field?.isStatic) return staticTarget(field);
    if (field && cls === body.cls && !body.isStatic) return fieldTarget(field, (frame) => frame.self);
  }
  return undefined;
}

/** True when the expression contains `?.`: then null goes through to its end. */
const isSafeChain = (expr: Expr): boolean =>
  (expr.kind === 'field' || expr.kind === 'call') &&
  (expr.isSafe || (expr.target !== undefined && isSafeChain(expr.target)));

export function reference(body: Body, expr: Expr, compile: CompileExpression): Reference {
  if (expr.kind === 'name') {
    const found = findName(body, expr.name);
    if (found === undefined) throw unknownVariable(body, expr, expr.name);
    return found;
  }
  if (expr.kind === 'field') return fieldReference(body, expr, compile);
  return { kind: 'value', code: compile(body, expr) };
}

function unknownVariable(body: Body, at: At, name: string): CompileError {
  const field = body.cls && findField(body.cls, name);
  if (field) return new CompileError(at, `Non static field cannot be referenced from a static context: ${name}`);
  return new CompileError(at, `Variable does not exist: ${name}`);
}

function fieldReference(body: Body, expr: Expr & { kind: 'field' }, compile: CompileExpression): Reference {
  const dotted = dottedType(body, expr);
  if (dotted) return { kind: 'type', type: dotted };
  const target = reference(body, expr.target, compile);
  if (target.kind === 'value') {
    const isSafe = isSafeChain(expr);
    return { kind: 'value', code: memberOf(body, target.code, { name: expr.name, at: expr, isSafe }) };
  }
  if (target.kind === 'tokens') return tokenStep(body, target.type, expr);
  return staticMember(body, target.type, expr);
}

/** `Outer.Inner`, `Database.SaveResult`, `System.Label`: only when the first name is no variable. */
function dottedType(body: Body, expr: Expr): ApexType | undefined {
  const names: string[] = [];
  let one: Expr = expr;
  while (one.kind === 'field') {
    names.unshift(one.name);
    one = one.target;
  }
  if (one.kind !== 'name' || body.find(one.name)) return undefined;
  const field = body.cls && findField(body.cls, one.name);
  if (field) return undefined;
  return isStaticField(body, [one.name, ...names])
    ? undefined
    : body.program.findType([one.name, ...names].join('.'), body.cls);
}

/** A static field is found before an inner class whose name differs only in case. */
function isStaticField(body: Body, path: readonly string[]): boolean {
  const owner = body.program.findType(path.slice(0, -1).join('.'), body.cls)?.cls;
  return owner !== undefined && findField(owner, path.at(-1) ?? '')?.isStatic === true;
}

export function memberOf(
  body: Body,
  object: Code,
  { name, at, isSafe }: { readonly name: string; readonly at: At; readonly isSafe: boolean },
): Code | Target {
  const { type, single } = object;
  if (single && type.kind === 'list') {
    const record = { type: argOf(type), run: single };
    return recordTarget(record, name, { at, isSafe, program: body.program });
  }
  if (type.kind === 'sobject') return recordTarget(object, name, { at, isSafe, program: body.program });
  if (type.cls && type.cls.kind !== 'enum') {
    const field = findField(type.cls, name);
    if (field && !field.isStatic) return fieldTarget(field, object.run, isSafe);
  }
  const property = body.program.libraryOf(type)?.properties.get(name.toLowerCase());
  if (property) return libraryProperty(body, object, property);
  throw new CompileError(at, `Variable does not exist: ${name}`);
}

function libraryProperty(body: Body, object: Code, property: Signature): Code | Target {
  const code = libraryCode(body.program, { signature: property, receiver: object, args: [], isSafe: false });
  const set = body.program.libraryOf(object.type)?.setters.get(property.name.toLowerCase());
  if (set === undefined) return code;
  return {
    ...code,
    operands: [object.run],
    read: (frame) => code.run(frame),
    write: (_, [receiver], value) => (set as (receiver: unknown, value: unknown) => void)(receiver, value),
  };
}

function staticMember(body: Body, type: ApexType, expr: Expr & { kind: 'field' }): Reference {
  const { name } = expr;
  const member = type.cls && classMember(type.cls, name);
  if (member) return { kind: 'value', code: member };
  if (type.kind === 'sobject' && type.def) {
    if (/^sobjecttype$/i.test(name)) return { kind: 'value', code: objectToken(body, type) };
    if (/^fields$/i.test(name)) return { kind: 'tokens', type };
    return { kind: 'value', code: fieldToken(body, type, expr) };
  }
  const library = body.program.libraryOf(type);
  if (library?.name === 'Trigger') return { kind: 'value', code: triggerMember(body, expr) };
  if (library?.name === 'Schema' && /^sobjecttype$/i.test(name)) return { kind: 'tokens', type: undefined };
  const property = library?.staticProperties.get(name.toLowerCase());
  if (property)
    return { kind: 'value', code: staticProperty(body, property, library?.staticSetters.get(name.toLowerCase())) };
  throw new CompileError(expr, `Variable does not exist: ${name}`);
}

function staticProperty(body: Body, property: Signature, set: LibraryFunction | undefined): Code | Target {
  const code = libraryCode(body.program, { signature: property, receiver: undefined, args: [], isSafe: false });
  if (set === undefined) return code;
  return {
    ...code,
    operands: [],
    read: (frame) => code.run(frame),
    write: ({ tx }, _, value) => (set as (value: unknown, tx: unknown) => void)(value, tx),
  };
}

function classMember(cls: ClassInfo, name: string): Code | Target | undefined {
  const at = cls.constants.findIndex((one) => one.toLowerCase() === name.toLowerCase());
  if (at >= 0) {
    const value = enumValue(cls, at);
    return { type: cls.type, run: () => value };
  }
  const field: FieldInfo | undefined = findField(cls, name);
  return field?.isStatic ? staticTarget(field) : undefined;
}

export function objectToken(body: Body, { def }: ApexType): Code {
  const type = body.program.findType('Schema.SObjectType', undefined) ?? types.object;
  const token = def && new ObjectToken(def);
  return { type, run: () => token };
}

function fieldToken(body: Body, { def }: ApexType, expr: Expr & { kind: 'field' }): Code {
  const field = def?.field(expr.name) ?? def?.relationship(expr.name);
  if (def === undefined || field === undefined) {
    throw new CompileError(expr, `Field does not exist: ${expr.name} on ${def?.name ?? 'SObject'}`);
  }
  const type = body.program.findType('Schema.SObjectField', undefined) ?? types.object;
  const token = new FieldToken(def, field);
  return { type, run: () => token };
}

/** `Account.fields.Name`, `Schema.SObjectType.Account`. */
function tokenStep(body: Body, type: ApexType | undefined, expr: Expr & { kind: 'field' }): Reference {
  if (type) return { kind: 'value', code: fieldToken(body, type, expr) };
  const def = body.program.org.schema.object(expr.name);
  if (def === undefined) throw new CompileError(expr, `Variable does not exist: ${expr.name}`);
  const describe = body.program.findType('Schema.DescribeSObjectResult', undefined) ?? types.object;
  const token = new ObjectToken(def);
  return { kind: 'value', code: { type: describe, run: () => token } };
}

/** The variables of a trigger have the type of its object; elsewhere they are lists of SObject. */
function triggerMember(body: Body, expr: Expr & { kind: 'field' }): Code {
  const record = body.trigger ?? types.sobject;
  const name = expr.name.toLowerCase();
  const list = (pick: 'newRecords' | 'oldRecords'): Code => ({
    type: listOf(record),
    run: ({ tx }) => tx.trigger?.[pick] ?? null,
  });
  const map = (pick: 'newMap' | 'oldMap'): Code => ({
    type: mapOf(types.id, record),
    run: ({ tx }) => tx.trigger?.[pick] ?? null,
  });
  const flag = (test: (event: string) => boolean): Code => ({
    type: types.boolean,
    run: ({ tx }) => tx.trigger !== undefined && test(tx.trigger.event),
  });
  const members: Readonly<Record<string, () => Code>> = {
    new: () => list('newRecords'),
    old: () => list('oldRecords'),
    newmap: () => map('newMap'),
    oldmap: () => map('oldMap'),
    isexecuting: () => flag(() => true),
    isbefore: () => flag((event) => event.startsWith('before')),
    isafter: () => flag((event) => event.startsWith('after')),
    isinsert: () => flag((event) => event.endsWith(' insert')),
    isupdate: () => flag((event) => event.endsWith(' update')),
    isdelete: () => flag((event) => event.endsWith(' delete')),
    isundelete: () => flag((event) => event.endsWith(' undelete')),
    size: () => ({ type: types.integer, run: ({ tx }) => tx.trigger?.size ?? 0 }),
    operationtype: () => operationType(body),
  };
  const make = members[name];
  if (make === undefined) throw new CompileError(expr, `Variable does not exist: ${expr.name}`);
  return make();
}

function operationType(body: Body): Code {
  const type = body.program.findType('System.TriggerOperation', undefined) ?? types.object;
  const { cls } = type;
  return {
    type,
    run: ({ tx }) => {
      const name = tx.trigger?.event.replace(' ', '_').toUpperCase();
      const at = cls?.constants.findIndex((one) => one === name) ?? -1;
      return cls === undefined || at < 0 ? null : enumValue(cls, at);
    },
  };
}
