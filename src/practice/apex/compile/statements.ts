// Compiles statements. Each closure returns how the statement ended.
import type { Statement } from '../parse/tree';
import { broken, continued, normal, returned, type Frame } from '../run/frame';
import { isException } from '../typeSystem/classInfo';
import { ApexThrow, type ApexException } from '../values/objects';
import { toJson } from '../library/json';
import { CompileError, type Body, type Run } from './code';
import { condition, type Compiled } from './compiled';
import { assigned } from './convert';
import { dmlStatement } from './dmlStatement';
import { expression } from './expressions';
import { doWhileLoop, forEachLoop, forLoop, whileLoop } from './loops';
import { switchStatement } from './switch';
import { tryStatement } from './tryCatch';

type Of<Kind extends Statement['kind']> = Statement & { readonly kind: Kind };

/** Counts the statement, marks its line as run, and logs it. */
function stepped(body: Body, { line }: Statement, compiled: Compiled): Compiled {
  body.unit.lines.add(line);
  const { run } = compiled;
  return {
    ends: compiled.ends,
    run: (frame) => {
      frame.tx.step(frame.place, line);
      return run(frame);
    },
  };
}

export function statement(body: Body, node: Statement): Compiled {
  if (node.kind === 'block') return body.within(() => block(body, node.body));
  return stepped(body, node, flow(body, node) ?? simple(body, node));
}

export function block(body: Body, nodes: readonly Statement[]): Compiled {
  const compiled: Compiled[] = [];
  for (const node of nodes) {
    if (compiled.at(-1)?.ends === true) throw new CompileError(node, 'Unreachable statement');
    compiled.push(statement(body, node));
  }
  const runs = compiled.map(({ run }) => run);
  const ends = compiled.at(-1)?.ends ?? false;
  const [only, ...others] = runs;
  if (only !== undefined && others.length === 0) return { ends, run: only };
  return {
    ends,
    run: (frame) => {
      for (const run of runs) {
        const end = run(frame);
        if (end !== normal) return end;
      }
      return normal;
    },
  };
}

function flow(body: Body, node: Statement): Compiled | undefined {
  switch (node.kind) {
    case 'if':
      return ifElse(body, node);
    case 'while':
      return whileLoop(body, node, statement);
    case 'doWhile':
      return doWhileLoop(body, node, statement);
    case 'for':
      return forLoop(body, node, statement);
    case 'forEach':
      return forEachLoop(body, node, statement);
    case 'switch':
      return switchStatement(body, node, statement);
    case 'try':
      return tryStatement(body, node, statement);
    default:
      return undefined;
  }
}

const always =
  (run: Run, end: number) =>
  (frame: Frame): number => {
    run(frame);
    return end;
  };

function simple(body: Body, node: Statement): Compiled {
  switch (node.kind) {
    case 'local':
      return local(body, node);
    case 'expression':
      return { ends: false, run: always(expressionStatement(body, node), normal) };
    case 'return':
      return returnStatement(body, node);
    case 'throw':
      return throwStatement(body, node);
    case 'break':
    case 'continue': {
      if (body.loops === 0) throw new CompileError(node, `${node.kind} statement must be in a loop`);
      const end = node.kind === 'break' ? broken : continued;
      return { ends: true, run: () => end };
    }
    case 'dml':
      return dmlStatement(body, node);
    case 'runAs':
      return runAs(body, node);
    default:
      throw new CompileError(node, `The practice org does not simulate ${node.kind}`);
  }
}

function expressionStatement(body: Body, { value }: Of<'expression'>): Run {
  const isStatement = ['assign', 'call', 'step', 'new', 'newElements', 'newMap'].includes(value.kind);
  if (!isStatement) throw new CompileError(value, 'Expression cannot be a statement.');
  return expression(body, value).run;
}

function local(body: Body, node: Of<'local'>): Compiled {
  const type = body.program.typeAt(node.type, body.cls);
  const sets = node.declarators.map(({ name, value, ...at }) => {
    // The value is compiled first: a variable does not exist in its own initializer.
    const run = value && assigned(expression(body, value), type, at);
    return { slot: body.declare(name, type, at).slot, run, name };
  });
  return {
    ends: false,
    run: (frame) => {
      for (const { slot, run, name } of sets) {
        const value = run ? run(frame) : null;
        frame.locals[slot] = value;
        if (frame.tx.log.isAssignmentLogged && run) {
          frame.tx.log.scopeBegin(frame.place.line, name, type.name);
          frame.tx.log.assignment(frame.place.line, name, toJson(value));
        }
      }
      return normal;
    },
  };
}

function ifElse(body: Body, node: Of<'if'>): Compiled {
  const test = condition(body, node.test);
  const yes = body.within(() => statement(body, node.yes));
  const { no } = node;
  const other = no && body.within(() => statement(body, no));
  return {
    ends: yes.ends && other?.ends === true,
    run: (frame) => (test(frame) === true ? yes.run(frame) : (other?.run(frame) ?? normal)),
  };
}

function returnStatement(body: Body, { value, ...at }: Of<'return'>): Compiled {
  if (value === undefined) {
    if (body.returns.kind !== 'void') throw new CompileError(at, `Return value must be of type: ${body.returns.name}`);
    return { ends: true, run: () => returned };
  }
  if (body.returns.kind === 'void') throw new CompileError(at, 'Void method must not return a value');
  const code = expression(body, value);
  let run: Run;
  try {
    run = assigned(code, body.returns, at);
  } catch (error) {
    if (!(error instanceof CompileError)) throw error;
    throw new CompileError(at, `Illegal conversion from ${code.type.name} to ${body.returns.name}`);
  }
  return {
    ends: true,
    run: (frame) => {
      frame.result = run(frame);
      return returned;
    },
  };
}

function throwStatement(body: Body, { value }: Of<'throw'>): Compiled {
  const { type, run } = expression(body, value);
  if (type.cls === undefined || !isException(type.cls)) {
    throw new CompileError(value, `Throw expression must be of type exception: ${type.name}`);
  }
  return {
    ends: true,
    run: (frame) => {
      const exception = run(frame) as ApexException | null;
      if (exception === null) throw frame.tx.error('NullPointerException', 'Attempt to de-reference a null object');
      if (exception.stack === '') frame.tx.markPlace(exception);
      frame.tx.logThrown(exception);
      throw new ApexThrow(exception);
    },
  };
}

/** The user of `System.runAs`, for the time of the block. */
function runAs(body: Body, node: Of<'runAs'>): Compiled {
  const [user] = node.args;
  const who = user && expression(body, user);
  if (who?.type.def?.name !== 'User') throw new CompileError(node, 'System.runAs needs a User');
  const inner = statement(body, node.body);
  return {
    ends: inner.ends,
    run: (frame) => {
      const { tx } = frame;
      const before = tx.userId;
      const record = who.run(frame) as { id: string | null } | null;
      tx.userId = record?.id ?? before;
      try {
        return inner.run(frame);
      } finally {
        tx.userId = before;
      }
    },
  };
}
