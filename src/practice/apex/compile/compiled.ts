// Compiled statements, and the conditions in them.
import type { Expr, Statement } from '../parse/tree';
import type { Frame } from '../run/frame';
import { CompileError, type Body, type Run } from './code';
import { expression } from './expressions';

export interface Compiled {
  readonly run: (frame: Frame) => number;
  /** The code after it never runs. */
  readonly ends: boolean;
}

export type CompileStatement = (body: Body, statement: Statement) => Compiled;

export function condition(body: Body, node: Expr): Run {
  const { type, run } = expression(body, node);
  if (type.name !== 'Boolean') throw new CompileError(node, 'Condition expression must be of type Boolean');
  return (frame) => {
    const value = run(frame);
    if (value === null) throw frame.tx.error('NullPointerException', 'Attempt to de-reference a null object');
    return value;
  };
}
