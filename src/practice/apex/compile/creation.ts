// `new`: objects, records, exceptions, lists, sets and maps.
import type { Expr } from '../parse/tree';
import { isException } from '../typeSystem/classInfo';
import type { ClassInfo, ApexType } from '../typeSystem/model';
import { argOf } from '../typeSystem/apexType';
import { ApexList, ApexMap, ApexSet } from '../values/collections';
import { ApexSObject } from '../values/sobject';
import { fieldType, writeRecordField } from '../values/recordFields';
import { exceptionArguments, unknownConstructor } from './calls';
import { CompileError, type Body, type Code, type Run } from './code';
import { assigned, converted } from './convert';
import { closest, libraryCode, pickSignature } from './libraryCalls';

type CompileExpression = (body: Body, expr: Expr) => Code;
type NewExpr = Expr & { readonly kind: 'new' };

export function creation(body: Body, expr: NewExpr, compile: CompileExpression): Code {
  const type = body.program.typeAt(expr.type, body.cls);
  if (type.kind === 'sobject') return newRecord(body, { expr, type, compile });
  const args = expr.args.map((arg) => compile(body, arg));
  if (type.kind === 'list' || type.kind === 'set' || type.kind === 'map') return newCollection(type, args, expr);
  if (type.cls) return newObject({ cls: type.cls, args, expr });
  const library = body.program.libraryOf(type);
  const signature = pickSignature(body.program, library?.constructors, { args, receiver: type });
  if (signature === undefined) throw unknownConstructor(type, args, expr);
  const code = libraryCode(body.program, { signature, receiver: undefined, args, isSafe: false });
  return { ...code, type };
}

function newRecord(
  body: Body,
  { expr, type, compile }: { expr: NewExpr; type: ApexType; compile: CompileExpression },
): Code {
  const { def } = type;
  if (def === undefined) throw new CompileError(expr, 'Type cannot be constructed: SObject');
  const sets = expr.args.map((arg) => {
    if (arg.kind !== 'assign' || arg.target.kind !== 'name') {
      throw new CompileError(
        arg,
        `Invalid constructor syntax, name=value pairs can only be used for SObjects: ${def.name}`,
      );
    }
    const { name } = arg.target;
    const value = compile(body, arg.value);
    const field = def.field(name);
    if (field) return { field, run: assigned(value, fieldType(field), arg.value) };
    const reference = def.relationship(name);
    if (reference) return { parent: name.toLowerCase(), run: value.run };
    throw new CompileError(arg, `Field does not exist: ${name} on ${def.name}`);
  });
  return {
    type,
    run: (frame) => {
      const record = new ApexSObject(def);
      for (const one of sets) {
        const value = one.run(frame);
        if (one.field) writeRecordField(record, one.field, { value, tx: frame.tx });
        else record.parents.set(one.parent, value as ApexSObject | null);
      }
      return record;
    },
  };
}

/** `new List<T>()`, or with another collection, or with a size. */
function newCollection(type: ApexType, args: readonly Code[], expr: Expr): Code {
  const [source, ...others] = args;
  if (others.length > 0) throw unknownConstructor(type, args, expr);
  const run = source?.run;
  if (type.kind === 'map') {
    if (source && source.type.kind !== 'map' && source.type.kind !== 'list') throw unknownConstructor(type, args, expr);
    return { type, run: (frame) => mapFrom(type, run?.(frame)) };
  }
  if (source && !['list', 'set', 'null'].includes(source.type.kind) && source.type.name !== 'Integer') {
    throw unknownConstructor(type, args, expr);
  }
  return {
    type,
    run: (frame) => {
      const given = run?.(frame);
      if (source !== undefined && given === null)
        throw frame.tx.error('NullPointerException', 'Argument cannot be null.');
      const items = given instanceof ApexList || given instanceof ApexSet ? given.items : [];
      frame.tx.work(items.length);
      if (type.kind === 'set') return new ApexSet(argOf(type), items);
      return new ApexList(argOf(type), [...items]);
    },
  };
}

