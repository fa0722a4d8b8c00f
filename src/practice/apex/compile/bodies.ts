// Compiles bodies: of methods, of initial values, of triggers and of anonymous blocks.
import type { Member, Statement } from '../parse/tree';
import type { ClassInfo, MethodBody, MethodInfo, UnitInfo, ApexType } from '../typeSystem/model';
import { types } from '../typeSystem/apexType';
import { Body, CompileError, type Program } from './code';
import { assigned } from './convert';
import { expression } from './expressions';
import { block, statement } from './statements';
import type { Compiled } from './compiled';
import { staticTarget, fieldTarget } from './targets';

export function compileBody(program: Program, method: MethodInfo): MethodBody {
  const { owner, isStatic, returns, parameters, statement: node } = method;
  const at = { line: method.line, column: method.node?.column ?? 1 };
  if (node === undefined) throw new CompileError(at, `Method has no body: ${owner.name}.${method.name}`);
  const body = new Body({ program, unit: owner.unit, cls: owner, isStatic, returns });
  for (const { name, type } of parameters) body.declare(name, type, at);
  const { run, ends } = statement(body, node);
  if (returns.kind !== 'void' && !ends) {
    throw new CompileError(at, `Missing return statement required return type: ${returns.name}`);
  }
  return {
    get slots() {
      return body.slots;
    },
    run,
  };
}

/** The values of fields and the initializer blocks, in the order of the source. */
export function compileStart(program: Program, cls: ClassInfo): NonNullable<ClassInfo['start']> {
  return { statics: compileValues(program, cls, true), instance: compileValues(program, cls, false) };
}

function compileValues(program: Program, cls: ClassInfo, isStatic: boolean): MethodBody {
  const body = new Body({ program, unit: cls.unit, cls, isStatic, returns: types.void });
  const runs: Compiled['run'][] = [];
  const members = cls.node?.members ?? [];
  for (const member of members) {
    const made = isStatic === isStaticMember(member) ? valuesOf(body, cls, member) : [];
    runs.push(...made);
  }
  return {
    slots: body.slots,
    run: (frame) => {
      for (const run of runs) run(frame);
      return null;
    },
  };
}

function isStaticMember(member: Member): boolean {
  if (member.kind === 'initializer') return member.isStatic;
  return member.kind === 'field' && member.modifiers.words.includes('static');
}

function valuesOf(body: Body, cls: ClassInfo, member: Member): Compiled['run'][] {
  if (member.kind === 'initializer') return [statement(body, member.body).run];
  if (member.kind !== 'field') return [];
  return member.declarators.flatMap(({ name, value, line }) => {
    const field = cls.fields.get(name.toLowerCase());
    if (value === undefined || field === undefined) return [];
    const run = assigned(expression(body, value), field.type, value);
    const { write } = field.isStatic ? staticTarget(field) : fieldTarget(field, (frame) => frame.self);
    cls.unit.lines.add(line);
    return [
      (frame) => {
        frame.tx.step(frame.place, line);
        write?.(frame, [frame.self], run(frame));
        return 0;
      },
    ];
  });
}

export interface BlockOptions {
  readonly unit: UnitInfo;
  readonly cls: ClassInfo;
  readonly trigger?: ApexType;
}

/** The statements of a trigger or of an anonymous block. */
export function compileBlock(program: Program, nodes: readonly Statement[], options: BlockOptions): MethodBody {
  const body = new Body({ program, ...options, isStatic: true, returns: types.void });
  const { run } = block(body, nodes);
  return { slots: body.slots, run };
}

/** Compiles all bodies of a class and of its inner classes, to find their errors. */
export function compileAll(program: Program, cls: ClassInfo): void {
  program.startOf(cls);
  const accessors = [...cls.fields.values()].flatMap(({ getter, setter }) => [getter, setter]);
  for (const method of [...cls.methods.values()].flat().concat(
    cls.constructors,
    accessors.filter((one) => one !== undefined),
  )) {
    if (method.statement) program.bodyOf(method);
  }
  for (const inner of cls.inner.values()) compileAll(program, inner);
}
