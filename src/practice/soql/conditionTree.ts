// Converts the parser's chain of conditions with counted parentheses to a tree, for WHERE and HAVING.
import type { Condition, HavingClause, ValueQueryCondition, WhereClause } from '@jetstreamapp/soql-parser-js';

export type Leaf = Exclude<Condition | ValueQueryCondition, { openParen: number; field?: never }>;

export type ConditionTree =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly ConditionTree[] }
  | { readonly kind: 'not'; readonly part: ConditionTree }
  | { readonly kind: 'leaf'; readonly leaf: Leaf };

type Symbol = '(' | ')' | 'AND' | 'OR' | 'NOT' | Leaf;

/** AND and OR on one level without parentheses; the caller adds the position of the operator. */
export class MixedOperators extends Error {
  constructor(readonly operator: 'AND' | 'OR') {
    super(`unexpected token: '${operator}'`);
  }
}

export function toConditionTree(clause: WhereClause | HavingClause): ConditionTree {
  const symbols = flatten(clause);
  let next = 0;

  function readUnit(): ConditionTree {
    const symbol = symbols[next];
    next += 1;
    if (symbol === 'NOT') return { kind: 'not', part: readUnit() };
    if (symbol === '(') {
      const inner = readChain();
      next += 1;
      return inner;
    }
    if (typeof symbol !== 'object') throw new Error('A condition was expected.');
    return { kind: 'leaf', leaf: symbol };
  }

  function readChain(): ConditionTree {
    const parts = [readUnit()];
    const operator = symbols[next];
    if (operator !== 'AND' && operator !== 'OR') return parts[0] as ConditionTree;
    while (symbols[next] === operator) {
      next += 1;
      parts.push(readUnit());
    }
    const other = symbols[next];
    if (other === 'AND' || other === 'OR') throw new MixedOperators(other);
    return { kind: operator === 'AND' ? 'and' : 'or', parts };
  }

  return readChain();
}

function flatten(clause: WhereClause | HavingClause): Symbol[] {
  const symbols: Symbol[] = [];
  let rest: WhereClause | HavingClause | undefined = clause;
  while (rest) {
    const { left } = rest;
    if (left) pushCondition(symbols, left);
    if ('operator' in rest) {
      symbols.push(rest.operator);
      rest = rest.right;
    } else rest = undefined;
  }
  return symbols;
}

function pushCondition(symbols: Symbol[], condition: Condition | ValueQueryCondition): void {
  symbols.push(...Array.from({ length: condition.openParen ?? 0 }, () => '(' as const));
  if (!('operator' in condition)) return;
  symbols.push(condition);
  symbols.push(...Array.from({ length: condition.closeParen ?? 0 }, () => ')' as const));
}