/** A map of records by their ids, or a copy of another map. */
function mapFrom(type: ApexType, source: unknown): ApexMap {
  const map = new ApexMap(argOf(type), argOf(type, 1));
  if (source instanceof ApexMap) for (const { key, value } of source.entries) map.put(key, value);
  if (source instanceof ApexList) {
    for (const record of source.items) {
      if (record instanceof ApexSObject) map.put(argOf(type).kind === 'primitive' ? record.id : record, record);
    }
  }
  return map;
}

function newObject({ cls, args, expr }: { cls: ClassInfo; args: readonly Code[]; expr: Expr }): Code {
  if (cls.kind !== 'class' || (cls.isAbstract && cls.unit.kind !== 'library')) {
    throw new CompileError(expr, `Abstract classes cannot be constructed: ${cls.name}`);
  }
  const { type } = cls;
  const isPlainException = isException(cls) && cls.constructors.length === 0;
  if (isPlainException) {
    const runs = exceptionArguments(args, { at: expr, name: cls.name });
    return {
      type,
      run: (frame) =>
        frame.tx.program.newException(
          frame.tx,
          cls,
          runs.map((run) => run(frame)),
        ),
    };
  }
  const constructor = closest(cls.constructors, args, (one) => one.parameters.map((parameter) => parameter.type));
  const isDefault = args.length === 0 && cls.constructors.length === 0;
  if (constructor === undefined && !isDefault) throw unknownConstructor(cls, args, expr);
  const runs = args.map((arg, i) =>
    constructor?.parameters[i] ? converted(arg, constructor.parameters[i].type) : arg.run,
  );
  return {
    type,
    run: (frame) => {
      const values = runs.map((run) => run(frame));
      return frame.tx.program.create(frame.tx, cls, { constructor, args: values });
    },
  };
}

export function elements(body: Body, expr: Expr & { kind: 'newElements' }, compile: CompileExpression): Code {
  const type = body.program.typeAt(expr.type, body.cls);
  if (type.kind === 'map' && expr.elements.length === 0) {
    return { type, run: () => new ApexMap(argOf(type), argOf(type, 1)) };
  }
  if (type.kind !== 'list' && type.kind !== 'set')
    throw new CompileError(expr, `Invalid initializer type: ${type.name}`);
  const element = argOf(type);
  const runs = expr.elements.map((one) => assigned(compile(body, one), element, one));
  const make = (items: unknown[]): unknown =>
    type.kind === 'set' ? new ApexSet(element, items) : new ApexList(element, items);
  return { type, run: (frame) => make(runs.map((run) => run(frame))) };
}

export function sized(body: Body, expr: Expr & { kind: 'newSized' }, compile: CompileExpression): Code {
  const type = body.program.typeAt(expr.type, body.cls);
  const size = compile(body, expr.size);
  if (size.type.name !== 'Integer') throw new CompileError(expr.size, 'Size must be of type Integer');
  return {
    type,
    run: (frame) => {
      const count = Math.max(0, Number(size.run(frame) ?? 0));
      frame.tx.work(count);
      return new ApexList(
        argOf(type),
        Array.from({ length: count }, () => null),
      );
    },
  };
}

export function newMap(body: Body, expr: Expr & { kind: 'newMap' }, compile: CompileExpression): Code {
  const type = body.program.typeAt(expr.type, body.cls);
  if (type.kind !== 'map') throw new CompileError(expr, `Invalid initializer type: ${type.name}`);
  const pairs = expr.pairs.map(([key, value]): readonly [Run, Run] => [
    assigned(compile(body, key), argOf(type), key),
    assigned(compile(body, value), argOf(type, 1), value),
  ]);
  return {
    type,
    run: (frame) => {
      const map = new ApexMap(argOf(type), argOf(type, 1));
      for (const [key, value] of pairs) map.put(key(frame), value(frame));
      return map;
    },
  };
}
