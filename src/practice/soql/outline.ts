// Finds positions in the text of a statement, which Salesforce's errors contain and the parser's tree does not.

export type Clause = 'SELECT' | 'FROM' | 'USING' | 'WHERE' | 'WITH' | 'GROUP' | 'HAVING' | 'ORDER' | 'LIMIT' | 'OFFSET';

export interface Token {
  readonly text: string;
  readonly offset: number;
}

/** One SELECT with its words by clause; nested SELECTs are in the order of the text. */
export interface Outline {
  readonly text: string;
  readonly words: ReadonlyMap<Clause, readonly Token[]>;
  /** The child queries of the field list. */
  readonly children: readonly Outline[];
  /** The semi-joins and anti-joins of WHERE. */
  readonly joins: readonly Outline[];
}

const pattern = /'(?:\\[\s\S]|[^'\\])*'?|[A-Za-z_][\w.]*|[-+]?\d[\w.:+-]*|<=|>=|<>|!=|\S/g;
const clauses = new Set<string>(
  'SELECT FROM USING WHERE WITH GROUP HAVING ORDER LIMIT OFFSET'.split(' ') satisfies string[],
);

interface Draft {
  words: Map<Clause, Token[]>;
  children: Outline[];
  joins: Outline[];
  clause: Clause;
  depth: number;
}

function isClause(word: string): word is Clause {
  return clauses.has(word);
}

export function tokensOf(text: string): Token[] {
  return Array.from(text.matchAll(pattern), (match) => ({ text: match[0], offset: match.index }));
}

export function toOutline(text: string): Outline {
  const tokens = tokensOf(text);
  let next = 0;

  function readBlock(): Outline {
    const draft: Draft = { words: new Map(), children: [], joins: [], clause: 'SELECT', depth: 0 };
    let previous = '';
    for (; next < tokens.length; next += 1) {
      const token = tokens[next];
      if (!token) break;
      const word = token.text.toUpperCase();
      if (word === ')' && draft.depth === 0) break;
      if (word === '(' && tokens[next + 1]?.text.toUpperCase() === 'SELECT') {
        next += 1;
        (draft.clause === 'SELECT' ? draft.children : draft.joins).push(readBlock());
        continue;
      }
      draft.depth += word === '(' ? 1 : word === ')' ? -1 : 0;
      // An object can be named Order or Group, so the word after FROM never starts a clause.
      if (draft.depth === 0 && previous !== 'FROM' && isClause(word)) draft.clause = word;
      else wordsOf(draft.words, draft.clause).push(token);
      previous = word;
    }
    return { text, words: draft.words, children: draft.children, joins: draft.joins };
  }

  return readBlock();
}

function wordsOf(words: Map<Clause, Token[]>, clause: Clause): Token[] {
  const known = words.get(clause) ?? [];
  words.set(clause, known);
  return known;
}

/** The first position of `word` in a clause (case-insensitive), otherwise the start of the clause or the statement. */
export function placeOf(outline: Outline, clause: Clause, word: string): { text: string; offset: number } {
  const words = outline.words.get(clause) ?? [];
  const wanted = word.toLowerCase();
  const found = words.find((token) => token.text.toLowerCase() === wanted) ?? words[0];
  return { text: outline.text, offset: found?.offset ?? 0 };
}
