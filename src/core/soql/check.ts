// Finds mistakes in a query without an org, each with its position.
import { tokensOf, type Token } from './tokens';

export type SoqlMistake =
  | 'empty'
  | 'noSelect'
  | 'star'
  | 'noColumns'
  | 'strayComma'
  | 'noFrom'
  | 'noObject'
  | 'openQuote'
  | 'parenthesis'
  | 'end';

export interface SoqlProblem {
  readonly mistake: SoqlMistake;
  /** The position of the first wrong character. */
  readonly at: number;
}

/** The first mistake; undefined when none is found, so that only Salesforce can check the query. */
export function checkSoql(soql: string): SoqlProblem | undefined {
  const tokens = tokensOf(soql);
  const [first] = tokens;
  if (!first) return { mistake: 'empty', at: 0 };
  if (first.word !== 'SELECT') return { mistake: 'noSelect', at: first.at };
  const end = soql.trimEnd().length;
  return checkPunctuation(tokens, end) ?? checkClauses(tokens, end);
}

function checkPunctuation(tokens: readonly Token[], end: number): SoqlProblem | undefined {
  const quote = tokens.find(({ text }) => text.startsWith("'") && !/^'(?:\\[\s\S]|[^'\\])*'$/.test(text));
  if (quote) return { mistake: 'openQuote', at: quote.at };
  const stray = tokens.find(({ word, depth }) => word === ')' && depth < 0);
  if (stray) return { mistake: 'parenthesis', at: stray.at };
  const open = tokens.findLast(({ word }, at) => word === '(' && !isClosed(tokens, at));
  if (open) return { mistake: 'parenthesis', at: open.at };
  const semicolon = tokens.find(({ word }) => word === ';');
  return semicolon && { mistake: 'end', at: Math.min(semicolon.at, end) };
}

const isClosed = (tokens: readonly Token[], at: number): boolean =>
  tokens.slice(at + 1).some(({ word, depth }) => word === ')' && depth === tokens[at]?.depth);

function checkClauses(tokens: readonly Token[], end: number): SoqlProblem | undefined {
  const from = tokens.findIndex(({ word, depth }) => word === 'FROM' && depth === 0);
  const list = tokens.slice(1, from < 0 ? undefined : from);
  const star = list.find(({ word, depth }, at) => word === '*' && depth === 0 && list[at - 1]?.word !== '(');
  if (star) return { mistake: 'star', at: star.at };
  const after = from < 0 ? end : (tokens[from]?.at ?? end);
  if (list.length === 0) return { mistake: 'noColumns', at: after };
  const comma = list.find(({ word, depth }, at) => word === ',' && depth === 0 && isMissing(list[at + 1]));
  if (comma) return { mistake: 'strayComma', at: comma.at };
  if (from < 0) return { mistake: 'noFrom', at: end };
  return tokens[from + 1] ? undefined : { mistake: 'noObject', at: end };
}

const isMissing = (token: Token | undefined): boolean => token === undefined || token.word === ',';

/** The position in a query that an error of Salesforce names, from 0; undefined when the message names none. */
export function placeIn(soql: string, message: string): number | undefined {
  const [, row, column] = /ERROR at Row:(\d+):Column:(\d+)/.exec(message) ?? [];
  if (row === undefined || column === undefined) return undefined;
  const lines = soql.split('\n');
  const before = lines.slice(0, Number(row) - 1).reduce((sum, line) => sum + line.length + 1, 0);
  return Math.min(before + Math.max(Number(column) - 1, 0), soql.length);
}
