// Converts statements of the parser into our tree.
import type * as P from '@apexdevtools/apex-parser';
import { expression, expressions } from './expressions';
import { whenLiteral } from './literals';
import { atOf, NotSimulated, present, qualifiedType, typeNode } from './nodes';
import type { Declarator, Statement, When, WhenCase } from './tree';

export const block = (context: P.BlockContext): Statement => ({
  ...atOf(context),
  kind: 'block',
  body: context.statement_list().map(statement),
});

export const declarators = (context: P.VariableDeclaratorsContext): Declarator[] =>
  context.variableDeclarator_list().map((one) => {
    const value = present(one.expression());
    return { ...atOf(one), name: one.id().getText(), value: value && expression(value) };
  });

const local = (context: P.LocalVariableDeclarationContext): Statement => ({
  ...atOf(context),
  kind: 'local',
  type: typeNode(context.typeRef()),
  declarators: declarators(context.variableDeclarators()),
});

const empty = (context: P.ApexParserRuleContext): Statement => ({ ...atOf(context), kind: 'block', body: [] });

export function statement(context: P.StatementContext): Statement {
  const found = flow(context) ?? simple(context) ?? dml(context);
  if (found === undefined) throw new NotSimulated('this statement', atOf(context));
  return found;
}

function flow(context: P.StatementContext): Statement | undefined {
  const inner = present(context.block());
  if (inner) return block(inner);
  const choice = present(context.ifStatement());
  if (choice) return ifElse(choice);
  const loop = present(context.whileStatement());
  if (loop) {
    const body = present(loop.statement());
    const test = expression(loop.parExpression().expression());
    return { ...atOf(loop), kind: 'while', test, body: body ? statement(body) : empty(loop) };
  }
  const repeat = present(context.doWhileStatement());
  if (repeat) {
    const test = expression(repeat.parExpression().expression());
    return { ...atOf(repeat), kind: 'doWhile', test, body: block(repeat.block()) };
  }
  const each = present(context.forStatement());
  if (each) return forLoop(each);
  const branches = present(context.switchStatement());
  if (branches) return switchOn(branches);
  const guarded = present(context.tryStatement());
  return guarded && tryCatch(guarded);
}

function ifElse(context: P.IfStatementContext): Statement {
  const [yes, no] = context.statement_list();
  const test = expression(context.parExpression().expression());
  const body = yes ? statement(yes) : empty(context);
  return { ...atOf(context), kind: 'if', test, yes: body, no: no && statement(no) };
}

function forLoop(context: P.ForStatementContext): Statement {
  const at = atOf(context);
  const inner = present(context.statement());
  const body = inner ? statement(inner) : empty(context);
  const control = context.forControl();
  const each = present(control.enhancedForControl());
  if (each) {
    const values = expression(each.expression());
    return { ...at, kind: 'forEach', type: typeNode(each.typeRef()), name: each.id().getText(), values, body };
  }
  const init = present(control.forInit());
  const declared = init && present(init.localVariableDeclaration());
  const test = present(control.expression());
  const starts = declared
    ? [local(declared)]
    : expressions(init?.expressionList()).map((value): Statement => ({ ...at, kind: 'expression', value }));
  const update = expressions(present(control.forUpdate())?.expressionList());
  return { ...at, kind: 'for', init: starts, test: test && expression(test), update, body };
}

function switchOn(context: P.SwitchStatementContext): Statement {
  const cases = context.whenControl_list().map((one): When => ({
    test: whenCase(one.whenValue()),
    body: block(one.block()),
  }));
  return { ...atOf(context), kind: 'switch', value: expression(context.expression()), cases };
}

function whenCase(context: P.WhenValueContext): WhenCase {
  if (present(context.ELSE())) return { kind: 'else' };
  const type = present(context.typeRef());
  if (type) return { kind: 'type', type: typeNode(type), name: context.id().getText() };
  return { kind: 'values', values: context.whenLiteral_list().map(whenLiteral) };
}

function tryCatch(context: P.TryStatementContext): Statement {
  const last = present(context.finallyBlock());
  const catches = context.catchClause_list().map((one) => ({
    ...atOf(one),
    type: qualifiedType(one.qualifiedName()),
    name: one.id().getText(),
    body: block(one.block()),
  }));
  return { ...atOf(context), kind: 'try', body: block(context.block()), catches, last: last && block(last.block()) };
}

function simple(context: P.StatementContext): Statement | undefined {
  const at = atOf(context);
  const declared = present(context.localVariableDeclarationStatement());
  if (declared) return local(declared.localVariableDeclaration());
  const value = present(context.expressionStatement());
  if (value) return { ...at, kind: 'expression', value: expression(value.expression()) };
  const end = present(context.returnStatement());
  if (end) {
    const result = present(end.expression());
    return { ...at, kind: 'return', value: result && expression(result) };
  }
  const thrown = present(context.throwStatement());
  if (thrown) return { ...at, kind: 'throw', value: expression(thrown.expression()) };
  if (present(context.breakStatement())) return { ...at, kind: 'break' };
  if (present(context.continueStatement())) return { ...at, kind: 'continue' };
  const runAs = present(context.runAsStatement());
  return runAs && { ...at, kind: 'runAs', args: expressions(runAs.expressionList()), body: block(runAs.block()) };
}

function dml(context: P.StatementContext): Statement | undefined {
  const at = atOf(context);
  const merge = present(context.mergeStatement());
  if (merge) return { ...at, kind: 'merge', values: merge.expression_list().map(expression) };
  const upsert = present(context.upsertStatement());
  if (upsert) {
    const key = present(upsert.qualifiedName())?.getText();
    return { ...at, kind: 'dml', operation: 'upsert', value: expression(upsert.expression()), key };
  }
  const plain = [
    ['insert', present(context.insertStatement())],
    ['update', present(context.updateStatement())],
    ['delete', present(context.deleteStatement())],
    ['undelete', present(context.undeleteStatement())],
  ] as const;
  for (const [operation, one] of plain) {
    if (one) return { ...at, kind: 'dml', operation, value: expression(one.expression()), key: undefined };
  }
  return undefined;
}
