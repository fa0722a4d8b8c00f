// Compiles expressions: checks their types and makes the closures that evaluate them.
import type { Expr } from '../parse/tree';
import { isNumber, types, isAssignable } from '../typeSystem/apexType';
import type { ApexType } from '../typeSystem/model';
import { ApexDecimal, ApexDouble } from '../values/decimal';
import { TypeValue } from '../values/objects';
import { arithmetic, bitwise, negation, numberType, ones } from './arithmetic';
import { call } from './calls';
import { CompileError, type Body, type Code } from './code';
import { comparison, logic } from './comparison';
import { assigned, cast, converted, isInstance } from './convert';
import { creation, elements, newMap, sized } from './creation';
import { isTarget, reference } from './names';
import { query } from './query';
import { search } from './search';
import { elementTarget, type Target } from './targets';

type Of<Kind extends Expr['kind']> = Expr & { readonly kind: Kind };

export function expression(body: Body, expr: Expr): Code {
  switch (expr.kind) {
    case 'literal':
      return literal(expr);
    case 'name':
    case 'field':
      return value(body, expr);
    case 'call':
      return call(body, expr, expression);
    case 'index':
      return elementTarget(expression(body, expr.target), expression(body, expr.index), expr);
    case 'new':
      return creation(body, expr, expression);
    case 'newElements':
      return elements(body, expr, expression);
    case 'newSized':
      return sized(body, expr, expression);
    case 'newMap':
      return newMap(body, expr, expression);
    case 'unary':
      return unary(body, expr);
    case 'step':
      return step(body, expr);
    case 'binary':
      return binary(body, expr);
    case 'assign':
      return assignment(body, expr);
    case 'choice':
      return choice(body, expr);
    default:
      return typed(body, expr);
  }
}

function typed(
  body: Body,
  expr: Of<'cast'> | Of<'instanceOf'> | Of<'this'> | Of<'super'> | Of<'classOf'> | Of<'soql'> | Of<'sosl'>,
): Code {
  switch (expr.kind) {
    case 'cast':
      return castTo(body, expr);
    case 'instanceOf':
      return instanceOf(body, expr);
    case 'this':
      if (body.cls === undefined || body.isStatic) throw new CompileError(expr, 'Variable does not exist: this');
      return { type: body.cls.type, run: (frame) => frame.self };
    case 'classOf': {
      const type = body.program.typeAt(expr.type, body.cls);
      const held = new TypeValue(type.name, type.cls);
      return { type: body.program.findType('System.Type', undefined) ?? types.object, run: () => held };
    }
    case 'soql':
      return query(body, expr, expression);
    case 'sosl':
      return search(body, expr, expression);
    case 'super':
      throw new CompileError(expr, 'The practice org does not simulate super without a method');
  }
}

function value(body: Body, expr: Of<'name'> | Of<'field'>): Code {
  const found = reference(body, expr, expression);
  if (found.kind === 'value') return found.code;
  throw new CompileError(expr, `Variable does not exist: ${expr.name}`);
}

function literal({ type, text }: Of<'literal'>): Code {
  switch (type) {
    case 'Integer':
      return constant(types.integer, Number(text) | 0);
    case 'Long':
      return constant(types.long, BigInt(text));
    case 'Double':
      return constant(types.double, new ApexDouble(Number(text)));
    case 'Decimal':
      return constant(types.decimal, ApexDecimal.parse(text));
    case 'String':
      return constant(types.string, text);
    case 'Boolean':
      return constant(types.boolean, text === 'true');
    case 'null':
      return constant(types.null, null);
  }
}

const constant = (type: ApexType, held: unknown): Code => ({ type, run: () => held });

function castTo(body: Body, expr: Of<'cast'>): Code {
  const type = body.program.typeAt(expr.type, body.cls);
  const code = expression(body, expr.value);
  if (code.single && type.kind === 'sobject') return { type, run: code.single };
  return cast(code, type, expr);
}

function instanceOf(body: Body, expr: Of<'instanceOf'>): Code {
  const { run } = expression(body, expr.value);
  const type = body.program.typeAt(expr.type, body.cls);
  return { type: types.boolean, run: (frame) => isInstance(run(frame), type) };
}

