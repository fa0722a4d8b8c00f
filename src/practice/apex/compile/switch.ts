// The statement `switch on`.
import type { Statement, When } from '../parse/tree';
import { normal, type Frame } from '../run/frame';
import { isEqual } from '../values/equality';
import { EnumValue } from '../values/objects';
import { CompileError, type Body, type Code } from './code';
import { isInstance } from './convert';
import { expression } from './expressions';
import { enumValue } from '../values/enumValues';
import type { Compiled, CompileStatement } from './compiled';

type SwitchNode = Statement & { readonly kind: 'switch' };

interface Branch {
  /** Undefined for else. */
  readonly fits: ((value: unknown, frame: Frame) => boolean) | undefined;
  readonly body: Compiled;
}

export function switchStatement(body: Body, node: SwitchNode, compile: CompileStatement): Compiled {
  const value = expression(body, node.value);
  const branches = node.cases.map((one) => branch(body, { value, one, compile }));
  const otherwise = branches.find(({ fits }) => fits === undefined);
  return {
    ends: otherwise !== undefined && branches.every((one) => one.body.ends),
    run: (frame) => {
      const held = value.run(frame);
      const chosen = branches.find(({ fits }) => fits?.(held, frame) === true) ?? otherwise;
      return chosen ? chosen.body.run(frame) : normal;
    },
  };
}

interface BranchNode {
  readonly value: Code;
  readonly one: When;
  readonly compile: CompileStatement;
}

function branch(body: Body, { value, one, compile }: BranchNode): Branch {
  const { test } = one;
  if (test.kind === 'else') return { fits: undefined, body: compile(body, one.body) };
  if (test.kind === 'type') {
    const type = body.program.typeAt(test.type, body.cls);
    return body.within(() => {
      const { slot } = body.declare(test.name, type, test.type);
      const fits = (held: unknown, frame: Frame): boolean => {
        if (!isInstance(held, type)) return false;
        frame.locals[slot] = held;
        return true;
      };
      return { fits, body: compile(body, one.body) };
    });
  }
  const choices = test.values.map((choice) => {
    if (choice.kind === 'name' && value.type.cls?.kind === 'enum') return enumChoice(value, choice.name, choice);
    return expression(body, choice).run;
  });
  const fits = (held: unknown, frame: Frame): boolean => choices.some((choice) => isChosen(held, choice(frame)));
  return { fits, body: compile(body, one.body) };
}

/** Texts are compared with regard to case here. */
const isChosen = (held: unknown, choice: unknown): boolean =>
  typeof held === 'string' || held instanceof EnumValue ? held === choice : isEqual(held, choice);

function enumChoice(value: Code, name: string, at: { line: number; column: number }): () => unknown {
  const { cls } = value.type;
  const place = cls?.constants.findIndex((one) => one.toLowerCase() === name.toLowerCase()) ?? -1;
  if (cls === undefined || place < 0) throw new CompileError(at, `Variable does not exist: ${name}`);
  const chosen = enumValue(cls, place);
  return () => chosen;
}
