// try, catch and finally.
import type { Statement } from '../parse/tree';
import { normal, type Frame } from '../run/frame';
import { isA, isException } from '../typeSystem/classInfo';
import type { ClassInfo } from '../typeSystem/model';
import { ApexThrow } from '../values/objects';
import { CompileError, type Body } from './code';
import type { Compiled, CompileStatement } from './compiled';

type TryNode = Statement & { readonly kind: 'try' };

interface Handler {
  readonly cls: ClassInfo;
  readonly slot: number;
  readonly body: Compiled;
}

export function tryStatement(body: Body, node: TryNode, compile: CompileStatement): Compiled {
  const tried = compile(body, node.body);
  const handlers = node.catches.map((one) =>
    body.within((): Handler => {
      const type = body.program.typeAt(one.type, body.cls);
      if (type.cls === undefined || !isException(type.cls)) {
        throw new CompileError(one, `Catch expression must be of type exception: ${type.name}`);
      }
      const { slot } = body.declare(one.name, type, one);
      return { cls: type.cls, slot, body: compile(body, one.body) };
    }),
  );
  const last = node.last && compile(body, node.last);
  const guarded = (frame: Frame): number => withHandlers(frame, tried, handlers);
  const ends = last?.ends === true || (tried.ends && handlers.every((one) => one.body.ends));
  return { ends, run: last === undefined ? guarded : (frame) => withLast(frame, guarded, last) };
}

function withHandlers(frame: Frame, tried: Compiled, handlers: readonly Handler[]): number {
  try {
    return tried.run(frame);
  } catch (error) {
    if (!(error instanceof ApexThrow) || error.isFinal) throw error;
    const { exception } = error;
    const handler = handlers.find(({ cls }) => isA(exception.cls, cls));
    if (handler === undefined) throw error;
    frame.locals[handler.slot] = exception;
    return handler.body.run(frame);
  }
}

/** The block of finally also runs after an exception, but not when a limit ended the transaction. */
function withLast(frame: Frame, guarded: (frame: Frame) => number, last: Compiled): number {
  let end = normal as number;
  try {
    end = guarded(frame);
  } catch (error) {
    if (error instanceof ApexThrow && !error.isFinal) {
      const ended = last.run(frame);
      if (ended !== normal) return ended;
    }
    throw error;
  }
  const { result } = frame;
  const ended = last.run(frame);
  if (ended !== normal) return ended;
  frame.result = result;
  return end;
}