function unary(body: Body, expr: Of<'unary'>): Code {
  const code = expression(body, expr.value);
  const { run } = code;
  if (expr.operator === '!') {
    if (code.type.name !== 'Boolean')
      throw new CompileError(expr, 'Unary operator NOT can only be applied to Boolean expressions');
    return { type: types.boolean, run: (frame) => run(frame) !== true };
  }
  if (expr.operator === '~')
    return bitwise('^', code, { type: code.type, run: () => (code.type.name === 'Long' ? -1n : -1) }, expr);
  return negation(code, expr.operator, expr);
}

function targetOf(body: Body, expr: Expr): Target {
  if (expr.kind === 'index') return elementTarget(expression(body, expr.target), expression(body, expr.index), expr);
  const found = reference(body, expr, expression);
  if (found.kind === 'value' && isTarget(found.code) && found.code.write) return found.code;
  throw new CompileError(expr, 'Expression cannot be assigned');
}

/** `x++`: the value before the step, or after it for `++x`. */
function step(body: Body, expr: Of<'step'>): Code {
  const target = targetOf(body, expr.target);
  const { type, operands, read, write } = target;
  if (!isNumber(type)) throw new CompileError(expr, 'Increment and decrement operators must use numeric arguments');
  const slot = body.hidden();
  const before: Code = { type, run: (frame) => frame.locals[slot] };
  const changed = arithmetic(expr.operator === '++' ? '+' : '-', before, constant(type, ones[type.name]), expr);
  return {
    type,
    run: (frame) => {
      const held = operands.map((operand) => operand(frame));
      const old = read(frame, held);
      frame.locals[slot] = old;
      const next = changed.run(frame);
      write?.(frame, held, next);
      return expr.isPrefix ? next : old;
    },
  };
}

function assignment(body: Body, expr: Of<'assign'>): Code {
  const target = targetOf(body, expr.target);
  const { type, operands, read, write } = target;
  const given = expression(body, expr.value);
  if (expr.operator === '=') {
    const run = assigned(given, type, expr);
    return {
      type,
      run: (frame) => {
        const held = operands.map((operand) => operand(frame));
        const next = run(frame);
        write?.(frame, held, next);
        return next;
      },
    };
  }
  const slot = body.hidden();
  const before: Code = { type, run: (frame) => frame.locals[slot] };
  const combined = operation(expr.operator.slice(0, -1), before, given, expr);
  const isNarrowed = isNumber(combined.type) && isNumber(type) && !isAssignable(combined.type, type);
  if (isNarrowed) throw new CompileError(expr, `Illegal assignment from ${combined.type.name} to ${type.name}`);
  const run = assigned(combined, type, expr);
  return {
    type,
    run: (frame) => {
      const held = operands.map((operand) => operand(frame));
      frame.locals[slot] = read(frame, held);
      const next = run(frame);
      write?.(frame, held, next);
      return next;
    },
  };
}

function binary(body: Body, expr: Of<'binary'>): Code {
  const left = expression(body, expr.left);
  const right = expression(body, expr.right);
  return operation(expr.operator, left, right, expr);
}

function operation(operator: string, left: Code, right: Code, expr: Expr): Code {
  switch (operator) {
    case '+':
    case '-':
    case '*':
    case '/':
      return arithmetic(operator, left, right, expr);
    case '&&':
    case '||':
      return logic(operator, left, right, expr);
    case '&':
    case '|':
    case '^':
    case '<<':
    case '>>':
    case '>>>':
      return bitwise(operator, left, right, expr);
    case '??': {
      const type = common(left.type, right.type);
      const a = converted(left, type);
      const b = converted(right, type);
      return { type, run: (frame) => a(frame) ?? b(frame) };
    }
    default:
      return comparison(operator, left, right, expr);
  }
}

function choice(body: Body, expr: Of<'choice'>): Code {
  const test = expression(body, expr.test);
  if (test.type.name !== 'Boolean') throw new CompileError(expr.test, 'Condition expression must be of type Boolean');
  const yes = expression(body, expr.yes);
  const no = expression(body, expr.no);
  const type = common(yes.type, no.type);
  const a = converted(yes, type);
  const b = converted(no, type);
  const { run } = test;
  return { type, run: (frame) => (run(frame) === true ? a(frame) : b(frame)) };
}

/** The type that both values have. */
function common(a: ApexType, b: ApexType): ApexType {
  if (a.kind === 'null') return b;
  if (b.kind === 'null') return a;
  if (isNumber(a) && isNumber(b)) return numberType(a, b);
  if (isAssignable(b, a)) return a;
  return isAssignable(a, b) ? b : types.object;
}
