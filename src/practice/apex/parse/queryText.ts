// Splits a query in brackets into its text and its bind variables.
import {
  BoundExpressionContext,
  LimitClauseContext,
  OffsetClauseContext,
  type ApexParserRuleContext,
  type SoqlLiteralContext,
  type SoslLiteralContext,
} from '@apexdevtools/apex-parser';
import type { BindPart, Expr } from './tree';

interface Found {
  readonly start: number;
  readonly end: number;
  readonly bind: BindPart;
}

/** The text between the brackets, split at the binds. */
export function queryParts(
  context: SoqlLiteralContext | SoslLiteralContext,
  convert: (bound: BoundExpressionContext) => Expr,
): { readonly parts: readonly string[]; readonly binds: readonly BindPart[] } {
  const found: Found[] = [];
  collect(context, false, (bound, isNumber) => {
    const bind = { isNumber, value: convert(bound) };
    found.push({ start: bound.start.start, end: (bound.stop ?? bound.start).stop + 1, bind });
  });
  const source = context.start.getInputStream() as { getText(from: number, to: number): string };
  const end = (context.stop ?? context.start).stop;
  const parts: string[] = [];
  let from = context.start.start + 1;
  for (const { start, end: after } of found) {
    parts.push(start > from ? source.getText(from, start - 1) : '');
    from = after;
  }
  parts.push(end > from ? source.getText(from, end - 1) : '');
  return { parts: withoutComments(parts), binds: found.map(({ bind }) => bind) };
}

function collect(
  node: ApexParserRuleContext,
  isNumber: boolean,
  add: (bound: BoundExpressionContext, isNumber: boolean) => void,
): void {
  if (node instanceof BoundExpressionContext) {
    add(node, isNumber);
    return;
  }
  const inNumber = node instanceof LimitClauseContext || node instanceof OffsetClauseContext;
  const children = (node.children ?? []) as ApexParserRuleContext[];
  for (const child of children) collect(child, inNumber, add);
}

const withoutComments = (parts: readonly string[]): string[] =>
  parts.map((part) => part.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, ' '));
