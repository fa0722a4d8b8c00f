// Converts expressions of the parser into our tree.
import * as P from '@apexdevtools/apex-parser';
import { atOf, createdType, NotSimulated, present, typeNode } from './nodes';
import { literal } from './literals';
import { queryParts } from './queryText';
import type { Expr, TypeNode } from './tree';

type Rule = readonly [type: abstract new (...args: never[]) => unknown, convert: (context: never) => Expr];

const rule = <Context>(type: abstract new (...args: never[]) => Context, convert: (context: Context) => Expr): Rule => [
  type,
  convert,
];

interface BinaryContext extends P.ApexParserRuleContext {
  expression(i: number): P.ExpressionContext;
}

const binary = (context: BinaryContext): Expr => ({
  ...atOf(context),
  kind: 'binary',
  operator: operatorOf(context),
  left: expression(context.expression(0)),
  right: expression(context.expression(1)),
});

/** `<=` and `>>>` are several tokens. */
const operatorOf = (context: P.ApexParserRuleContext): string =>
  (context.children ?? [])
    .slice(1, -1)
    .map((child) => child.getText())
    .join('');

const rules: readonly Rule[] = [
  rule(P.PrimaryExpressionContext, (context) => primary(context.primary())),
  rule(P.DotExpressionContext, dot),
  rule(P.MethodCallExpressionContext, (context) => methodCall(context.methodCall())),
  rule(P.NewExpressionContext, (context) => creator(context.creator())),
  rule(P.SubExpressionContext, (context) => expression(context.expression())),
  rule(P.ArrayExpressionContext, (context) => ({
    ...atOf(context),
    kind: 'index',
    target: expression(context.expression(0)),
    index: expression(context.expression(1)),
  })),
  rule(P.AssignExpressionContext, (context) => ({
    ...atOf(context),
    kind: 'assign',
    operator: operatorOf(context),
    target: expression(context.expression(0)),
    value: expression(context.expression(1)),
  })),
  rule(P.CondExpressionContext, (context) => ({
    ...atOf(context),
    kind: 'choice',
    test: expression(context.expression(0)),
    yes: expression(context.expression(1)),
    no: expression(context.expression(2)),
  })),
  rule(P.CastExpressionContext, (context) => ({
    ...atOf(context),
    kind: 'cast',
    type: typeNode(context.typeRef()),
    value: expression(context.expression()),
  })),
  rule(P.InstanceOfExpressionContext, (context) => ({
    ...atOf(context),
    kind: 'instanceOf',
    value: expression(context.expression()),
    type: typeNode(context.typeRef()),
  })),
  rule(P.NegExpressionContext, (context) => ({
    ...atOf(context),
    kind: 'unary',
    operator: present(context.BANG()) ? '!' : '~',
    value: expression(context.expression()),
  })),
  rule(P.PreOpExpressionContext, preOperation),
  rule(P.PostOpExpressionContext, (context) => ({
    ...atOf(context),
    kind: 'step',
    operator: present(context.INC()) ? '++' : '--',
    isPrefix: false,
    target: expression(context.expression()),
  })),
  ...[
    P.Arth1ExpressionContext,
    P.Arth2ExpressionContext,
    P.CmpExpressionContext,
    P.EqualityExpressionContext,
    P.LogAndExpressionContext,
    P.LogOrExpressionContext,
    P.CoalExpressionContext,
    P.BitAndExpressionContext,
    P.BitOrExpressionContext,
    P.BitNotExpressionContext,
    P.BitExpressionContext,
  ].map((type) => rule<BinaryContext>(type, binary)),
];

export function expression(context: P.ExpressionContext): Expr {
  for (const [type, convert] of rules) if (context instanceof type) return convert(context as never);
  throw new NotSimulated('this expression', atOf(context));
}

export const expressions = (context: P.ExpressionListContext | undefined): Expr[] =>
  present(context)?.expression_list().map(expression) ?? [];

function preOperation(context: P.PreOpExpressionContext): Expr {
  const value = expression(context.expression());
  const operator = present(context.INC()) ? '++' : '--';
  if (present(context.INC()) || present(context.DEC()))
    return { ...atOf(context), kind: 'step', operator, isPrefix: true, target: value };
  return { ...atOf(context), kind: 'unary', operator: present(context.SUB()) ? '-' : '+', value };
}

function dot(context: P.DotExpressionContext): Expr {
  const target = expression(context.expression());
  const isSafe = present(context.QUESTIONDOT()) !== undefined;
  const call = present(context.dotMethodCall());
  if (call === undefined) {
    const name = context.anyId();
    return { ...atOf(name), kind: 'field', target, name: name.getText(), isSafe };
  }
  const args = expressions(call.expressionList());
  return { ...atOf(call), kind: 'call', target, name: call.anyId().getText(), args, isSafe };
}

function methodCall(context: P.MethodCallContext): Expr {
  const word = present(context.THIS()) ?? present(context.SUPER()) ?? context.id();
  const args = expressions(context.expressionList());
  return { ...atOf(context), kind: 'call', target: undefined, name: word.getText(), args, isSafe: false };
}

function primary(context: P.PrimaryContext): Expr {
  const at = atOf(context);
  if (context instanceof P.LiteralPrimaryContext) return literal(context.literal());
  if (context instanceof P.IdPrimaryContext) return { ...at, kind: 'name', name: context.id().getText() };
  if (context instanceof P.ThisPrimaryContext) return { ...at, kind: 'this' };
  if (context instanceof P.SuperPrimaryContext) return { ...at, kind: 'super' };
  if (context instanceof P.TypeRefPrimaryContext) return { ...at, kind: 'classOf', type: typeNode(context.typeRef()) };
  if (context instanceof P.VoidPrimaryContext) {
    return { ...at, kind: 'classOf', type: { ...at, names: [{ name: 'void', args: [] }], dimensions: 0 } };
  }
  const bound = (one: P.BoundExpressionContext): Expr => expression(one.expression());
  if (context instanceof P.SoqlPrimaryContext)
    return { ...at, kind: 'soql', ...queryParts(context.soqlLiteral(), bound) };
  if (context instanceof P.SoslPrimaryContext)
    return { ...at, kind: 'sosl', ...queryParts(context.soslLiteral(), bound) };
  throw new NotSimulated('this expression', at);
}

function creator(context: P.CreatorContext): Expr {
  const at = atOf(context);
  const type = createdType(context.createdName());
  const call = present(context.classCreatorRest());
  if (call) return { ...at, kind: 'new', type, args: expressions(present(call.arguments())?.expressionList()) };
  const map = present(context.mapCreatorRest());
  if (map) {
    const pairs = map
      .mapCreatorRestPair_list()
      .map((pair): readonly [Expr, Expr] => [expression(pair.expression(0)), expression(pair.expression(1))]);
    return { ...at, kind: 'newMap', type, pairs };
  }
  const set = present(context.setCreatorRest());
  if (set) return { ...at, kind: 'newElements', type, elements: set.expression_list().map(expression) };
  const array = present(context.arrayCreatorRest());
  if (array) return newArray(array, type);
  return { ...at, kind: 'newElements', type, elements: [] };
}

function newArray(context: P.ArrayCreatorRestContext, element: TypeNode): Expr {
  const type = { ...element, dimensions: element.dimensions + 1 };
  const at = { line: element.line, column: element.column };
  const size = present(context.expression());
  if (size) return { ...at, kind: 'newSized', type, size: expression(size) };
  const elements = present(context.arrayInitializer())?.expression_list().map(expression) ?? [];
  return { ...at, kind: 'newElements', type, elements };
}
