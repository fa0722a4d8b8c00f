// Splits a query into tokens with their positions; a string is one token.

export interface Token {
  readonly text: string;
  /** The position of its first character. */
  readonly at: number;
  /** In upper case, because SOQL ignores case. */
  readonly word: string;
  /** The number of parentheses around it; a parenthesis is not inside itself. */
  readonly depth: number;
}

export interface Clauses {
  /** Between the outermost SELECT and its FROM. */
  readonly select: readonly Token[];
  /** After FROM to the end: first the object, then all other clauses. */
  readonly from: readonly Token[];
}

const pattern = /'(?:\\[\s\S]|[^'\\])*'?|[A-Za-z_][\w.]*|\d[\w.:+-]*|\S/g;

export const aggregateFunctions = new Set(['COUNT', 'COUNT_DISTINCT', 'SUM', 'AVG', 'MIN', 'MAX']);

export function clausesOf(soql: string): Clauses {
  const tokens = tokensOf(soql);
  const begin = tokens[0]?.word === 'SELECT' ? 1 : 0;
  const at = tokens.findIndex(({ word, depth }) => word === 'FROM' && depth === 0);
  const end = at < 0 ? tokens.length : at;
  return { select: tokens.slice(begin, end), from: tokens.slice(end + 1) };
}

export function tokensOf(soql: string): readonly Token[] {
  let depth = 0;
  return Array.from(soql.matchAll(pattern), ({ 0: text, index }) => {
    if (text === ')') depth--;
    const token = { text, at: index, word: text.toUpperCase(), depth };
    if (text === '(') depth++;
    return token;
  });
}
