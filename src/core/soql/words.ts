// The words of a SOQL statement and where they stand; strings are one word, whatever is in them.

export interface Token {
  readonly text: string;
  /** Of its first character in the statement. */
  readonly at: number;
  /** In capitals; SOQL does not tell cases apart. */
  readonly word: string;
  /** Parentheses around it; a parenthesis counts as outside of itself. */
  readonly depth: number;
}

export interface Outline {
  /** Between the outermost SELECT and its FROM. */
  readonly select: readonly Token[];
  /** Behind FROM to the end: first the object, then every other clause. */
  readonly from: readonly Token[];
}

const pattern = /'(?:\\[\s\S]|[^'\\])*'?|[A-Za-z_][\w.]*|\d[\w.:+-]*|\S/g;

export function outlineOf(soql: string): Outline {
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
